using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Ports;

/// <summary>
/// Finds the order of ours that a foreign one came from: another program split it, or people copied it, so that it carries our number and our line keys under a key that is not
/// ours. What was found is remembered, so that a change of ours reaches the parts whatever number they have.
/// </summary>
internal sealed class ForeignOrders(ISyncStore sync, ICursorStore notes)
{
    /// <summary>Null for one that has nothing to do with us, which costs no look at the rows as a rule: it has no line key of the shop's.</summary>
    public static async Task<SyncRow?> FindOriginAsync(ISyncStore sync, ShippingOrderSnapshot read, CancellationToken cancellationToken)
    {
        if (!ForeignParts.MayBeOne(read)) return null;
        foreach (var number in ForeignParts.NumbersOf(read))
            foreach (var row in await sync.FindByNumberAsync(number, cancellationToken))
                if (ForeignParts.IsOf(row, read)) return row;
        return null;
    }

    /// <summary>The origins of these, where they have one. Safe to repeat.</summary>
    public async Task<IReadOnlyList<(SyncRow Origin, ShippingOrderSnapshot Read)>> NoteAsync(IEnumerable<ShippingOrderSnapshot> read, CancellationToken cancellationToken)
    {
        var found = new List<(SyncRow, ShippingOrderSnapshot)>();
        foreach (var order in read)
        {
            if (await FindOriginAsync(sync, order, cancellationToken) is not { } origin) continue;
            found.Add((origin, order));
            // Somebody who was faster has noted another: the next reading finds this one missing.
            await NotedIds.AddAsync(notes, Name(origin), order.ShippingOrderId, cancellationToken);
        }
        return found;
    }

    /// <summary>Ids of the foreign orders that came from the row's.</summary>
    public Task<IReadOnlyList<long>> ListAsync(SyncRow origin, CancellationToken cancellationToken) => NotedIds.ListAsync(notes, Name(origin), cancellationToken);

    private static CursorName Name(SyncRow origin) => CursorName.Foreign(origin.Account, origin.OrderKey);
}
