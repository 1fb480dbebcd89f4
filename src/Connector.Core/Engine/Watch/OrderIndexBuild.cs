using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Makes the list of orders from the rows that were there before it, once for each version of its form; and looks again at what needs attention. Goes on where it was
/// stopped. A second run is harmless.
/// </summary>
public sealed class OrderIndexBuild(ISyncStore sync, IOrderIndex index, ICursorStore cursors, OrderIndexer indexer)
{
    /// <summary>Another number makes every row again.</summary>
    private const string Version = "1";
    private const string Done = Version + " done";
    private const int PageSize = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await BuildAsync(cancellationToken);
        await LookAgainAsync(cancellationToken);
    }

    private async Task BuildAsync(CancellationToken cancellationToken)
    {
        var stored = await cursors.GetAsync(CursorName.OrderIndex, cancellationToken);
        if (stored?.Value == Done) return;
        var after = stored?.Value.Split(' ') is [Version, var id] ? id : null;
        while (true)
        {
            var rows = await sync.ScanAsync(after, PageSize, cancellationToken);
            if (rows.Count > 0)
            {
                await indexer.RefreshAsync(rows.Select(static r => r.OrderId), cancellationToken);
                after = rows[^1].OrderId;
            }
            var position = rows.Count < PageSize ? Done : $"{Version} {after}";
            // Another run that was quicker does the rest.
            if (!await cursors.TrySetAsync(CursorName.OrderIndex, position, stored?.ETag, cancellationToken) || position == Done) return;
            stored = await cursors.GetAsync(CursorName.OrderIndex, cancellationToken);
        }
    }

    /// <summary>An error may have gone without a message of its order.</summary>
    private async Task LookAgainAsync(CancellationToken cancellationToken)
    {
        for (string? after = null; ;)
        {
            var page = await index.ListAsync(new OrderFilter(NeedsAttention: true), after, PageSize, cancellationToken);
            await indexer.RefreshAsync(page.Orders.Select(static o => o.OrderId), cancellationToken);
            if (page.Next is null) return;
            after = page.Next;
        }
    }
}
