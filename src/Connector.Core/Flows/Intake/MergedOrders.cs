using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Intake;

/// <summary>
/// Remembers which orders people merged into which: a merged-away order leaves the lists of the shipping side, and must not be taken for a deleted one and made
/// again, because its goods are in the other.
/// </summary>
internal sealed class MergedOrders(ICursorStore notes)
{
    /// <summary>Safe to repeat.</summary>
    public async Task NoteAsync(IEnumerable<ShippingOrderSnapshot> read, CancellationToken cancellationToken)
    {
        foreach (var survivor in read)
            foreach (var merged in survivor.MergedIds)
                await notes.TrySetAsync(CursorName.Merged(survivor.Account, merged), survivor.ShippingOrderId.ToString(CultureInfo.InvariantCulture), null, cancellationToken);
    }

    /// <summary>The order that it was merged into; null when that is not known.</summary>
    public async Task<long?> IntoAsync(string account, long shippingOrderId, CancellationToken cancellationToken) =>
        await notes.GetAsync(CursorName.Merged(account, shippingOrderId), cancellationToken) is { } note ? long.Parse(note.Value, CultureInfo.InvariantCulture) : null;
}
