using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class FlowRewindTests
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void A_pull_begins_at_the_time_and_looks_at_what_is_late_again()
    {
        var cursor = new PullCursor(T0, "b") { Settled = true };
        var (value, from) = FlowRewind.Rewind(CursorName.OrdersPull, cursor.Write(), T0.AddHours(-2))!.Value;
        Assert.Equal((T0, new PullCursor(T0.AddHours(-2), "")), (from, PullCursor.Read(value)));
        Assert.Null(FlowRewind.Rewind(CursorName.OrdersPull, cursor.Write(), T0));
        Assert.Null(FlowRewind.Rewind(CursorName.OrdersPull, cursor.Write(), T0.AddHours(1)));
    }

    [Fact]
    public void A_poll_leaves_the_pass_that_is_under_way_and_what_it_had_seen()
    {
        var cursor = new PollCursor(T0, T0, T0) { Settled = true, Ahead = new PollPosition(T0, T0), Late = new PollPosition(T0, T0), LateUntil = T0 };
        var (value, from) = FlowRewind.Rewind(CursorName.OrderStatus("eu"), cursor.Write(), T0.AddDays(-1))!.Value;
        Assert.Equal((T0, new PollCursor(T0.AddDays(-1), DateTimeOffset.MinValue, T0.AddDays(-1))), (from, PollCursor.Read(value)));
        Assert.Null(FlowRewind.Rewind(CursorName.OrderStatus("eu"), cursor.Write(), T0));
    }

    [Theory]
    [InlineData("orders", 1)]
    [InlineData("shipments", 8)]
    [InlineData("shipments:eu", 4)]
    [InlineData("shipments:us", 0)]
    [InlineData("orders:eu", 0)]
    [InlineData("orders@main", 0)]
    [InlineData("drain-orders", 0)]
    [InlineData("labels", 0)]
    public void A_flow_has_its_cursors(string flow, int expected) => Assert.Equal(expected, Rewind(new InMemoryCursorStore(_clock)).Find(flow).Count);

    [Fact]
    public async Task Each_cursor_that_stands_behind_the_time_is_moved_and_the_journal_has_who_did_it()
    {
        var cursors = new InMemoryCursorStore(_clock);
        await cursors.TrySetAsync(CursorName.Fulfillments("eu"), new PollCursor(T0, T0, T0).Write(), null, default);
        await cursors.TrySetAsync(CursorName.OrderStatus("eu"), new PollCursor(T0.AddDays(-3), T0, T0).Write(), null, default);
        var moved = Assert.Single(await Rewind(cursors).RewindAsync("shipments:eu", T0.AddDays(-2), "ada", default));
        Assert.Equal(("fulfillments:eu", T0), (moved.Name, moved.From));
        Assert.Contains("by ada", Assert.Single(await _journal.ListRunsAsync(5, default)).Text, StringComparison.Ordinal);
    }

    private readonly InMemoryJournal _journal = new();

    private FlowRewind Rewind(ICursorStore cursors) => new(cursors, Mock.Of<IShippingAccounts>(static a => a.Names == new[] { "default", "eu" }), _journal, _clock);
}
