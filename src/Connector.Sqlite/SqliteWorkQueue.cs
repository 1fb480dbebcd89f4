using Connector.Core.Ports;
using Connector.Core.Pump;

namespace Connector.Sqlite;

/// <summary>The queues in the file; <see cref="SqliteErrorQueue"/> shows their dead letters. A settlement is one transaction.</summary>
public sealed class SqliteWorkQueue(SqliteDatabase database, TimeProvider clock) : IWorkQueue
{
    private const string InsertSql = "INSERT INTO messages (queue, due_at, enqueued_at, body) VALUES (@queue, @due, @now, @body)";

    /// <summary>Only what the caller still holds, so that a lock that was lost changes nothing.</summary>
    private const string DeleteSql = "DELETE FROM messages WHERE sequence = @sequence AND lock_token = @token AND locked_until > @now";

    // One statement chooses and locks; the inner order makes it the oldest, and the head of the index is where they are.
    internal const string ReceiveSql =
        "UPDATE messages SET locked_until = @until, lock_token = @token, delivery_count = delivery_count + 1 WHERE sequence IN ("
        + "SELECT sequence FROM messages WHERE queue = @queue AND due_at <= @now AND locked_until <= @now ORDER BY due_at, sequence LIMIT @max) "
        + "RETURNING sequence, body, delivery_count, enqueued_at, due_at";

    private const string DepthSql =
        "SELECT (SELECT count(*) FROM messages WHERE queue = @queue AND due_at <= @now), "
        + "(SELECT count(*) FROM messages WHERE queue = @queue AND due_at > @now), "
        + "(SELECT count(*) FROM messages WHERE queue = @queue AND locked_until > @now AND locked_until > 0), "
        + "(SELECT count(*) FROM dead_letters WHERE queue = @queue), "
        + "(SELECT due_at FROM messages WHERE queue = @queue AND locked_until <= @now ORDER BY due_at LIMIT 1)";

    public Task SendAsync(string queue, IReadOnlyList<WorkMessage> messages, DateTimeOffset? dueAt, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var now = clock.GetUtcNow();
                foreach (var message in messages) Add(session, queue, WorkMessageBody.Write(message), dueAt ?? now, now);
                return true;
            },
            cancellationToken);

    public Task SendRawAsync(string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
            {
                var now = clock.GetUtcNow();
                Add(session, queue, body.ToArray(), now, now);
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(string queue, int max, TimeSpan lockFor, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("N");
        return database.WriteAsync<IReadOnlyList<QueuedMessage>>(
            session =>
            {
                var now = clock.GetUtcNow();
                var taken = session.Statement(ReceiveSql)
                    .With("@until", (now + lockFor).UtcTicks).With("@token", token).With("@queue", queue).With("@now", now.UtcTicks).With("@max", max)
                    .List(r => (DueAt: r.Number(4), Message: new QueuedMessage(queue, r.Number(0), token, r.Bytes(1), r.Int(2), r.Instant(3))));
                // RETURNING promises no order.
                return [.. taken.OrderBy(static t => t.DueAt).ThenBy(static t => t.Message.Sequence).Select(static t => t.Message)];
            },
            cancellationToken);
    }

    public Task<int> SettleAsync(IReadOnlyList<(QueuedMessage Message, Settlement Settlement)> settlements, CancellationToken cancellationToken) =>
        database.WriteAsync(session => settlements.Count(s => !TrySettle(session, s.Message, s.Settlement)), cancellationToken);

    public Task<QueueDepth> PeekDepthAsync(string queue, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Statement(DepthSql).With("@queue", queue).With("@now", clock.GetUtcNow().UtcTicks).List(ReadDepth)[0], cancellationToken);

    internal static void Add(SqliteSession session, string queue, byte[] body, DateTimeOffset dueAt, DateTimeOffset now) =>
        session.Statement(InsertSql).With("@queue", queue).With("@due", dueAt.UtcTicks).With("@now", now.UtcTicks).With("@body", body).Run();

    private bool TrySettle(SqliteSession session, QueuedMessage message, Settlement settlement)
    {
        var now = clock.GetUtcNow();
        var held = session.Statement(DeleteSql)
            .With("@sequence", message.Sequence).With("@token", message.LockToken).With("@now", now.UtcTicks).Run() == 1;
        if (!held) return false;
        switch (settlement)
        {
            case Settlement.Reschedule later:
                Add(session, message.Queue, WorkMessageBody.Write(later.Copy), later.DueAt, now);
                break;
            case Settlement.DeadLetter dead:
                SqliteErrorQueue.Add(session, message, dead.Info, now);
                break;
        }
        return true;
    }

    /// <summary>A locked message was due before it was locked, so the ready ones are the due ones without them.</summary>
    private static QueueDepth ReadDepth(SqliteRow row) =>
        new(row.Number(0) - row.Number(2), row.Number(1), row.Number(2), row.Number(3), row.InstantOrNull(4));
}
