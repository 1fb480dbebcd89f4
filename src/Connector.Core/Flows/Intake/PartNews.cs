using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Intake;

/// <summary>
/// Queues the push of orders of which an open part was seen that may not be as its order is, or that have units again which are in a part, whoever made the part. Orders that were never split
/// cost nothing here.
/// </summary>
internal sealed class PartNews(ForeignOrders foreign, ISyncStore sync, IShippingStore store, IWorkQueue queue, IIdSource ids, TimeProvider clock)
{
    /// <summary>The message is durable before the reading is, so that a crash between the two loses nothing; it is worked on when the reading is there.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(5);
    private const int Deepest = 20;

    /// <summary>For readings that are not kept yet.</summary>
    public async Task QueueAsync(IReadOnlyList<ShippingOrderSnapshot> read, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var messages = new Dictionary<string, WorkMessage>(StringComparer.Ordinal);
        foreach (var part in read.Where(o => o.ParentId is not null && PartTree.IsOpen(o.Status)))
        {
            if (await store.FindOrderAsync(part.Account, part.ShippingOrderId, cancellationToken) is { } known && PartTree.IsOpen(known.Status)) continue;
            if (await RowOfAsync(part, read, cancellationToken) is not { } row || !MayBeDue(row, part)) continue;
            messages[row.OrderId] = Push(row, $"part {part.OrderNumber}", now);
        }
        foreach (var (origin, part) in await foreign.NoteAsync(read, cancellationToken))
        {
            if (PartTree.IsOpen(part.Status) && origin is { Status: SyncStatus.Synced or SyncStatus.Reserved } && (origin.Reservation is not null || ForeignParts.MayBeCrossed(origin, part))
                && ShippingReadings.IsChange(part, await store.FindOrderAsync(part.Account, part.ShippingOrderId, cancellationToken), now))
                messages[origin.OrderId] = Push(origin, $"{part.OrderNumber} was made while a call had no known outcome", now);
            if (!PartTree.IsOpen(part.Status) || origin.Status is not (SyncStatus.Cancelled or SyncStatus.Shipped)) continue;
            if (await store.FindOrderAsync(part.Account, part.ShippingOrderId, cancellationToken) is not { } known || !PartTree.IsOpen(known.Status)) messages[origin.OrderId] = Push(origin, $"part {part.OrderNumber}", now);
        }
        foreach (var whole in read.Where(o => o is { MergedOrSplit: true, ParentId: null } && PartTree.IsOpen(o.Status)))
            if (await FindDoubledAsync(whole, read, now, cancellationToken) is { } row) messages[row.OrderId] = Push(row, $"units of a part of {whole.OrderNumber} are back", now);
        if (messages.Count > 0) await queue.SendAsync(QueueNames.Orders, [.. messages.Values], now + Later, cancellationToken);
    }

    /// <summary>A call of ours that was applied after the split, whatever its content, puts units back that are in a part: they stand twice then.</summary>
    private async Task<SyncRow?> FindDoubledAsync(ShippingOrderSnapshot whole, IReadOnlyList<ShippingOrderSnapshot> read, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!ShippingReadings.IsChange(whole, await store.FindOrderAsync(whole.Account, whole.ShippingOrderId, cancellationToken), now)) return null;
        if (await sync.FindByShippingOrderIdAsync(whole.Account, whole.ShippingOrderId, cancellationToken) is not { Status: SyncStatus.Synced, Payload: { } sent } row) return null;
        var known = (await store.GetOrdersAsync([row.OrderKey], cancellationToken)).Concat(read.Where(o => o.ParentId is not null)).Where(o => o.Account == row.Account)
            .ToLookup(o => o.ShippingOrderId).Select(g => g.Last()).ToList();
        var parts = PartTree.From(whole.ShippingOrderId, row.OrderKey, known);
        return DoubledUnits.Find(PayloadJson.Unpack(sent), [whole, .. parts]).Count > 0 ? row : null;
    }

    private WorkMessage Push(SyncRow row, string reason, DateTimeOffset now) =>
        new() { Type = MessageTypes.PushOrder, Id = row.OrderId, OrderNumber = row.OrderNumber, Reason = reason, CorrelationId = ids.New(), EnqueuedAt = now };

    /// <summary>Pure: an order that was cancelled or has shipped, or a call of ours that the split may have crossed.</summary>
    internal static bool MayBeDue(SyncRow row, ShippingOrderSnapshot part) => row.Status switch
    {
        SyncStatus.Cancelled or SyncStatus.Shipped => true,
        SyncStatus.Synced when row.Payload is { } sent => row.UpdatedAt >= part.CreatedAt - Crossing
            && (row.UpdatedAt <= part.CreatedAt + Crossing || !IsSamePlace(PayloadJson.Unpack(sent).ShipTo, part.Content.ShipTo)),
        _ => false
    };

    /// <summary>Longer than a call may take, and than clocks differ.</summary>
    private static readonly TimeSpan Crossing = TimeSpan.FromMinutes(5);

    private async Task<SyncRow?> RowOfAsync(ShippingOrderSnapshot part, IReadOnlyList<ShippingOrderSnapshot> read, CancellationToken cancellationToken)
    {
        var parent = part.ParentId;
        for (var depth = 0; parent is { } id && depth < Deepest; depth++)
        {
            if (await sync.FindByShippingOrderIdAsync(part.Account, id, cancellationToken) is { } row) return row;
            var above = read.FirstOrDefault(o => o.Account == part.Account && o.ShippingOrderId == id) ?? await store.FindOrderAsync(part.Account, id, cancellationToken);
            // The copy of an order that people made is no order of ours, and nor are its parts.
            if (above is { ParentId: null }) return null;
            parent = above?.ParentId;
        }
        if (!OrderKeys.TryParse(part.OrderKey, out var orderId, out var groupKey)) return null;
        return (await sync.GetAsync([orderId], cancellationToken)).FirstOrDefault(r => r.GroupKey == groupKey && r.Account == part.Account);
    }

    /// <summary>However it is written: the shipping side writes addresses in its own way.</summary>
    private static bool IsSamePlace(ShippingAddress a, ShippingAddress b) => Plain(a.Street1) == Plain(b.Street1) && Plain(a.City) == Plain(b.City) && Plain(a.PostalCode) == Plain(b.PostalCode);

    private static string Plain(string? text) => string.Concat((text ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
