using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;

namespace Connector.Core.Engine.Watch;

/// <summary>Finds an order by whatever is at hand, and shows its history from what is stored here; asks neither vendor.</summary>
/// <param name="accounts">Names of the shipping accounts whose order ids are tried.</param>
public sealed class OrderTraces(
    ISyncStore sync, IShippingStore shipping, ITrackingStore tracking, ILabelStore labels, IJournal journal, IErrorQueue errors, IOrderIndex index,
    IReadOnlyList<string> accounts)
{
    private const int MostMatches = 20;

    /// <summary>
    /// By merchant's number, shipping number, shop order id, order key, shipping order id or tracking number; exact, but for blanks around it. Then by whatever finds one order in the list of orders: any part of a number, in any case.
    /// Null when nothing here knows it.
    /// </summary>
    public async Task<OrderTrace?> FindAsync(string orderNumberOrTrackingOrIds, CancellationToken cancellationToken)
    {
        var words = orderNumberOrTrackingOrIds.Trim();
        if (words.Length == 0) return null;
        await journal.FlushAsync(cancellationToken);
        return await ResolveAsync(words, cancellationToken) is var (orderId, foundBy) ? await ReadAsync(orderId, words, foundBy, cancellationToken) : null;
    }

    private async Task<(string OrderId, OrderHandle FoundBy)?> ResolveAsync(string words, CancellationToken cancellationToken)
    {
        // A shipping number such as US-1-2 may be the merchant's number of another order, which then goes first. The journal comes after the rows: it also knows
        // shipments under their shipping numbers.
        var rows = await sync.FindByNumberAsync(words, cancellationToken);
        if (Newest(rows.Where(r => r.OrderNumber == words)) is { } numbered) return (numbered.OrderId, OrderHandle.OrderNumber);
        if (Newest(rows) is { } shippingNumbered) return (shippingNumbered.OrderId, OrderHandle.ShippingNumber);
        if (await journal.FindOrderIdAsync(words, cancellationToken) is { } reported) return (reported, OrderHandle.OrderNumber);
        if (await IsOrderIdAsync(words, cancellationToken)) return (words, OrderHandle.OrderId);
        if (OrderKeys.TryParse(words, out var keyed, out _) && await IsOrderIdAsync(keyed, cancellationToken)) return (keyed, OrderHandle.OrderKey);
        if (await ByShippingOrderIdAsync(words, cancellationToken) is { } shipped) return (shipped, OrderHandle.ShippingOrderId);
        var parcels = await shipping.FindByTrackingAsync(words, cancellationToken);
        if (parcels.Where(p => p.OrderId is not null).MaxBy(p => p.Shipment.CreatedAt) is { } parcel) return (parcel.OrderId!, OrderHandle.TrackingNumber);
        var dead = await errors.ListAsync(new ErrorFilter(Order: words, Take: 1), cancellationToken);
        if (dead is [{ Info.OrderId: { } waiting }]) return (waiting, OrderHandle.OrderNumber);
        return await SearchAsync(SearchWords.Normalise(words), cancellationToken) is { } found ? (found, OrderHandle.Search) : null;
    }

    /// <summary>The one order whose number this is in any case, or that alone is found by it.</summary>
    private async Task<string?> SearchAsync(string word, CancellationToken cancellationToken)
    {
        if (word.Length == 0) return null;
        var page = await index.ListAsync(new OrderFilter(word), null, MostMatches, cancellationToken);
        var named = page.Orders.Where(o => SearchWords.Numbers(o).Contains(word)).ToList();
        return (named.Count > 0 ? named : page.Orders) is [{ OrderId: var only }] ? only : null;
    }

    private static SyncRow? Newest(IEnumerable<SyncRow> rows) => rows.MaxBy(static r => r.UpdatedAt);

    private async Task<bool> IsOrderIdAsync(string words, CancellationToken cancellationToken) =>
        (await sync.GetAsync([words], cancellationToken)).Count > 0 || (await journal.ReadAsync(words, cancellationToken)).Count > 0;

    private async Task<string?> ByShippingOrderIdAsync(string words, CancellationToken cancellationToken)
    {
        if (!long.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        foreach (var account in accounts)
        {
            if (await sync.FindByShippingOrderIdAsync(account, id, cancellationToken) is { } row) return row.OrderId;
            // A part that people split off on the shipping side keeps our key, but has no row of its own.
            if (OrderKeys.TryParse((await shipping.FindOrderAsync(account, id, cancellationToken))?.OrderKey, out var orderId, out _)) return orderId;
        }
        return null;
    }

    private async Task<OrderTrace> ReadAsync(string orderId, string words, OrderHandle foundBy, CancellationToken cancellationToken)
    {
        var stored = await sync.GetAsync([orderId], cancellationToken);
        var rows = stored.OrderBy(static r => r.GroupKey, StringComparer.Ordinal).Select(static r => r with { Payload = null }).ToList();
        var shipments = (await shipping.GetShipmentsAsync([orderId], cancellationToken)).OrderBy(static s => s.Shipment.CreatedAt).ToList();
        var dead = await errors.ListAsync(new ErrorFilter { OrderIds = [orderId] }, cancellationToken);
        var timeline = await journal.ReadAsync(orderId, cancellationToken);
        var number = (rows is [var row, ..] ? row.OrderNumber : null) ?? LastNumber(timeline) ?? (dead is [var letter, ..] ? letter.Info.OrderNumber : null)
            ?? (foundBy == OrderHandle.OrderNumber ? words : null);
        var bought = await labels.GetAsync([orderId], cancellationToken);
        var seen = rows.Count == 0 ? [] : await shipping.GetOrdersAsync([.. rows.Select(static r => r.OrderKey)], cancellationToken);
        var parcels = shipments.Count == 0 ? [] : await tracking.GetAsync([orderId], cancellationToken);
        return new OrderTrace(orderId, number, foundBy, rows, shipments, dead, timeline)
        {
            Labels = [.. bought.OrderBy(static row => row.CreatedAt).ThenBy(static row => row.Id, StringComparer.Ordinal)],
            History = HistoryBuilder.Compute(timeline, KnownEvents.From(stored, shipments, seen, bought, parcels))
        };
    }

    private static string? LastNumber(IReadOnlyList<TimelineItem> timeline) => timeline.LastOrDefault(static i => i.Entry?.OrderNumber is not null)?.Entry!.OrderNumber;
}
