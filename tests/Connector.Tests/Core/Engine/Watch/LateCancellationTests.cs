using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

/// <summary>The shop cancelled what could not be cancelled in ShipStation any more.</summary>
public sealed class LateCancellationTests
{
    private static readonly SeenOrder s_cancelled = new("o", "US-1", 3, ManualTimeProvider.Start) { Verdict = new OrderVerdict(OrderVerdictKind.Cancelled, "cancelled") };
    private static readonly OrderProblem s_problem = new("PushOrder", ErrorCodes.CancelledAfterShipment, "too late", ManualTimeProvider.Start);
    private static readonly SyncRow s_sent = A.SyncRow("o", static row => row with { Status = SyncStatus.Synced, ShippingOrderId = 1 });
    private static readonly SyncRow s_refused = s_sent with { FailureCode = ErrorCodes.CancelledAfterShipment };

    [Fact]
    public void A_cancellation_that_came_after_the_label_is_over_once_nobody_wants_to_hear_of_it()
    {
        Assert.Equal(OrderProgress.PartlyShipped, Progress(s_refused, s_cancelled, labels: 1, problems: [s_problem]));
        Assert.Equal(OrderProgress.Shipped, Progress(s_refused, s_cancelled, labels: 1));
        Assert.Equal(OrderProgress.Cancelled, Progress(s_refused, s_cancelled, labels: 0));
    }

    [Fact]
    public void What_the_shop_said_last_counts_where_it_was_not_read_again()
    {
        Assert.Equal(OrderProgress.Shipped, Progress(s_refused, null, labels: 1, before: new OrderSummary { OrderId = "o", OrderNumber = "US-1", CancelledInShop = true }));
        Assert.Equal(OrderProgress.PartlyShipped, Progress(s_refused, null, labels: 1, before: new OrderSummary { OrderId = "o", OrderNumber = "US-1" }));
        Assert.Equal(OrderProgress.PartlyShipped, Progress(s_refused, s_cancelled with { Verdict = new OrderVerdict(OrderVerdictKind.Due) }, labels: 1, before: new OrderSummary { OrderId = "o", OrderNumber = "US-1", CancelledInShop = true }));
    }

    [Fact]
    public void A_cancellation_on_its_way_is_not_over_yet()
    {
        Assert.Equal(OrderProgress.InShipStation, Progress(s_sent, s_cancelled, labels: 0));
        Assert.Equal(OrderProgress.Sending, Progress(s_refused with { Reservation = new Reservation("x#1", 4, "h", ManualTimeProvider.Start) }, s_cancelled, labels: 0));
    }

    private static OrderProgress Progress(SyncRow row, SeenOrder? facts, int labels, OrderSummary? before = null, IReadOnlyList<OrderProblem>? problems = null)
    {
        Shipment[] shipments = [.. Enumerable.Range(0, labels).Select(static _ => A.Shipment())];
        var known = new SummarySources("o", before, facts, [row], [.. shipments.Select(static s => new ShipmentRow(s, "o", null, null))], [], [], problems ?? [], null);
        return ProgressRules.Compute(known, [row], [], shipments).Progress;
    }
}
