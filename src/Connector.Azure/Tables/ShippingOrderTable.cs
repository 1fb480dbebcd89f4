using System.Globalization;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Connector.Core.Model.Shipping;

namespace Connector.Azure.Tables;

/// <summary>The last reading of each shipping order; found by the shipping side's id, and through a lookup by our key.</summary>
internal sealed class ShippingOrderTable(StorageTables tables, TimeProvider clock)
{
    private const string Row = "o";
    private const string Content = "Content";
    private const string ContentHash = "ContentHash";
    private const string ObservedAt = "ObservedAt";
    private const string OrderKey = "OrderKey";
    private static readonly string[] AllButContent = [ContentHash, ObservedAt, OrderKey, BodyRows.Beside(Content)];

    private readonly StorageTable _rows = tables.ShippingOrders;
    private readonly BodyRows _bodies = new(tables.ShippingOrders);
    private readonly Lookups _lookups = new(tables.Lookups);

    /// <summary>True when the reading says something new.</summary>
    public async Task<bool> PutAsync(ShippingOrderSnapshot order, CancellationToken cancellationToken)
    {
        var content = ShippingReadings.Write(order);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var partition = PartitionOf(order.Account, order.ShippingOrderId);
        return await Contention.DecideAsync<bool>(
            async () =>
            {
                var kept = await _rows.FindAsync(partition, Row, AllButContent, cancellationToken);
                var now = clock.GetUtcNow();
                if (kept is not null && string.Equals(hash, kept.GetString(ContentHash), StringComparison.Ordinal))
                {
                    var seenAt = new DateTimeOffset(kept.GetInt64(ObservedAt) ?? 0, TimeSpan.Zero);
                    if (!ShippingReadings.IsSeenLater(order.ObservedAt, seenAt, now)) return false;
                    var seen = new TableEntity(partition, Row) { [ObservedAt] = order.ObservedAt.UtcTicks };
                    return await _rows.UpdateAsync(seen, kept.ETag.ToString(), TableUpdateMode.Merge, cancellationToken) is null ? null : false;
                }
                // The row may have been replaced meanwhile: then the write below meets another etag, and all is decided again.
                if (kept is not null && await FindAsync(order.Account, order.ShippingOrderId, cancellationToken) is { } known
                    && ShippingReadings.IsOlder(order, known, now)) return false;
                return await ReplaceAsync(kept, order, PayloadJson.Compress(content), hash, cancellationToken) ? true : null;
            });
    }

    public async Task<ShippingOrderSnapshot?> FindAsync(string account, long shippingOrderId, CancellationToken cancellationToken) =>
        await _bodies.ReadAsync(
            await _rows.FindAsync(PartitionOf(account, shippingOrderId), Row, null, cancellationToken), Content,
            static (row, content) => ShippingReadings.ReadOrder(PayloadJson.Decompress(content!), new DateTimeOffset(row.GetInt64(ObservedAt) ?? 0, TimeSpan.Zero)),
            cancellationToken);

    public async Task<IReadOnlyList<ShippingOrderSnapshot>> GetAsync(IReadOnlyCollection<string> orderKeys, CancellationToken cancellationToken)
    {
        string[] keys = [.. orderKeys.Distinct(StringComparer.Ordinal)];
        var found = await InParallel.SelectAsync(keys, GetAsync, cancellationToken);
        return [.. found.SelectMany(static orders => orders)];
    }

    private async Task<List<ShippingOrderSnapshot>> GetAsync(string orderKey, CancellationToken cancellationToken)
    {
        var orders = new List<ShippingOrderSnapshot>();
        foreach (var (account, id) in await _lookups.FindAsync(KeyLookup(orderKey), cancellationToken))
        {
            var order = await FindAsync(account, long.Parse(id, CultureInfo.InvariantCulture), cancellationToken);
            if (order is not null && string.Equals(order.OrderKey, orderKey, StringComparison.Ordinal)) orders.Add(order);
        }
        return orders;
    }

    private async Task<bool> ReplaceAsync(TableEntity? kept, ShippingOrderSnapshot order, byte[] content, string hash, CancellationToken cancellationToken)
    {
        if (order.OrderKey is { } key && !string.Equals(key, kept?.GetString(OrderKey), StringComparison.Ordinal))
            await _lookups.PutAsync(KeyLookup(key), order.Account, order.ShippingOrderId.ToString(CultureInfo.InvariantCulture), cancellationToken);

        var row = new TableEntity(PartitionOf(order.Account, order.ShippingOrderId), Row)
        {
            ["Account"] = order.Account,
            ["ShippingOrderId"] = order.ShippingOrderId,
            [OrderKey] = order.OrderKey,
            ["OrderNumber"] = order.OrderNumber,
            [ObservedAt] = order.ObservedAt.UtcTicks,
            [ContentHash] = hash
        };
        return await _bodies.ReplaceAsync(kept, row, Content, content, cancellationToken);
    }

    private static string PartitionOf(string account, long shippingOrderId) =>
        TableKey.Create(account, shippingOrderId.ToString(CultureInfo.InvariantCulture));

    private static string KeyLookup(string orderKey) => TableKey.Create("order-key", orderKey);
}
