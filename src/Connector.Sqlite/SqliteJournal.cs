using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Sqlite;

/// <summary>
/// The history in the file. Entries are written before the call returns; exchanges are redacted, compressed and written behind the caller's back, a few at a
/// time (<see cref="ExchangeWriter"/>), so that a call to a vendor never waits for the disk. Disposing writes what is still waiting.
/// </summary>
public sealed class SqliteJournal : IJournal, IAsyncDisposable, IDisposable
{
    private const int PruneChunk = 500;

    private const string InsertSql =
        "INSERT INTO journal_entries (at, told_as, kind, order_id, order_number, text, correlation_id, code, events, work_id) "
        + "VALUES (@at, @sequence, @kind, @order_id, @order_number, @text, @correlation_id, @code, @events, @work_id)";

    private const string EntryColumns = "at, kind, order_id, order_number, text, correlation_id, code, told_as, events, work_id";

    private readonly SqliteDatabase _database;
    private readonly ExchangeWriter _exchanges;
    private long _reported;

    public SqliteJournal(SqliteDatabase database, ILogger<SqliteJournal> logger)
    {
        _database = database;
        _exchanges = new ExchangeWriter(database, logger);
    }

    public Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken) => _database.WriteAsync(
        session =>
        {
            foreach (var entry in entries) Write(session, entry);
            return true;
        },
        cancellationToken);

    public Task AppendAsync(Exchange exchange, CancellationToken cancellationToken) =>
        exchange.FoundNothing ? Task.CompletedTask : _exchanges.AddAsync(exchange, Interlocked.Increment(ref _reported), cancellationToken).AsTask();

    /// <summary>Throws what kept exchanges from being written since the last flush.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _exchanges.FlushAsync(cancellationToken);

    public async Task<IReadOnlyList<TimelineItem>> ReadAsync(string orderId, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        var items = await _database.ReadAsync(
            session =>
            {
                var entries = session.Statement($"SELECT {EntryColumns} FROM journal_entries WHERE order_id = @order").With("@order", orderId)
                    .List(static r => (Item: new TimelineItem(r.Instant(0), ReadEntry(r), null), Sequence: r.Number(7)));
                var exchanges = ExchangeRows.Read(session, orderId).Select(static e => (Item: new TimelineItem(e.Exchange.At, null, e.Exchange), e.Sequence));
                return entries.Concat(exchanges).ToList();
            },
            cancellationToken);
        return [.. items.OrderBy(static i => i.Item.At).ThenBy(static i => i.Sequence).Select(static i => i.Item)];
    }

    public Task<string?> FindOrderIdAsync(string orderNumber, CancellationToken cancellationToken) => _database.ReadAsync(
        session => session.Statement("SELECT order_id FROM journal_entries WHERE order_number = @number AND order_id IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1")
            .With("@number", orderNumber).List(static r => r.TextOrNull(0)).FirstOrDefault(),
        cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ListRunsAsync(int take, CancellationToken cancellationToken) =>
        _database.ReadAsync<IReadOnlyList<JournalEntry>>(
            session => session.Statement($"SELECT {EntryColumns} FROM journal_entries WHERE kind = 'Run' ORDER BY at DESC, id DESC LIMIT @take")
                .With("@take", take).List(ReadEntry),
            cancellationToken);

    /// <summary>In many short transactions, so that the work beside it goes on; stopping in between does no harm.</summary>
    public async Task<long> PruneAsync(JournalAges before, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        var removed = await InChunksAsync(
            session => session.Statement("DELETE FROM journal_entries WHERE id IN (SELECT id FROM journal_entries WHERE at < @before LIMIT @take)")
                .With("@before", before.Events.UtcTicks).With("@take", PruneChunk).Run(),
            cancellationToken);
        removed += await InChunksAsync(session => ExchangeRows.Remove(session, before.Calls, PruneChunk), cancellationToken);
        // One walk over what is left, however many of them have lost their bodies already.
        for (var from = 0L; from >= 0;) from = await _database.WriteAsync(session => ExchangeRows.RemoveBodies(session, from, before.Bodies, PruneChunk), cancellationToken);
        return removed;
    }

    public async Task<ErasedContent> EraseAsync(string orderId, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        return await _database.WriteAsync(
            session =>
            {
                using var digest = new ErasureDigest();
                foreach (var (id, events) in session.Statement("SELECT id, events FROM journal_entries WHERE order_id = @order AND events IS NOT NULL").With("@order", orderId)
                    .List(static r => (Id: r.Number(0), Events: r.Text(1))))
                {
                    if (OrderEvent.WithoutValues(OrderEvent.Read(events)) is not { } bare) continue;
                    digest.Add(events);
                    session.Statement("UPDATE journal_entries SET events = @events WHERE id = @id").With("@events", OrderEvent.Write(bare)).With("@id", id).Run();
                }
                ExchangeRows.EraseBodies(session, orderId, digest);
                return digest.ToContent();
            },
            cancellationToken);
    }

    public ValueTask DisposeAsync() => _exchanges.DisposeAsync();

    /// <summary>For containers that are disposed the old way.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task<long> InChunksAsync(Func<SqliteSession, int> removeSome, CancellationToken cancellationToken)
    {
        var (removed, chunk) = (0L, 0);
        do
        {
            chunk = await _database.WriteAsync(removeSome, cancellationToken);
            removed += chunk;
        }
        while (chunk > 0);
        return removed;
    }

    private void Write(SqliteSession session, JournalEntry entry) => session.Statement(InsertSql)
        .With("@at", entry.At.UtcTicks).With("@sequence", Interlocked.Increment(ref _reported)).With("@kind", entry.Kind.ToString())
        .With("@order_id", entry.OrderId).With("@order_number", entry.OrderNumber).With("@text", entry.Text)
        .With("@correlation_id", entry.CorrelationId).With("@code", entry.Code).With("@events", OrderEvent.Write(entry.Events)).With("@work_id", entry.WorkId).Run();

    private static JournalEntry ReadEntry(SqliteRow row) => new(
        row.Instant(0), row.Member<JournalKind>(1), row.TextOrNull(2), row.TextOrNull(3), row.Text(4), row.TextOrNull(5), row.TextOrNull(6))
    {
        Events = OrderEvent.Read(row.TextOrNull(8)), WorkId = row.TextOrNull(9)
    };
}
