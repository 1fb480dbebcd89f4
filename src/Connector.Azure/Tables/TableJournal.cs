using Azure.Data.Tables;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Azure.Tables;

/// <summary>
/// The history in Table Storage: a partition for each shop order with its entries and links to exchanges, and the runs in one of their own. Entries are written
/// before the call returns; exchanges are gathered and written a few at a time, at the latest with the next entries, by a flush or when the journal is disposed.
/// </summary>
internal sealed class TableJournal(StorageTables tables, ILogger<TableJournal> logger) : IJournal, IAsyncDisposable, IDisposable
{
    private readonly JournalNumbers _numbers = new(tables.Lookups);
    private readonly ExchangeTable _exchanges = new(tables.Exchanges);
    private readonly JournalPruner _pruning = new(tables);
    private readonly ExchangeBodies _bodies = new(tables);
    private readonly JournalSequence _order = new();
    private readonly ExchangeBuffer _buffer = new(new ExchangeTable(tables.Exchanges), tables.JournalEntries, logger);

    public async Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        // The way to an order is written before its history, so that a crash leaves no history that cannot be found.
        await _numbers.NoteAsync(entries, cancellationToken);
        await tables.JournalEntries.UpsertAllAsync([.. entries.SelectMany(entry => JournalRows.RowsOf(entry, _order.Next(entry.At)))], cancellationToken);
        // What led to a decision or an outcome is stored with it; a process that dies later loses no part of this history.
        await _buffer.TryFlushAsync(cancellationToken);
    }

    public Task AppendAsync(Exchange exchange, CancellationToken cancellationToken) =>
        exchange.FoundNothing ? Task.CompletedTask : _buffer.AddAsync(exchange, _order.Next(exchange.At), cancellationToken);

    /// <summary>Throws what kept exchanges from being written; they wait for the next flush.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _buffer.FlushAsync(cancellationToken);

    public async Task<IReadOnlyList<TimelineItem>> ReadAsync(string orderId, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        var rows = await tables.JournalEntries.ListAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {JournalRows.PartitionOf(orderId)}"), null, cancellationToken);
        // The rows come sorted by instant and then by the order in which they were recorded.
        var items = await InParallel.SelectAsync(rows, ReadAsync, cancellationToken);
        return [.. items.OfType<TimelineItem>()];
    }

    public Task<string?> FindOrderIdAsync(string orderNumber, CancellationToken cancellationToken) => _numbers.FindAsync(orderNumber, cancellationToken);

    public async Task<IReadOnlyList<JournalEntry>> ListRunsAsync(int take, CancellationToken cancellationToken)
    {
        var runs = new List<JournalEntry>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {JournalRows.Runs}");
        await foreach (var row in tables.JournalEntries.QueryAsync(filter, null, Math.Clamp(take, 1, 1000), cancellationToken))
        {
            if (runs.Count >= take) break;
            runs.Add(JournalRows.Read(row));
        }
        return runs;
    }

    /// <summary>Many small deletions; stopping in between does no harm.</summary>
    public async Task<long> PruneAsync(JournalAges before, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        var removed = await _pruning.RunAsync(before, cancellationToken);
        await _bodies.PruneAsync(before.Bodies, cancellationToken);
        return removed;
    }

    public async Task<ErasedContent> EraseAsync(string orderId, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        using var digest = new ErasureDigest();
        var rows = await tables.JournalEntries.ListAsync(TableClient.CreateQueryFilter($"PartitionKey eq {JournalRows.PartitionOf(orderId)}"), null, cancellationToken);
        foreach (var row in rows)
        {
            if (JournalRows.LinkOf(row) is { } link) await _bodies.RemoveAsync(link.PartitionKey, link.RowKey, digest, cancellationToken);
            else if (JournalRows.EraseValues(row) is { } before)
            {
                digest.Add(before);
                await tables.JournalEntries.UpsertAsync(row, cancellationToken);
            }
        }
        return digest.ToContent();
    }

    public ValueTask DisposeAsync() => _buffer.DisposeAsync();

    /// <summary>For containers that are disposed the old way.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Null for a link whose exchange was pruned.</summary>
    private async Task<TimelineItem?> ReadAsync(TableEntity row, CancellationToken cancellationToken)
    {
        if (JournalRows.LinkOf(row) is not { } link)
        {
            var entry = JournalRows.Read(row);
            return new TimelineItem(entry.At, entry, null);
        }
        var exchange = await _exchanges.FindAsync(link.PartitionKey, link.RowKey, cancellationToken);
        return exchange is null ? null : new TimelineItem(exchange.At, null, exchange);
    }
}
