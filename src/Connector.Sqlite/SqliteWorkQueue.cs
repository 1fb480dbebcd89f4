using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>The queues in the file; <see cref="SqliteErrorQueue"/> shows their dead letters. A settlement is one transaction.</summary>
/// <param name="instances">Null: locks end by their time alone.</param>
public sealed class SqliteWorkQueue(SqliteDatabase database, TimeProvider clock, IInstances? instances = null) : IWorkQueue
{
    private const string InsertSql = "INSERT INTO messages (queue, due_at, enqueued_at, body) VALUES (@queue, @due, @now, @body)";

    /// <summary>Only what the caller still holds, so that a lock that was lost changes nothing.</summary>
    private const string DeleteSql = "DELETE FROM messages" + WhereHeld;

    // One statement chooses and locks; the inner order makes it the oldest, and the head of the index is where they are.
    internal const string ReceiveSql =
        "UPDATE messages SET locked_until = @until, lock_token = @token, locked_by = @instance, delivery_count = delivery_count + 1 WHERE sequence IN ("
        + "SELECT sequence FROM messages WHERE queue = @queue AND due_at <= @now AND locked_until <= @now AND delivery_count < @deliveries "
        + "ORDER BY due_at, sequence LIMIT @max) RETURNING sequence, body, delivery_count, enqueued_at, due_at";

    private const string HeadSql =
        "SELECT delivery_count FROM messages WHERE queue = @queue AND due_at <= @now AND locked_until <= @now ORDER BY due_at, sequence LIMIT 1";

    private const string Free = "UPDATE messages SET locked_until = 0, lock_token = NULL, locked_by = NULL";
    private const string HoldersSql = "SELECT DISTINCT locked_by FROM messages WHERE queue = @queue AND locked_until > @now AND locked_until > 0 AND locked_by IS NOT NULL";
    private const string FreeOfHolderSql = Free + " WHERE queue = @queue AND locked_until > 0 AND locked_by = @instance";
    private const string FreeFromTheFutureSql = Free + " WHERE queue = @queue AND locked_until > 0 AND locked_until > @latest";

    /// <summary>Retries from before the clock was set back are due; what waits for a date of its own was scheduled further ahead, and keeps it.</summary>
    private const string DueFromTheFutureSql =
        "UPDATE messages SET due_at = @now WHERE queue = @queue AND due_at > @now AND enqueued_at > @now + @tolerance AND due_at - enqueued_at <= @longest";

    private const string WhereHeld = " WHERE sequence = @sequence AND lock_token = @token AND locked_until > @now";
    private const string RenewSql = "UPDATE messages SET locked_until = @until" + WhereHeld;
    private const string ReleaseSql = Free + ", delivery_count = delivery_count - 1" + WhereHeld;
    private readonly Dictionary<string, DateTimeOffset> _lookedAt = new(StringComparer.Ordinal);

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
                foreach (var message in messages) Add(session, queue, WorkMessageBody.Write(message), dueAt is { } due ? QueueLocks.CorrectDue(due, message.EnqueuedAt, now) : now, now);
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
                TakeBack(session, queue, now, lockFor);
                const int usual = MessagePump.AloneFrom - 1;
                var isAlone = session.Statement(HeadSql).With("@queue", queue).With("@now", now.UtcTicks).List(static r => r.Int(0)) is [>= usual];
                var taken = session.Statement(ReceiveSql)
                    .With("@until", (now + lockFor).UtcTicks).With("@token", token).With("@instance", instances?.Current).With("@queue", queue).With("@now", now.UtcTicks)
                    .With("@max", isAlone ? 1 : max).With("@deliveries", isAlone ? int.MaxValue : usual)
                    .List(r => (DueAt: r.Number(4), Message: new QueuedMessage(queue, r.Number(0), token, r.Bytes(1), r.Int(2), r.Instant(3))));
                // RETURNING promises no order.
                return [.. taken.OrderBy(static t => t.DueAt).ThenBy(static t => t.Message.Sequence).Select(static t => t.Message)];
            },
            cancellationToken);
    }

    public Task<int> SettleAsync(IReadOnlyList<(QueuedMessage Message, Settlement Settlement)> settlements, CancellationToken cancellationToken) =>
        database.WriteAsync(session => settlements.Count(s => !TrySettle(session, s.Message, s.Settlement)), cancellationToken);

    public Task<int> RenewAsync(IReadOnlyList<QueuedMessage> messages, TimeSpan lockFor, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var now = clock.GetUtcNow();
            return messages.Count(m => Held(session.Statement(RenewSql), m, now).With("@until", (now + lockFor).UtcTicks).Run() == 0);
        },
        cancellationToken);

    public Task ReleaseAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken) => database.WriteAsync(
        session => messages.Sum(m => Held(session.Statement(ReleaseSql), m, clock.GetUtcNow()).Run()), cancellationToken);

    public Task<QueueDepth> PeekDepthAsync(string queue, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Statement(DepthSql).With("@queue", queue).With("@now", clock.GetUtcNow().UtcTicks).List(ReadDepth)[0], cancellationToken);

    internal static void Add(SqliteSession session, string queue, byte[] body, DateTimeOffset dueAt, DateTimeOffset now) =>
        session.Statement(InsertSql).With("@queue", queue).With("@due", dueAt.UtcTicks).With("@now", now.UtcTicks).With("@body", body).Run();

    private bool TrySettle(SqliteSession session, QueuedMessage message, Settlement settlement)
    {
        var now = clock.GetUtcNow();
        var held = Held(session.Statement(DeleteSql), message, now).Run() == 1;
        if (!held && settlement is not Settlement.Reschedule { Surely: true }) return false;
        switch (settlement)
        {
            case Settlement.Reschedule later:
                Add(session, message.Queue, WorkMessageBody.Write(later.Copy), QueueLocks.CorrectDue(later.DueAt, later.Copy.EnqueuedAt, now), now);
                break;
            case Settlement.DeadLetter dead:
                SqliteErrorQueue.Add(session, message, dead.Info, now);
                break;
        }
        return held;
    }

    /// <summary>What dead instances held, and what was locked or scheduled before the clock was set back.</summary>
    private void TakeBack(SqliteSession session, string queue, DateTimeOffset now, TimeSpan lockFor)
    {
        // One writer at a time comes here.
        if (!QueueLocks.IsTimeToLook(_lookedAt.TryGetValue(queue, out var last) ? last : null, now)) return;
        _lookedAt[queue] = now;
        session.Statement(FreeFromTheFutureSql).With("@queue", queue).With("@latest", QueueLocks.LatestEnd(now, lockFor).UtcTicks).Run();
        session.Statement(DueFromTheFutureSql).With("@queue", queue).With("@now", now.UtcTicks)
            .With("@tolerance", QueueLocks.Tolerance.Ticks).With("@longest", RetrySchedule.Longest.Ticks).Run();
        if (instances is null) return;
        foreach (var holder in session.Statement(HoldersSql).With("@queue", queue).With("@now", now.UtcTicks).List(static r => r.Text(0)))
            if (instances.IsDead(holder)) session.Statement(FreeOfHolderSql).With("@queue", queue).With("@instance", holder).Run();
    }

    private static SqliteStatement Held(SqliteStatement statement, QueuedMessage message, DateTimeOffset now) =>
        statement.With("@sequence", message.Sequence).With("@token", message.LockToken).With("@now", now.UtcTicks);

    /// <summary>A locked message was due before it was locked, so the ready ones are the due ones without them.</summary>
    private static QueueDepth ReadDepth(SqliteRow row) =>
        new(row.Number(0) - row.Number(2), row.Number(1), row.Number(2), row.Number(3), row.InstantOrNull(4));
}
