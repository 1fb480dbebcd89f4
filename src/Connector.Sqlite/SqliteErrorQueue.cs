using System.Globalization;
using System.Text;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>The dead letters in the file; ids are their running numbers.</summary>
public sealed class SqliteErrorQueue(SqliteDatabase database, TimeProvider clock) : IErrorQueue
{
    private const string SelectSql =
        "SELECT id, queue, message_type, kind, code, description, order_id, order_number, correlation_id, first_failed_at, dead_at, delivery_count, body "
        + "FROM dead_letters";

    private const string InsertSql =
        "INSERT INTO dead_letters (queue, message_type, kind, code, description, order_id, order_number, correlation_id, first_failed_at, dead_at, "
        + "delivery_count, body) VALUES (@queue, @type, @kind, @code, @description, @order_id, @order_number, @correlation_id, @first_failed_at, @dead_at, "
        + "@delivery_count, @body)";

    public Task<IReadOnlyList<ErrorQueueEntry>> ListAsync(ErrorFilter filter, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ErrorQueueEntry>>(session => Select(session, SelectSql, filter).List(Read), cancellationToken);

    public Task<IReadOnlyList<string>> ListIdsAsync(ErrorFilter filter, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<string>>(
        session => Select(session, "SELECT id FROM dead_letters", filter).List(static r => r.Number(0).ToString(CultureInfo.InvariantCulture)), cancellationToken);

    public Task<ErrorQueueEntry?> GetAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Statement($"{SelectSql} WHERE id = @id").With("@id", Number(id)).List(Read).FirstOrDefault(), cancellationToken);

    public Task<int> ReplayAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            var now = clock.GetUtcNow();
            var replayed = 0;
            foreach (var id in ids)
            {
                var taken = session.Statement("DELETE FROM dead_letters WHERE id = @id RETURNING queue, body, first_failed_at").With("@id", Number(id))
                    .List(static r => (Queue: r.Text(0), Body: r.Bytes(1), FirstFailedAt: r.Instant(2)));
                foreach (var (queue, body, firstFailedAt) in taken) SqliteWorkQueue.Add(session, queue, WorkMessageBody.ForReplay(body, firstFailedAt), now, now);
                replayed += taken.Count;
            }
            return replayed;
        },
        cancellationToken);

    public Task<int> DiscardAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => database.WriteAsync(
        session => ids.Sum(id => session.Statement("DELETE FROM dead_letters WHERE id = @id").With("@id", Number(id)).Run()), cancellationToken);

    public Task<int> ResolveAsync(string messageType, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Statement("DELETE FROM dead_letters WHERE message_type = @type AND order_id IN (SELECT value FROM json_each(@ids))")
            .With("@type", messageType).With("@ids", IdList.Write(orderIds)).Run(),
        cancellationToken);

    public Task<int> KeepNewestAsync(string messageType, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Statement(
                "DELETE FROM dead_letters WHERE message_type = @type AND order_id IN (SELECT value FROM json_each(@ids)) "
                + "AND id < (SELECT max(newest.id) FROM dead_letters newest WHERE newest.message_type = @type AND newest.order_id = dead_letters.order_id)")
            .With("@type", messageType).With("@ids", IdList.Write(orderIds)).Run(),
        cancellationToken);

    internal static void Add(SqliteSession session, QueuedMessage message, DeadLetterInfo info, DateTimeOffset now)
    {
        var type = WorkMessageBody.TryRead(message.Body.Span, out var work) ? work.Type : WorkMessageBody.UnreadableType;
        session.Statement(InsertSql)
            .With("@queue", message.Queue).With("@type", type).With("@kind", info.Kind.ToString()).With("@code", info.Code)
            .With("@description", info.Description).With("@order_id", info.OrderId).With("@order_number", info.OrderNumber)
            .With("@correlation_id", info.CorrelationId).With("@first_failed_at", info.FirstFailedAt.UtcTicks).With("@dead_at", now.UtcTicks)
            .With("@delivery_count", message.DeliveryCount).With("@body", message.Body.ToArray()).Run();
    }

    /// <summary>With the conditions that are set alone, so that their indexes are used.</summary>
    private static SqliteStatement Select(SqliteSession session, string select, ErrorFilter filter)
    {
        var parts = new List<string> { "id > @after" };
        if (filter.Kind is not null) parts.Add("kind = @kind");
        if (filter.Code is not null) parts.Add("code = @code");
        if (filter.Order is not null) parts.Add("(order_id = @order OR order_number = @order)");
        if (filter.OrderIds is not null) parts.Add("order_id IN (SELECT value FROM json_each(@order_ids))");
        if (filter.DeadBefore is not null) parts.Add("dead_at < @before");
        var statement = session.Statement($"{select} WHERE {string.Join(" AND ", parts)} ORDER BY id LIMIT @take").With("@after", filter.After is null ? 0 : Number(filter.After)).With("@take", filter.Take);
        if (filter.Kind is { } kind) statement.With("@kind", kind.ToString());
        if (filter.Code is { } code) statement.With("@code", code);
        if (filter.Order is { } order) statement.With("@order", order);
        if (filter.OrderIds is { } ids) statement.With("@order_ids", IdList.Write(ids));
        if (filter.DeadBefore is { } before) statement.With("@before", before.UtcTicks);
        return statement;
    }

    private static long Number(string id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static ErrorQueueEntry Read(SqliteRow row) => new(
        row.Number(0).ToString(CultureInfo.InvariantCulture),
        row.Text(1),
        row.Text(2),
        new DeadLetterInfo(
            row.Member<FailureKind>(3), row.Text(4), row.Text(5), row.TextOrNull(6), row.TextOrNull(7), row.TextOrNull(8), row.Instant(9)),
        Encoding.UTF8.GetString(row.Bytes(12)),
        row.Instant(10),
        row.Int(11));
}
