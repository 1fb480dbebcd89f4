using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Removes from every store what says something about the customer of one order. What is needed to never send the order twice stays: keys, numbers, states, goods and amounts. An order that is not
/// finished needs its address and is left. Safe to repeat, and after a stop in between the next run does the rest.
/// </summary>
/// <param name="archives">None where the host has no store for documents.</param>
public sealed class OrderErasure(
    ISyncStore sync, IShippingStore shipping, IJournal journal, PeoplesWords words, ILabelStore labels, IEnumerable<ILabelArchive> archives, IOrderIndex index, Redaction redaction)
{
    private const int MostTries = 5;
    private const string StillOpen = "The order is not finished: its address is still needed. Ship or cancel it, then erase it.";
    private const string Busy = "The order is being worked on. Repeat the command.";

    /// <param name="looksOnly">True: nothing is removed, and only what needs no change to be counted is.</param>
    public async Task<ErasedOrder> RunAsync(string orderId, string orderNumber, bool looksOnly, CancellationToken cancellationToken)
    {
        var summary = await index.GetAsync([orderId], cancellationToken) is [var known] ? known : null;
        var rows = await sync.GetAsync([orderId], cancellationToken);
        if (summary is { IsOpen: true } || rows.Any(IsUnderWay)) return new ErasedOrder(orderId, orderNumber, StillOpen, []);
        var parts = new List<ErasedPart?> { await RowsAsync(orderId, rows, looksOnly, cancellationToken) };
        if (parts[0] is { Count: < 0 }) return new ErasedOrder(orderId, orderNumber, Busy, []);
        parts.Add(await ReadingsAsync(rows, looksOnly, cancellationToken));
        parts.Add(await DocumentsAsync(orderId, looksOnly, cancellationToken));
        parts.AddRange(await words.EraseAsync(orderId, looksOnly, cancellationToken));
        if (!looksOnly) parts.Add(Part(ErasedPlaces.Journal, await journal.EraseAsync(orderId, cancellationToken)));
        // Last: as long as it is there, the order is found by the address.
        parts.Add(await SummaryAsync(summary, looksOnly, cancellationToken));
        return new ErasedOrder(orderId, orderNumber, null, [.. parts.OfType<ErasedPart>()]);
    }

    private static bool IsUnderWay(SyncRow row) => row.Reservation is not null || row.Status is SyncStatus.Reserved or SyncStatus.Synced;

    /// <summary>A count below zero says that somebody else keeps writing.</summary>
    private async Task<ErasedPart?> RowsAsync(string orderId, IReadOnlyList<SyncRow> rows, bool looksOnly, CancellationToken cancellationToken)
    {
        using var digest = new ErasureDigest();
        for (var tries = 0; tries < MostTries; tries++)
        {
            var changed = rows.Select(static r => (Before: r, After: Erase(r))).Where(static r => !ReferenceEquals(r.Before, r.After)).ToList();
            if (tries == 0) foreach (var (before, _) in changed) digest.Add(before.Payload is { } sent ? PayloadJson.Decompress(sent) : []);
            if (changed.Count == 0 || looksOnly) return Part(ErasedPlaces.SentOrders, digest.ToContent());
            var written = await sync.WriteAsync([.. changed.Select(static r => r.After)], cancellationToken);
            if (written.All(static r => r is not null)) return Part(ErasedPlaces.SentOrders, digest.ToContent());
            rows = await sync.GetAsync([orderId], cancellationToken);
            if (rows.Any(IsUnderWay)) break;
        }
        return new ErasedPart(ErasedPlaces.SentOrders, -1, null);
    }

    /// <summary>The hash of the payload stays: it says whether the order changed, and nothing about anybody. The same row where nothing is left to remove.</summary>
    private static SyncRow Erase(SyncRow row)
    {
        if (row.Payload is null && row.Unverified is null) return row;
        var content = row.Payload is { } sent ? PayloadJson.Unpack(sent) : null;
        if (row.Unverified is null && content is not null && PayloadJson.Write(content).AsSpan().SequenceEqual(PayloadJson.Write(ShippingReadings.Erase(content)))) return row;
        return row with { Payload = content is null ? null : PayloadJson.Compress(PayloadJson.Write(ShippingReadings.Erase(content))), Unverified = null };
    }

    private async Task<ErasedPart?> ReadingsAsync(IReadOnlyList<SyncRow> rows, bool looksOnly, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return null;
        var read = (await shipping.GetOrdersAsync([.. rows.Select(static r => r.OrderKey).Distinct(StringComparer.Ordinal)], cancellationToken)).Where(static o => !o.IsErased).ToList();
        using var digest = new ErasureDigest();
        foreach (var order in read) digest.Add(ShippingReadings.Write(order));
        if (!looksOnly && read.Count > 0) await shipping.PutOrdersAsync([.. read.Select(ShippingReadings.Erase)], cancellationToken);
        return Part(ErasedPlaces.Readings, digest.ToContent());
    }

    private async Task<ErasedPart?> DocumentsAsync(string orderId, bool looksOnly, CancellationToken cancellationToken)
    {
        var gone = 0;
        foreach (var row in await labels.GetAsync([orderId], cancellationToken))
            foreach (var id in (string[])[row.Id, LabelDocumentName.CustomsForm(row.Id)])
                foreach (var archive in archives)
                    if (looksOnly ? await archive.FindAsync(id, cancellationToken) is not null : await archive.DeleteAsync(id, cancellationToken)) gone++;
        return gone == 0 ? null : new ErasedPart(ErasedPlaces.Documents, gone, null);
    }

    private async Task<ErasedPart?> SummaryAsync(OrderSummary? summary, bool looksOnly, CancellationToken cancellationToken)
    {
        if (summary?.EmailHash is not { } hash) return null;
        if (!looksOnly) await index.PutAsync([summary with { EmailHash = null }], cancellationToken);
        return new ErasedPart(ErasedPlaces.List, 1, redaction.Fingerprint(hash));
    }

    private ErasedPart? Part(string place, ErasedContent erased) => erased.Count == 0 ? null : new ErasedPart(place, erased.Count, redaction.Fingerprint(erased.Digest!));
}
