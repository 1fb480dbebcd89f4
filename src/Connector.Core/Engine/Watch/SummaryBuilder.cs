using System.Collections.ObjectModel;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Engine.Watch;

/// <summary>Pure: the row of an order in the list of orders, from all that is known of it. Without news the row comes out as it was.</summary>
internal static class SummaryBuilder
{
    /// <summary>Null for an order of which nothing is known, not even a number.</summary>
    public static OrderSummary? Compute(SummarySources known, DateTimeOffset now)
    {
        var (before, facts) = (known.Before, known.Facts);
        var parts = known.Rows.Where(static r => r.GroupKey.Length > 0).ToList();
        var number = facts?.OrderNumber ?? (known.Rows is [var row, ..] ? row.OrderNumber : before?.OrderNumber) ?? known.Name;
        if (number is null) return null;
        var contents = parts.Select(known.ContentOf).OfType<ShippingOrder>().ToList();
        var content = contents is [var first, ..] ? first : null;
        var labels = known.Shipments.Select(static s => s.Shipment).Where(static s => s is { IsForeign: false, Voided: false, IsReturn: false }).ToList();
        var (progress, reason, until) = ProgressRules.Compute(known, parts, contents, labels);
        var isDue = parts.Count > 0 || progress == OrderProgress.Sending;
        var isLabelled = labels.Count > 0 && progress is OrderProgress.Shipped or OrderProgress.Delivered;
        return new OrderSummary
        {
            OrderId = known.OrderId,
            OrderNumber = number,
            Version = Math.Max(facts?.Version ?? 0, Math.Max(before?.Version ?? 0, known.Rows.Count > 0 ? known.Rows.Max(static r => r.OrderVersion) : 0)),
            Progress = progress,
            CancelledInShop = known.IsCancelledInShop,
            Blocker = known.Problems is [var problem, ..] ? problem.Text : reason,
            Until = until,
            Problems = known.Problems,
            Locations = parts.Count > 0 ? Sorted(Distinct(parts, static p => p.GroupKey)) : before?.Locations ?? [],
            Accounts = Sorted(Distinct(parts, static p => p.Account.Length > 0 ? p.Account : null)),
            Country = facts?.Country ?? content?.ShipTo.Country ?? before?.Country,
            Method = facts?.Method ?? before?.Method ?? content?.RequestedService,
            PlacedAt = facts?.PlacedAt ?? before?.PlacedAt ?? content?.PlacedAt ?? now,
            DueAt = isDue ? before?.DueAt ?? (before is null && parts.Count > 0 ? parts.Min(static p => p.UpdatedAt) : now) : before?.DueAt,
            SentAt = before?.SentAt ?? parts.Where(static p => p.Status is SyncStatus.Synced or SyncStatus.Shipped).Select(static p => (DateTimeOffset?)p.UpdatedAt).Min(),
            LabelledAt = isLabelled ? labels.Max(static l => l.CreatedAt) : null,
            HandedOverAt = isLabelled ? HandedOver(labels, known.Parcels) : null,
            DeliveredAt = progress == OrderProgress.Delivered ? known.Parcels.Select(static p => p.Reading?.DeliveredAt).Max() : null,
            ShipBy = contents.Count > 0 ? contents.Select(static c => c.ShipBy).Min() : before?.ShipBy,
            Tracking = Distinct(labels, static l => l.TrackingNumber),
            ShippingNumbers = Numbers(known.Rows, number),
            ShippingOrderIds = [.. parts.Select(static p => p.ShippingOrderId).OfType<long>().Distinct().Order()],
            ShipmentKeys = Sorted(Distinct(known.Shipments, static s => s.Shipment.Key)),
            Skus = facts?.Skus ?? (before is { Skus.Count: > 0 } ? before.Skus : [.. contents.SelectMany(static c => c.Items).Select(static i => i.Sku).OfType<string>().Distinct(StringComparer.Ordinal)]),
            EmailHash = known.EmailHash ?? before?.EmailHash,
            UpdatedAt = now
        };
    }

    private static List<string> Numbers(IReadOnlyList<SyncRow> rows, string number)
    {
        var numbers = Distinct(rows, static r => r.ShippingNumber.Length > 0 ? r.ShippingNumber : null);
        numbers.Remove(number);
        return Sorted(numbers);
    }

    /// <summary>Each text once, in the order in which it is met. An order has few of anything, and there are very many orders.</summary>
    private static List<string> Distinct<T>(IReadOnlyList<T> from, Func<T, string?> text)
    {
        var found = new List<string>(from.Count);
        foreach (var one in from)
            if (text(one) is { } met && !found.Contains(met)) found.Add(met);
        return found;
    }

    private static List<string> Sorted(List<string> texts)
    {
        texts.Sort(StringComparer.Ordinal);
        return texts;
    }

    /// <summary>Where the carrier says nothing, the label is all that is known; where it says something, its first reading of the parcel.</summary>
    private static DateTimeOffset? HandedOver(List<Shipment> labels, IReadOnlyList<TrackingRow> parcels)
    {
        var readings = parcels.Where(static p => !p.Ended).Select(static p => p.Reading).OfType<TrackingReading>().ToList();
        if (readings.Count == 0) return labels.Max(static l => l.CreatedAt);
        return readings.TrueForAll(static r => r.Status is not (TrackingStatus.Unknown or TrackingStatus.LabelMade)) ? readings.Min(static r => r.OccurredAt ?? r.ObservedAt) : null;
    }
}

/// <summary>All that is known of one order.</summary>
/// <param name="Before">Its row as it stands; null for none.</param>
/// <param name="Facts">As just read in the shop; null where it was not read.</param>
/// <param name="Rows">Its groups, and what stands for the whole order.</param>
/// <param name="Problems">What of it is in the error queue.</param>
/// <param name="Name">The number to show where nothing else says one.</param>
/// <param name="EmailHash">Of the address in the facts; null where none is known.</param>
internal sealed record SummarySources(
    string OrderId, OrderSummary? Before, SeenOrder? Facts, IReadOnlyList<SyncRow> Rows, IReadOnlyList<ShipmentRow> Shipments, IReadOnlyList<ShippingOrderSnapshot> Seen,
    IReadOnlyList<TrackingRow> Parcels, IReadOnlyList<OrderProblem> Problems, string? EmailHash, string? Name = null)
{
    /// <summary>What is wanted of groups, as the push has it at hand, by the hash of the payload.</summary>
    public IReadOnlyDictionary<string, ShippingOrder> Contents { get; init; } = ReadOnlyDictionary<string, ShippingOrder>.Empty;

    /// <summary>What was last sent of a group; null where nothing is known to have been.</summary>
    public ShippingOrder? ContentOf(SyncRow part)
    {
        if (part is { Payload: not null, PayloadHash: { } hash } && Contents.TryGetValue(hash, out var known)) return known;
        return part.LastPayload() is { } sent ? PayloadJson.Unpack(sent) : null;
    }

    public bool IsCancelledInShop => Facts?.Verdict is { } verdict ? verdict.Kind == OrderVerdictKind.Cancelled : Before is { CancelledInShop: true };
}
