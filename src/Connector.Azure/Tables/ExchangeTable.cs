using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Azure.Tables;

/// <summary>Exchanges, each stored once. Partitions follow the hours, so that old ones lie together, and spread by a digit.</summary>
internal sealed class ExchangeTable(StorageTable table)
{
    /// <summary>Starts the row keys of exchanges; their long bodies lie beside them.</summary>
    public const string RowPrefix = "e:";

    /// <summary>Columns of the bodies.</summary>
    internal const string Request = "Request";
    internal const string Response = "Response";
    private const string Orders = "Orders";
    private const int MaxPathLength = 8000;

    private readonly BodyRows _bodies = new(table);

    /// <summary>Sorts before the partitions of this instant's hour.</summary>
    public static string PartitionStart(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);

    public static (string PartitionKey, string RowKey) KeyOf(Exchange exchange, string sequence) =>
        ($"{PartitionStart(exchange.At)}-{sequence.GetHashCode(StringComparison.Ordinal) & 15:x}", RowPrefix + sequence);

    public async Task WriteAsync(PendingExchange pending, CancellationToken cancellationToken)
    {
        var exchange = pending.Exchange;
        var row = new TableEntity(pending.Key.PartitionKey, pending.Key.RowKey)
        {
            ["At"] = exchange.At.UtcTicks,
            ["Vendor"] = exchange.Vendor,
            ["Method"] = exchange.Method,
            ["Path"] = exchange.Path.Length <= MaxPathLength ? exchange.Path : $"{exchange.Path.AsSpan(0, MaxPathLength)}... (cut)",
            ["Status"] = exchange.Status,
            ["ErrorCode"] = exchange.ErrorCode,
            ["Duration"] = exchange.Duration.Ticks,
            ["Attempt"] = exchange.Attempt,
            ["WorkId"] = exchange.WorkId
        };
        await _bodies.WriteAsync(row, Orders, pending.OrderIds, cancellationToken);
        await _bodies.WriteAsync(row, Request, pending.RequestBody, cancellationToken);
        await _bodies.WriteAsync(row, Response, pending.ResponseBody, cancellationToken);
        await table.UpsertAsync(row, cancellationToken);
    }

    /// <summary>Null when it was pruned.</summary>
    public async Task<Exchange?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(partitionKey, rowKey, null, cancellationToken) is not { } row) return null;
        var orders = await BodyAsync(row, Orders, cancellationToken);
        return new Exchange(
            new DateTimeOffset(row.GetInt64("At") ?? 0, TimeSpan.Zero), row.GetString("Vendor"), row.GetString("Method"), row.GetString("Path"),
            row.GetInt32("Status") ?? 0, row.GetString("ErrorCode"), new TimeSpan(row.GetInt64("Duration") ?? 0), row.GetInt32("Attempt") ?? 0,
            await BodyAsync(row, Request, cancellationToken), await BodyAsync(row, Response, cancellationToken),
            orders is null ? [] : JsonSerializer.Deserialize<List<string>>(orders) ?? [])
        {
            WorkId = row.GetString("WorkId")
        };
    }

    private async Task<string?> BodyAsync(TableEntity row, string name, CancellationToken cancellationToken)
    {
        var body = await _bodies.ReadAsync(row, name, static (_, bytes) => new Body(bytes), cancellationToken);
        return body?.Bytes is { } compressed ? Encoding.UTF8.GetString(PayloadJson.Decompress(compressed)) : null;
    }

    private sealed record Body(byte[]? Bytes);
}

/// <summary>An exchange on its way to the table, its bodies compressed.</summary>
internal sealed record PendingExchange(
    Exchange Exchange, string Sequence, (string PartitionKey, string RowKey) Key, byte[] OrderIds, byte[]? RequestBody, byte[]? ResponseBody)
{
    public static PendingExchange From(Exchange exchange, string sequence)
    {
        var orderIds = exchange.OrderIds.Distinct(StringComparer.Ordinal).ToList();
        return new PendingExchange(
            exchange with { OrderIds = orderIds, RequestBody = null, ResponseBody = null }, sequence, ExchangeTable.KeyOf(exchange, sequence),
            PayloadJson.Compress(JsonSerializer.SerializeToUtf8Bytes(orderIds)), Compress(exchange.RequestBody), Compress(exchange.ResponseBody));
    }

    private static byte[]? Compress(string? body) => body is null ? null : PayloadJson.Compress(Encoding.UTF8.GetBytes(body));
}
