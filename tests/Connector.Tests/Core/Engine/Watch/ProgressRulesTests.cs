using Connector.Core.Engine.Watch;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

/// <summary>Where an order stands, from its parts, labels and readings.</summary>
public sealed class ProgressRulesTests
{
    private const string Id = "0a0de000-0000-4000-8000-00000000aaaa";
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;

    public static TheoryData<string, string, OrderProgress, string?> Cases => new()
    {
        // Parts by status, L a label, D a label that arrived, H a reading on hold.
        { "sent", "Synced", OrderProgress.InShipStation, null },
        { "being sent", "Reserved", OrderProgress.Sending, null },
        { "refused", "Failed", OrderProgress.Sending, null },
        { "one of two sent", "Synced Reserved", OrderProgress.Sending, null },
        { "cancelled", "Cancelled Cancelled", OrderProgress.Cancelled, null },
        { "one of two cancelled", "Cancelled Synced", OrderProgress.InShipStation, null },
        { "a label for a part", "Synced L", OrderProgress.PartlyShipped, null },
        { "one of two shipped", "Shipped Synced L", OrderProgress.PartlyShipped, null },
        { "all shipped", "Shipped Shipped L", OrderProgress.Shipped, null },
        { "shipped, the rest cancelled", "Shipped Cancelled L", OrderProgress.Shipped, null },
        { "marked as shipped, without a label", "Shipped", OrderProgress.Shipped, null },
        { "arrived", "Shipped D", OrderProgress.Delivered, null },
        { "one of two parcels arrived", "Shipped D L", OrderProgress.Shipped, null },
        { "held by staff", "Synced H", OrderProgress.OnHold, "On hold in ShipStation" }
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_parts_say_where_it_stands(string what, string known, OrderProgress progress, string? blocker)
    {
        Assert.NotEmpty(what);
        var order = SummaryBuilder.Compute(Sources(known), T0)!;
        Assert.Equal((progress, blocker), (order.Progress, order.Blocker));
    }

    public static TheoryData<OrderVerdictKind, OrderProgress> Verdicts => new()
    {
        { OrderVerdictKind.Due, OrderProgress.Sending }, { OrderVerdictKind.Waiting, OrderProgress.Waiting }, { OrderVerdictKind.NotForShipping, OrderProgress.NotForShipping },
        { OrderVerdictKind.Cancelled, OrderProgress.Cancelled }
    };

    [Theory]
    [MemberData(nameof(Verdicts))]
    public void Before_it_is_sent_the_pull_says_it(OrderVerdictKind kind, OrderProgress progress)
    {
        var seen = new SeenOrder(Id, "US-1", 3, T0) { Verdict = new OrderVerdict(kind, "why", T0.AddDays(1)) };
        var order = SummaryBuilder.Compute(Sources("") with { Facts = seen }, T0)!;
        Assert.Equal(progress, order.Progress);

        // And what was said stays said while nobody says otherwise.
        var later = SummaryBuilder.Compute(Sources("") with { Before = order }, T0.AddHours(1))!;
        Assert.Equal((order with { UpdatedAt = later.UpdatedAt }).Write(), later.Write());
    }

    [Fact]
    public void An_error_says_what_blocks_it_and_goes_with_it()
    {
        OrderProblem problem = new("PushOrder", "MissingAddress", "no address", T0);
        var broken = SummaryBuilder.Compute(Sources("") with { Problems = [problem], Name = "US-1" }, T0)!;
        Assert.Equal(("no address", true), (broken.Blocker, broken.NeedsAttention));

        var mended = SummaryBuilder.Compute(Sources("Synced") with { Before = broken }, T0)!;
        Assert.Equal((null, false, OrderProgress.InShipStation), (mended.Blocker, mended.NeedsAttention, mended.Progress));
    }

    [Fact]
    public void Of_an_order_of_which_nothing_is_known_there_is_no_row() => Assert.Null(SummaryBuilder.Compute(Sources(""), T0));

    private static SummarySources Sources(string known)
    {
        var (rows, shipments, seen, parcels) = (new List<SyncRow>(), new List<ShipmentRow>(), new List<ShippingOrderSnapshot>(), new List<TrackingRow>());
        foreach (var word in known.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Enum.TryParse<SyncStatus>(word, out var status))
            {
                var part = $"p{rows.Count}";
                rows.Add(A.SyncRow(Id, r => r with { GroupKey = part, Status = status, Reservation = status == SyncStatus.Reserved ? r.Reservation : null, ShippingOrderId = 100 + rows.Count }));
            }
            else if (word == "H") seen.Add(A.Snapshot(with: s => s with { Account = rows[0].Account, ShippingOrderId = rows[0].ShippingOrderId!.Value, OrderKey = rows[0].OrderKey, Status = ShippingOrderStatus.OnHold }));
            else
            {
                var label = A.Shipment(s => s with { Id = 900 + shipments.Count });
                shipments.Add(new ShipmentRow(label, Id, null, null));
                if (word == "D") parcels.Add(new TrackingRow(label.Account, label.Id, Id, new TrackingReading { Account = label.Account, ShipmentId = label.Id, Status = TrackingStatus.Delivered, DeliveredAt = T0 }, null, Ended: false));
            }
        }
        return new SummarySources(Id, null, null, rows, shipments, seen, parcels, [], null);
    }
}
