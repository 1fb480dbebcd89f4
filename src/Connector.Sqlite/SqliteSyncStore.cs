using System.Globalization;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>Sync rows in the file; the etag counts the writes of a row.</summary>
public sealed class SqliteSyncStore(SqliteDatabase database) : ISyncStore
{
    private const string Columns =
        "order_id, group_key, order_key, order_number, shipping_number, account, shipping_order_id, order_version, payload_hash, payload, status, "
        + "reserved_by, reserved_version, reserved_hash, reserved_until, failure_code, updated_at, etag, "
        + "reserved_payload, unverified, unverified_since, rules_hash";

    private const string InsertSql =
        $"INSERT INTO sync_rows ({Columns}) VALUES (@order_id, @group_key, @order_key, @order_number, @shipping_number, @account, @shipping_order_id, "
        + "@order_version, @payload_hash, @payload, @status, @reserved_by, @reserved_version, @reserved_hash, @reserved_until, @failure_code, @updated_at, 1, "
        + "@reserved_payload, @unverified, @unverified_since, @rules_hash) "
        + "ON CONFLICT (order_id, group_key) DO NOTHING";

    private const string SetContent =
        "UPDATE sync_rows SET order_version = @order_version, payload_hash = @payload_hash, payload = @payload, status = @status, reserved_by = @reserved_by, "
        + "reserved_version = @reserved_version, reserved_hash = @reserved_hash, reserved_until = @reserved_until, failure_code = @failure_code, "
        + "updated_at = @updated_at, rules_hash = @rules_hash, reserved_payload = @reserved_payload, unverified = @unverified, unverified_since = @unverified_since, etag = etag + 1";

    private const string WhereAsRead = " WHERE order_id = @order_id AND group_key = @group_key AND etag = @etag";

    /// <summary>SQLite rewrites the index of every column that an update names, changed or not, so the ordinary update names no indexed one.</summary>
    private const string UpdateSameKeysSql =
        SetContent + WhereAsRead + " AND order_key = @order_key AND order_number = @order_number AND shipping_number = @shipping_number "
        + "AND account = @account AND shipping_order_id IS @shipping_order_id";

    private const string UpdateAllSql =
        SetContent + ", order_key = @order_key, order_number = @order_number, shipping_number = @shipping_number, account = @account, "
        + "shipping_order_id = @shipping_order_id" + WhereAsRead;

    public Task<IReadOnlyList<SyncRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) =>
        FindAsync("order_id IN (SELECT value FROM json_each(@a))", IdList.Write(orderIds), cancellationToken);

    public Task<IReadOnlyList<SyncRow?>> WriteAsync(IReadOnlyList<SyncRow> rows, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<SyncRow?>>(session => [.. rows.Select(row => Write(session, row))], cancellationToken);

    public Task<SyncRow?> FindByShippingOrderIdAsync(string account, long shippingOrderId, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Statement($"SELECT {Columns} FROM sync_rows WHERE shipping_order_id = @id AND account = @account LIMIT 1")
            .With("@id", shippingOrderId).With("@account", account).List(Read).FirstOrDefault(),
        cancellationToken);

    public Task<IReadOnlyList<SyncRow>> FindByNumberAsync(string number, CancellationToken cancellationToken) =>
        FindAsync("order_number = @a OR (shipping_number = @a AND shipping_number <> order_number)", number, cancellationToken);

    public Task<IReadOnlyDictionary<SyncStatus, long>> CountAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyDictionary<SyncStatus, long>>(
            static session => session.Statement("SELECT status, count(*) FROM sync_rows GROUP BY status")
                .List(static r => (Status: r.Member<SyncStatus>(0), Count: r.Number(1))).ToDictionary(static c => c.Status, static c => c.Count),
            cancellationToken);

    public Task<IReadOnlyList<SyncRow>> ScanAsync(string? afterOrderId, int take, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SyncRow>>(
            // An order's groups are never torn apart: the last order that fits comes whole.
            session => session.Statement(
                    $"SELECT {Columns} FROM sync_rows WHERE order_id > @after AND order_id <= coalesce("
                    + "(SELECT order_id FROM sync_rows WHERE order_id > @after ORDER BY order_id LIMIT 1 OFFSET @last), char(1114111)) "
                    + "ORDER BY order_id, group_key")
                .With("@after", afterOrderId ?? "").With("@last", take - 1).List(Read),
            cancellationToken);

    private Task<IReadOnlyList<SyncRow>> FindAsync(string condition, string value, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<SyncRow>>(
            session => session.Statement($"SELECT {Columns} FROM sync_rows WHERE {condition}").With("@a", value).List(Read), cancellationToken);

    private static SyncRow? Write(SqliteSession session, SyncRow row)
    {
        if (row.ETag is null) return Bind(session.Statement(InsertSql), row).Run() == 1 ? row with { ETag = "1" } : null;
        if (!long.TryParse(row.ETag, NumberStyles.None, CultureInfo.InvariantCulture, out var etag)) return null;
        var written = Bind(session.Statement(UpdateSameKeysSql), row).With("@etag", etag).Run() == 1
            || Bind(session.Statement(UpdateAllSql), row).With("@etag", etag).Run() == 1;
        return written ? row with { ETag = Text(etag + 1) } : null;
    }

    private static SqliteStatement Bind(SqliteStatement statement, SyncRow row) => statement
        .With("@order_id", row.OrderId).With("@group_key", row.GroupKey).With("@order_key", row.OrderKey)
        .With("@order_number", row.OrderNumber).With("@shipping_number", row.ShippingNumber)
        .With("@account", row.Account).With("@shipping_order_id", row.ShippingOrderId).With("@order_version", row.OrderVersion)
        .With("@payload_hash", row.PayloadHash).With("@payload", row.Payload).With("@status", row.Status.ToString())
        .With("@reserved_by", row.Reservation?.Owner).With("@reserved_version", row.Reservation?.OrderVersion)
        .With("@reserved_hash", row.Reservation?.Hash).With("@reserved_until", row.Reservation?.Until.UtcTicks)
        .With("@reserved_payload", row.Reservation?.Payload).With("@unverified", row.Unverified?.Pack()).With("@unverified_since", row.Unverified?.Since.UtcTicks)
        .With("@rules_hash", row.RulesHash).With("@failure_code", row.FailureCode).With("@updated_at", row.UpdatedAt.UtcTicks);

    private static SyncRow Read(SqliteRow row) => new()
    {
        OrderId = row.Text(0),
        GroupKey = row.Text(1),
        OrderKey = row.Text(2),
        OrderNumber = row.Text(3),
        ShippingNumber = row.Text(4),
        Account = row.Text(5),
        ShippingOrderId = row.NumberOrNull(6),
        OrderVersion = row.Number(7),
        PayloadHash = row.TextOrNull(8),
        Payload = row.BytesOrNull(9),
        Status = row.Member<SyncStatus>(10),
        Reservation = row.TextOrNull(11) is { } owner ? new Reservation(owner, row.Number(12), row.Text(13), row.Instant(14)) { Payload = row.BytesOrNull(18) } : null,
        FailureCode = row.TextOrNull(15),
        UpdatedAt = row.Instant(16),
        ETag = Text(row.Number(17)),
        Unverified = UnverifiedCalls.Unpack(row.BytesOrNull(19), row.InstantOrNull(20) ?? default),
        RulesHash = row.TextOrNull(21)
    };

    private static string Text(long etag) => etag.ToString(CultureInfo.InvariantCulture);
}
