using System.Globalization;
using System.Text;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;

namespace Connector.Sqlite;

/// <summary>Labels in the file; the etag counts the writes of a row.</summary>
public sealed class SqliteLabelStore(SqliteDatabase database) : ILabelStore
{
    private const string Newest = "ORDER BY created_at DESC, id DESC LIMIT @take";

    public Task<IReadOnlyList<LabelRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<LabelRow>>(
        session => session.Statement("SELECT content, etag FROM labels WHERE order_id IN (SELECT value FROM json_each(@ids))").With("@ids", IdList.Write(orderIds)).List(Read),
        cancellationToken);

    public Task<LabelRow?> FindAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Statement("SELECT content, etag FROM labels WHERE id = @id").With("@id", id).List(Read).FirstOrDefault(), cancellationToken);

    public Task<IReadOnlyList<LabelRow?>> WriteAsync(IReadOnlyList<LabelRow> rows, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<LabelRow?>>(session => [.. rows.Select(row => Write(session, row))], cancellationToken);

    public Task<IReadOnlyList<LabelRow>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<LabelRow>>(
        session => session.Statement("SELECT content, etag FROM labels WHERE due_at <= @now ORDER BY due_at, id LIMIT @max").With("@now", now.UtcTicks).With("@max", max).List(Read),
        cancellationToken);

    public Task<LabelPage> ListAsync(LabelFilter filter, string? after, int take, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var (at, id) = Parse(after);
            // The column that narrows most is named first, so that its index is used; the others are read with the row.
            var state = filter.State is null ? "" : "state = @state AND ";
            var statement = session.Statement(
                $"SELECT content, etag FROM labels WHERE {state}(created_at < @at OR (created_at = @at AND id < @id)) AND (@account IS NULL OR account = @account) "
                + $"AND (@location IS NULL OR location = @location) AND (@batch IS NULL OR batch_id = @batch) AND (@from IS NULL OR created_at >= @from) AND (@to IS NULL OR created_at < @to) {Newest}")
                .With("@at", at).With("@id", id).With("@account", filter.Account).With("@location", filter.Location).With("@batch", filter.BatchId)
                .With("@from", filter.From?.UtcTicks).With("@to", filter.To?.UtcTicks).With("@take", take + 1L);
            if (filter.State is { } wanted) statement.With("@state", wanted.ToString());
            var rows = statement.List(Read);
            if (rows.Count <= take) return new LabelPage(rows, null);
            rows.RemoveAt(take);
            return new LabelPage(rows, string.Create(CultureInfo.InvariantCulture, $"{rows[^1].CreatedAt.UtcTicks} {rows[^1].Id}"));
        },
        cancellationToken);

    public Task<IReadOnlyDictionary<LabelState, long>> CountAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyDictionary<LabelState, long>>(
        static session => session.Statement("SELECT state, count(*) FROM labels GROUP BY state").List(static r => (State: r.Member<LabelState>(0), Count: r.Number(1)))
            .ToDictionary(static c => c.State, static c => c.Count),
        cancellationToken);

    private static LabelRow? Write(SqliteSession session, LabelRow row)
    {
        if (row.ETag is null)
        {
            var inserted = Bind(session.Statement(
                "INSERT INTO labels (id, order_id, account, location, batch_id, state, due_at, created_at, content, etag) "
                + "VALUES (@id, @order, @account, @location, @batch, @state, @due, @created, @content, 1) ON CONFLICT (id) DO NOTHING"), row).Run();
            return inserted == 1 ? row with { ETag = "1" } : null;
        }
        if (!long.TryParse(row.ETag, NumberStyles.None, CultureInfo.InvariantCulture, out var etag)) return null;
        var updated = Bind(session.Statement(
            "UPDATE labels SET order_id = @order, account = @account, location = @location, batch_id = @batch, state = @state, due_at = @due, created_at = @created, content = @content, "
            + "etag = etag + 1 WHERE id = @id AND etag = @etag"), row).With("@etag", etag).Run();
        return updated == 1 ? row with { ETag = (etag + 1).ToString(CultureInfo.InvariantCulture) } : null;
    }

    private static SqliteStatement Bind(SqliteStatement statement, LabelRow row) => statement
        .With("@id", row.Id).With("@order", row.OrderId).With("@account", row.Account).With("@location", row.Location).With("@batch", row.BatchId).With("@state", row.State.ToString())
        .With("@due", row.DueAt?.UtcTicks).With("@created", row.CreatedAt.UtcTicks).With("@content", Encoding.UTF8.GetString(row.Write()));

    private static LabelRow Read(SqliteRow row) => LabelRow.Read(Encoding.UTF8.GetBytes(row.Text(0)), row.Number(1).ToString(CultureInfo.InvariantCulture));

    /// <summary>Before everything: later than any instant.</summary>
    private static (long At, string Id) Parse(string? position) =>
        position?.Split(' ', 2) is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) ? (ticks, id) : (long.MaxValue, "");
}
