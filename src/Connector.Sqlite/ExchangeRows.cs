using System.Text;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>An exchange in its table, stored once, and the links to it from each order that it concerned.</summary>
internal static class ExchangeRows
{
    private const string InsertSql =
        "INSERT INTO exchanges (at, told_as, vendor, method, path, status, error_code, duration, attempt, request_body, response_body, order_ids, work_id) "
        + "VALUES (@at, @sequence, @vendor, @method, @path, @status, @error_code, @duration, @attempt, @request_body, @response_body, @order_ids, @work_id) RETURNING id";

    private const string SelectSql =
        "SELECT at, vendor, method, path, status, error_code, duration, attempt, request_body, response_body, order_ids, told_as, work_id "
        + "FROM exchanges WHERE id IN (SELECT exchange_id FROM exchange_orders WHERE order_id = @order)";

    public static void Write(SqliteSession session, PendingExchange pending)
    {
        var exchange = pending.Exchange;
        var orderIds = exchange.OrderIds.Distinct(StringComparer.Ordinal).ToList();
        var id = session.Statement(InsertSql)
            .With("@at", exchange.At.UtcTicks).With("@sequence", pending.Sequence).With("@vendor", exchange.Vendor).With("@method", exchange.Method)
            .With("@path", exchange.Path).With("@status", exchange.Status).With("@error_code", exchange.ErrorCode)
            .With("@duration", exchange.Duration.Ticks).With("@attempt", exchange.Attempt)
            .With("@request_body", pending.RequestBody).With("@response_body", pending.ResponseBody).With("@order_ids", IdList.Write(orderIds)).With("@work_id", exchange.WorkId)
            .List(static r => r.Number(0))[0];
        foreach (var orderId in orderIds) Link("INSERT INTO exchange_orders (order_id, exchange_id) VALUES (@order, @id)", session, orderId, id);
    }

    public static List<(Exchange Exchange, long Sequence)> Read(SqliteSession session, string orderId) =>
        session.Statement(SelectSql).With("@order", orderId).List(static r => (Read(r), r.Number(11)));

    /// <summary>Removes up to <paramref name="take"/> exchanges from before, with their links; returns how many exchanges.</summary>
    public static int Remove(SqliteSession session, DateTimeOffset before, int take)
    {
        var old = session.Statement("SELECT id, order_ids FROM exchanges WHERE at < @before LIMIT @take").With("@before", before.UtcTicks).With("@take", take)
            .List(static r => (Id: r.Number(0), OrderIds: IdList.Read(r.Text(1))));
        foreach (var (id, orderIds) in old)
        {
            foreach (var orderId in orderIds) Link("DELETE FROM exchange_orders WHERE order_id = @order AND exchange_id = @id", session, orderId, id);
            session.Statement("DELETE FROM exchanges WHERE id = @id").With("@id", id).Run();
        }
        return old.Count;
    }

    /// <summary>Removes the bodies of up to <paramref name="take"/> exchanges from before, from this instant on. Returns where to go on; -1 at the end.</summary>
    public static long RemoveBodies(SqliteSession session, long from, DateTimeOffset before, int take)
    {
        var old = session.Statement("SELECT id, at FROM exchanges WHERE at >= @from AND at < @before AND (request_body IS NOT NULL OR response_body IS NOT NULL) ORDER BY at LIMIT @take")
            .With("@from", from).With("@before", before.UtcTicks).With("@take", take).List(static r => (Id: r.Number(0), At: r.Number(1)));
        foreach (var (id, _) in old) RemoveBodies(session, id);
        return old.Count < take ? -1 : old[^1].At;
    }

    /// <summary>Removes the bodies of all exchanges of an order.</summary>
    public static void EraseBodies(SqliteSession session, string orderId, ErasureDigest digest)
    {
        var bodies = session.Statement("SELECT id, request_body, response_body FROM exchanges WHERE id IN (SELECT exchange_id FROM exchange_orders WHERE order_id = @order)").With("@order", orderId)
            .List(static r => (Id: r.Number(0), Request: r.BytesOrNull(1), Response: r.BytesOrNull(2)));
        foreach (var (id, request, response) in bodies)
        {
            if (request is null && response is null) continue;
            digest.Add(request, response);
            RemoveBodies(session, id);
        }
    }

    private static void RemoveBodies(SqliteSession session, long id) =>
        session.Statement("UPDATE exchanges SET request_body = NULL, response_body = NULL WHERE id = @id").With("@id", id).Run();

    private static void Link(string sql, SqliteSession session, string orderId, long id) =>
        session.Statement(sql).With("@order", orderId).With("@id", id).Run();

    private static Exchange Read(SqliteRow row) => new(
        row.Instant(0), row.Text(1), row.Text(2), row.Text(3), row.Int(4), row.TextOrNull(5), new TimeSpan(row.Number(6)), row.Int(7),
        Text(row.BytesOrNull(8)), Text(row.BytesOrNull(9)), IdList.Read(row.Text(10)))
    {
        WorkId = row.TextOrNull(12)
    };

    private static string? Text(byte[]? body) => body is null ? null : Encoding.UTF8.GetString(PayloadJson.Decompress(body));
}

/// <summary>An exchange on its way to the file, its bodies compressed.</summary>
internal sealed record PendingExchange(Exchange Exchange, long Sequence, byte[]? RequestBody, byte[]? ResponseBody)
{
    public static PendingExchange From(Exchange exchange, long sequence) => new(exchange, sequence, Compress(exchange.RequestBody), Compress(exchange.ResponseBody));

    private static byte[]? Compress(string? body) => body is null ? null : PayloadJson.Compress(body);
}
