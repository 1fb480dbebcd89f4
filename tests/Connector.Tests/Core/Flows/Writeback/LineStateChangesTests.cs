using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Orders;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Writeback;

/// <summary>A line of five units. States and moves are written "units state" and "units from to"; the state "shipped" is the merchant's, "open" the one for voids.</summary>
public sealed class LineStateChangesTests
{
    private static readonly LineStateTarget Shipped = new("shipped", "shipped");
    private static readonly LineStateTarget Open = new("open", "open");

    [Theory]
    [InlineData("nothing has left", "5 initial", 0, "")]
    [InlineData("some have left", "5 initial", 2, "2 initial shipped")]
    [InlineData("all have left", "5 initial", 5, "5 initial shipped")]
    [InlineData("more than was ordered has left", "5 initial", 9, "5 initial shipped")]
    [InlineData("the rest leaves", "3 initial, 2 shipped", 5, "3 initial shipped")]
    [InlineData("moved already", "3 initial, 2 shipped", 2, "")]
    [InlineData("units of several states", "2 initial, 3 picked", 4, "2 initial shipped, 2 picked shipped")]
    [InlineData("a label was voided", "5 shipped", 3, "2 shipped open")]
    [InlineData("all labels were voided", "5 shipped", 0, "5 shipped open")]
    [InlineData("the shop names no states", "", 2, "")]
    public void As_many_units_as_have_left_are_in_the_merchant_s_state(string situation, string states, long left, string moves) =>
        Assert.Equal((situation, moves), (situation, Moves(states, left, new LineStateTargets(Shipped, Open))));

    [Theory]
    [InlineData("without a state for shipped nothing moves", false, true, "5 initial", 5)]
    [InlineData("without a state for voids nothing moves back", true, false, "5 shipped", 3)]
    public void States_that_the_merchant_does_not_name_are_left_alone(string situation, bool shipped, bool voided, string states, long left) =>
        Assert.Equal((situation, ""), (situation, Moves(states, left, new LineStateTargets(shipped ? Shipped : null, voided ? Open : null))));

    [Fact]
    public void Where_both_states_are_the_same_nothing_moves_back() => Assert.Equal("", Moves("5 shipped", 0, new LineStateTargets(Shipped, Shipped)));

    private static string Moves(string states, long left, LineStateTargets targets)
    {
        var line = A.Line(quantity: 5, with: l => l with
        {
            States = [.. states.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(static s => s.Split(' ')).Select(static s => new LineState(s[0][0] - '0', s[1], s[1]))]
        });
        var changes = LineStateChanges.Compute(An.Order([line]), _ => left, targets).Cast<OrderChange.TransitionLineState>();
        return string.Join(", ", changes.Select(static c => $"{c.Quantity} {c.FromStateId} {c.ToStateKey}"));
    }
}
