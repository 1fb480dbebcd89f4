using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Engine.Watch;

/// <summary>Pure: where an order stands, why it does not go on, and until when.</summary>
internal static class ProgressRules
{
    private const string OnHold = "On hold in ShipStation";
    private const string Unpaid = "Waiting for payment";

    /// <param name="parts">Rows of groups.</param>
    /// <param name="contents">What was last sent of them.</param>
    /// <param name="labels">That count: of this order, not voided, no returns.</param>
    public static (OrderProgress Progress, string? Reason, DateTimeOffset? Until) Compute(
        SummarySources known, IReadOnlyList<SyncRow> parts, IReadOnlyList<ShippingOrder> contents, IReadOnlyList<Shipment> labels)
    {
        if (parts.Count == 0) return NotSent(known);
        if (parts.All(static p => p.Status == SyncStatus.Cancelled)) return (OrderProgress.Cancelled, null, null);
        var live = parts.Where(static p => p.Status != SyncStatus.Cancelled).ToList();
        if (live.TrueForAll(static p => p.Status == SyncStatus.Shipped)) return (Left(labels, known.Parcels), null, null);
        if (IsSettled(known, live)) return (labels.Count > 0 ? Left(labels, known.Parcels) : OrderProgress.Cancelled, null, null);
        if (labels.Count > 0) return (OrderProgress.PartlyShipped, null, null);
        if (live.Exists(static p => p.Reservation is not null || p.Status is SyncStatus.Reserved or SyncStatus.Failed)) return (OrderProgress.Sending, known.Facts?.Verdict?.Reason, null);
        var seen = known.Seen.Where(o => live.Exists(p => p.ShippingOrderId == o.ShippingOrderId && p.Account == o.Account)).ToList();
        // What was read last counts, and before that what was sent.
        var statuses = seen.Count > 0 ? seen.Select(static o => o.Status) : contents.Select(static c => c.Status);
        if (statuses.Contains(ShippingOrderStatus.OnHold)) return (OrderProgress.OnHold, OnHold, Held(seen));
        return statuses.Contains(ShippingOrderStatus.AwaitingPayment) ? (OrderProgress.OnHold, Unpaid, null) : (OrderProgress.InShipStation, null, null);
    }

    /// <summary>The shop cancelled it, here it could not be cancelled, and people dismissed that: nothing of it is waited for.</summary>
    private static bool IsSettled(SummarySources known, List<SyncRow> live) =>
        known.IsCancelledInShop && known.Problems.Count == 0 && live.TrueForAll(static p => p is { FailureCode: not null, Reservation: null });

    private static OrderProgress Left(IReadOnlyList<Shipment> labels, IReadOnlyList<TrackingRow> parcels) =>
        labels.Count > 0 && labels.All(l => Arrived(l, parcels)) ? OrderProgress.Delivered : OrderProgress.Shipped;

    private static (OrderProgress Progress, string? Reason, DateTimeOffset? Until) NotSent(SummarySources known) => known.Facts?.Verdict switch
    {
        { Kind: OrderVerdictKind.Due } => (OrderProgress.Sending, null, null),
        { Kind: OrderVerdictKind.Waiting } waits => (OrderProgress.Waiting, waits.Reason, waits.Until),
        { Kind: OrderVerdictKind.NotForShipping } not => (OrderProgress.NotForShipping, not.Reason, null),
        { Kind: OrderVerdictKind.Cancelled } cancelled => (OrderProgress.Cancelled, cancelled.Reason, null),
        _ => known.Before is { } before
            ? (before.Progress, known.Problems.Count == 0 && before.NeedsAttention ? null : before.Blocker, before.Until)
            : (known.Rows.Count > 0 || known.Problems.Count > 0 ? OrderProgress.Sending : OrderProgress.Waiting, null, null)
    };

    private static bool Arrived(Shipment label, IReadOnlyList<TrackingRow> parcels) =>
        parcels.Any(p => p.Account == label.Account && p.ShipmentId == label.Id && p.Reading?.Status == TrackingStatus.Delivered);

    private static DateTimeOffset? Held(IEnumerable<ShippingOrderSnapshot> seen) =>
        seen.Select(static o => o.HoldUntil).Max() is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;
}
