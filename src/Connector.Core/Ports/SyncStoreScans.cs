using System.Runtime.CompilerServices;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Ports;

/// <summary>Goes through all rows.</summary>
public static class SyncStoreScans
{
    /// <summary>All rows by order, page by page; an order is never torn apart, and no page is empty.</summary>
    /// <param name="take">Rows of a page, or a few more.</param>
    public static async IAsyncEnumerable<IReadOnlyList<SyncRow>> ScanAllAsync(this ISyncStore sync, int take, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        IReadOnlyList<SyncRow> rows;
        do
        {
            rows = await sync.ScanAsync(after, take, cancellationToken);
            if (rows is not [.., var last]) yield break;
            yield return rows;
            after = last.OrderId;
        }
        while (rows.Count >= take);
    }
}
