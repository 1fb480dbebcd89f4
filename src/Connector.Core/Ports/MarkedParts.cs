using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Ports;

/// <summary>
/// Remembers which parts of an order we marked as shipped because the order had ended by another way: the fulfillment that the shipping side makes of each is ours, and no goods leave with it. The
/// order itself needs no note: its row keeps what was sent.
/// </summary>
internal sealed class MarkedParts(ICursorStore notes)
{
    private const int MostTries = 5;

    /// <summary>Before the call, so that a crash after it loses nothing.</summary>
    public async Task NoteAsync(SyncRow origin, long partId, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
            if (await NotedIds.AddAsync(notes, Name(origin), partId, cancellationToken)) return;
    }

    /// <summary>The marked parts of these orders, by account and id.</summary>
    public async Task<IReadOnlySet<(string Account, long Id)>> ListAsync(IEnumerable<SyncRow> origins, CancellationToken cancellationToken)
    {
        var marked = new HashSet<(string, long)>();
        foreach (var origin in origins)
            foreach (var id in await NotedIds.ListAsync(notes, Name(origin), cancellationToken)) marked.Add((origin.Account, id));
        return marked;
    }

    private static CursorName Name(SyncRow origin) => CursorName.Marked(origin.Account, origin.OrderKey);
}
