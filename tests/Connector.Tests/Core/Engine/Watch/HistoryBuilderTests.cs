using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class HistoryBuilderTests
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;

    [Fact]
    public void A_call_hangs_below_the_outcome_of_the_work_that_made_it()
    {
        var history = Compute(
            Call(1, "POST", "/orders/createorders", "w1"), Entry(2, "created", "w1", Sent()), Call(3, "POST", "/a", "w2"), Call(4, "GET", "/b", "w3"),
            Entry(5, "updated", "w2", Event(OrderEventKind.Updated)));

        Assert.Equal([("Sent", 1), ("Updated", 1)], history.Events.Select(static e => ($"{e.Kind}", e.Calls.Count)));
        Assert.Equal("/a", history.Events[1].Calls[0].Path);
        // Of work that goes on.
        Assert.Equal("/b", Assert.Single(history.OtherCalls).Path);
    }

    [Fact]
    public void Each_attempt_has_its_own_calls_though_all_have_the_same_work()
    {
        var history = Compute(
            Call(1, "POST", "/first", "w"), Entry(2, "failed", "w", Event(OrderEventKind.Failed)), Call(60, "POST", "/second", "w"), Entry(61, "created", "w", Sent()),
            Call(62, "POST", "/late", "w"));

        Assert.Equal([["/first"], ["/second", "/late"]], history.Events.Select(static e => e.Calls.Select(static c => c.Path).ToArray()));
    }

    [Fact]
    public void The_calls_hang_below_what_the_connector_did_not_below_what_the_shop_did()
    {
        var placed = new OrderEvent(OrderEventKind.Placed, OrderActor.Shop, "Order placed") { At = T0.AddHours(-1) };
        var history = Compute(Call(1, "POST", "/orders/createorders", "w"), Entry(2, "created", "w", placed, Sent()));

        Assert.Equal([(OrderEventKind.Placed, T0.AddHours(-1), 0), (OrderEventKind.Sent, T0.AddSeconds(2), 1)], history.Events.Select(static e => (e.Kind, e.At, e.Calls.Count)));
    }

    [Fact]
    public void What_needed_nothing_is_counted_and_not_told()
    {
        var history = Compute(
            Entry(1, "created", "w", Sent()), Call(2, "GET", "/orders/1", "x"), Entry(3, "unchanged", "x", Event(OrderEventKind.Checked)), Entry(4, "Send order: unchanged", null));

        Assert.Equal(OrderEventKind.Sent, Assert.Single(history.Events).Kind);
        Assert.Equal((2, T0.AddSeconds(4)), (history.Checks, history.LastCheckAt));
        Assert.Empty(history.OtherCalls);
    }

    [Fact]
    public void Journals_of_before_stay_readable_and_their_polls_are_only_counted()
    {
        var polls = Enumerable.Range(10, 600).Select(static s => Call(s, "GET", "/shipments?createDateStart=2026-11-27&page=1", null));
        TimelineItem[] items =
        [
            Call(0, "GET", "/demo/orders?where=lastModifiedAt", null), Entry(1, "not pushed: payment pending", null, JournalKind.Decision), Call(2, "POST", "/orders/createorders", null),
            Entry(3, "Send order: created in ShipStation (1)", null), .. polls, Entry(700, "Send order: retried from the error queue by an operator", null, JournalKind.Decision),
            Entry(701, "Record shipment: moved to the error queue: no address", null)
        ];

        var history = Compute(items);

        Assert.Equal(
            [(OrderEventKind.NotSent, OrderActor.Connector, 0), (OrderEventKind.Sent, OrderActor.Connector, 1), (OrderEventKind.Retried, OrderActor.Person, 0), (OrderEventKind.Failed, OrderActor.Connector, 0)],
            history.Events.Select(static e => (e.Kind, e.Actor, e.Calls.Count)));
        Assert.Equal(601, history.Checks);
        Assert.Equal("Send order: created in ShipStation (1)", history.Events[1].Text);
    }

    [Fact]
    public void What_is_told_twice_is_shown_once_and_all_is_in_the_order_of_time()
    {
        var placed = new OrderEvent(OrderEventKind.Placed, OrderActor.Shop, "Order placed") { At = T0.AddHours(-1) };
        var label = new OrderEvent(OrderEventKind.Label, OrderActor.Warehouse, "Label bought") { At = T0.AddSeconds(3) };
        TimelineItem[] items = [Entry(1, "created", "w", placed, Sent()), Entry(9, "created", "v", placed, Sent())];

        var history = HistoryBuilder.Compute(items, [label]);

        Assert.Equal([OrderEventKind.Placed, OrderEventKind.Sent, OrderEventKind.Label, OrderEventKind.Sent], history.Events.Select(static e => e.Kind));
    }

    private static OrderHistory Compute(params TimelineItem[] items) => HistoryBuilder.Compute(items, []);

    private static OrderEvent Sent() => Event(OrderEventKind.Sent);

    private static OrderEvent Event(OrderEventKind kind) => new(kind, OrderActor.Connector, $"{kind}");

    private static TimelineItem Entry(int second, string text, string? work, params OrderEvent[] events) => Entry(second, text, work, JournalKind.Outcome, events);

    private static TimelineItem Entry(int second, string text, string? work, JournalKind kind, params OrderEvent[] events)
    {
        var entry = new JournalEntry(T0.AddSeconds(second), kind, "o", "US-1", text) { WorkId = work, Events = events };
        return new TimelineItem(entry.At, entry, null);
    }

    private static TimelineItem Call(int second, string method, string path, string? work)
    {
        var call = new Exchange(T0.AddSeconds(second), "ShipStation", method, path, 200, null, TimeSpan.FromMilliseconds(5), 1, null, null, ["o"]) { WorkId = work };
        return new TimelineItem(call.At, null, call);
    }
}
