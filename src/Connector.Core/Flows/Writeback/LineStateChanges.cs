using Connector.Core.Model.Orders;

namespace Connector.Core.Flows.Writeback;

/// <summary>
/// Pure: moves as many units of each line to the merchant's state as have left, and back as have not. Compares with where the units are, so a second run moves
/// nothing.
/// </summary>
internal static class LineStateChanges
{
    /// <param name="shipped">Units of each line that have left.</param>
    public static IEnumerable<OrderChange> Compute(Order order, Func<OrderLine, long> shipped, LineStateTargets targets)
    {
        if (targets.Shipped is not { } target) yield break;
        foreach (var line in order.Lines)
        {
            var there = line.States.Where(s => s.StateId == target.Id).Sum(s => s.Quantity);
            var missing = Math.Min(shipped(line), line.Quantity) - there;
            if (missing > 0)
            {
                foreach (var move in Moves(line, line.States.Where(s => s.StateId != target.Id), missing, target.Key)) yield return move;
            }
            else if (missing < 0 && targets.Voided is { } back && back.Id != target.Id)
            {
                foreach (var move in Moves(line, line.States.Where(s => s.StateId == target.Id), -missing, back.Key)) yield return move;
            }
        }
    }

    private static IEnumerable<OrderChange> Moves(OrderLine line, IEnumerable<LineState> from, long units, string to)
    {
        foreach (var state in from)
        {
            var moved = Math.Min(units, state.Quantity);
            if (moved <= 0) yield break;
            yield return new OrderChange.TransitionLineState(line.Id, line.Kind, moved, state.StateId, to);
            units -= moved;
        }
    }
}

/// <summary>The states that units of lines move between; null where the merchant names none.</summary>
public sealed record LineStateTargets(LineStateTarget? Shipped, LineStateTarget? Voided)
{
    public static LineStateTargets None { get; } = new(null, null);
}

/// <param name="Id">Orders name their states by id.</param>
public sealed record LineStateTarget(string Id, string Key);
