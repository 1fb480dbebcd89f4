using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Ports;

/// <summary>
/// Remembers which orders people merged into which: a merged-away order leaves the lists of the shipping side, and must not be taken for a deleted one and made
/// again, because its goods are in the other.
/// </summary>
internal sealed class MergedOrders(ICursorStore notes)
{
    /// <summary>An order that took others in may be merged again itself.</summary>
    private const int Deepest = 20;

    /// <summary>Safe to repeat.</summary>
    public async Task NoteAsync(IEnumerable<ShippingOrderSnapshot> read, CancellationToken cancellationToken)
    {
        foreach (var survivor in read)
            foreach (var merged in survivor.MergedIds)
                await notes.TrySetAsync(CursorName.Merged(survivor.Account, merged), survivor.ShippingOrderId.ToString(CultureInfo.InvariantCulture), null, cancellationToken);
    }

    /// <summary>The order that holds its goods now; null when it is not known to be merged.</summary>
    public async Task<long?> FindSurvivorAsync(string account, long shippingOrderId, CancellationToken cancellationToken)
    {
        long? survivor = null;
        for (var depth = 0; depth < Deepest; depth++)
        {
            if (await notes.GetAsync(CursorName.Merged(account, survivor ?? shippingOrderId), cancellationToken) is not { } note) break;
            survivor = long.Parse(note.Value, CultureInfo.InvariantCulture);
        }
        return survivor;
    }
}
