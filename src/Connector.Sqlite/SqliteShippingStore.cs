using System.Security.Cryptography;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>Readings of the shipping side in the file.</summary>
public sealed class SqliteShippingStore(SqliteDatabase database, TimeProvider clock) : IShippingStore
{
    private const string ShipmentColumns = "content, order_id, recorded_state, recorded_at";

    public Task<IReadOnlyList<ShippingOrderSnapshot>> PutOrdersAsync(IReadOnlyList<ShippingOrderSnapshot> orders, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<ShippingOrderSnapshot>>(session => [.. orders.Where(o => Put(session, o, clock.GetUtcNow()))], cancellationToken);

    public Task<IReadOnlyList<ShippingOrderSnapshot>> GetOrdersAsync(IReadOnlyCollection<string> orderKeys, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ShippingOrderSnapshot>>(
            session => session.Statement("SELECT content, observed_at FROM shipping_orders WHERE order_key IN (SELECT value FROM json_each(@keys))")
                .With("@keys", IdList.Write(orderKeys)).List(ReadOrder),
            cancellationToken);

    public Task<ShippingOrderSnapshot?> FindOrderAsync(string account, long shippingOrderId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Find(session, account, shippingOrderId), cancellationToken);

    public Task<IReadOnlyList<ShipmentRow>> PutShipmentsAsync(
        IReadOnlyList<(Shipment Shipment, string? OrderId)> shipments, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<ShipmentRow>>(
            session =>
            {
                // A shipment may be listed twice in one response; what it came to in the end counts.
                var rows = new Dictionary<(string, string), ShipmentRow>();
                foreach (var read in shipments) rows[(read.Shipment.Account, read.Shipment.Key)] = Put(session, read);
                return [.. rows.Values.Where(static r => r.Outstanding)];
            },
            cancellationToken);

    public Task<IReadOnlyList<ShipmentRow>> GetShipmentsAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) =>
        FindShipmentsAsync("order_id IN (SELECT value FROM json_each(@a))", IdList.Write(orderIds), cancellationToken);

    public Task MarkRecordedAsync(IReadOnlyList<(string Account, string ShipmentKey, RecordedState State)> recorded, CancellationToken cancellationToken) =>
        database.WriteAsync(
            session => recorded.Sum(mark => session
                .Statement("UPDATE shipments SET recorded_state = @state, recorded_at = @at "
                    + "WHERE shipment_key = @key AND account = @account AND recorded_state IS NOT @state")
                .With("@state", mark.State.Text).With("@at", clock.GetUtcNow().UtcTicks).With("@key", mark.ShipmentKey).With("@account", mark.Account).Run()),
            cancellationToken);

    public Task<IReadOnlyList<ShipmentRow>> FindByTrackingAsync(string trackingNumber, CancellationToken cancellationToken) =>
        FindShipmentsAsync("tracking_number = @a", trackingNumber, cancellationToken);

    private Task<IReadOnlyList<ShipmentRow>> FindShipmentsAsync(string condition, string value, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ShipmentRow>>(
            session => session.Statement($"SELECT {ShipmentColumns} FROM shipments WHERE {condition}").With("@a", value).List(ReadShipment), cancellationToken);

    private static ShippingOrderSnapshot? Find(SqliteSession session, string account, long shippingOrderId) =>
        session.Statement("SELECT content, observed_at FROM shipping_orders WHERE shipping_order_id = @id AND account = @account")
            .With("@id", shippingOrderId).With("@account", account).List(ReadOrder).FirstOrDefault();

    /// <summary>True when the reading says something new.</summary>
    private static bool Put(SqliteSession session, ShippingOrderSnapshot order, DateTimeOffset now)
    {
        var content = ShippingReadings.Write(order);
        var hash = SHA256.HashData(content);
        var kept = session.Statement("SELECT observed_at, content_hash FROM shipping_orders WHERE shipping_order_id = @id AND account = @account")
            .With("@id", order.ShippingOrderId).With("@account", order.Account)
            .List(static r => ((long At, byte[] Hash)?)(r.Number(0), r.Bytes(1))).FirstOrDefault();
        if (kept is { } earlier)
        {
            if (hash.AsSpan().SequenceEqual(earlier.Hash))
            {
                if (!ShippingReadings.IsSeenLater(order.ObservedAt, new DateTimeOffset(earlier.At, TimeSpan.Zero), now)) return false;
                session.Statement("UPDATE shipping_orders SET observed_at = @at WHERE shipping_order_id = @id AND account = @account")
                    .With("@at", order.ObservedAt.UtcTicks).With("@id", order.ShippingOrderId).With("@account", order.Account).Run();
                return false;
            }
            if (ShippingReadings.IsOlder(order, Find(session, order.Account, order.ShippingOrderId)!, now)) return false;
        }
        session.Statement("INSERT OR REPLACE INTO shipping_orders (account, shipping_order_id, order_key, observed_at, content_hash, content) "
                + "VALUES (@account, @id, @key, @at, @hash, @content)")
            .With("@account", order.Account).With("@id", order.ShippingOrderId).With("@key", order.OrderKey).With("@at", order.ObservedAt.UtcTicks)
            .With("@hash", hash).With("@content", PayloadJson.Compress(content)).Run();
        return true;
    }

    private static ShipmentRow Put(SqliteSession session, (Shipment Shipment, string? OrderId) read)
    {
        var kept = session.Statement($"SELECT {ShipmentColumns} FROM shipments WHERE shipment_key = @key AND account = @account")
            .With("@key", read.Shipment.Key).With("@account", read.Shipment.Account).List(ReadShipment).FirstOrDefault();
        var (shipment, orderId) = kept is null ? read : ShippingReadings.Merge((kept.Shipment, kept.OrderId), read);
        session.Statement("INSERT INTO shipments (account, shipment_key, order_id, tracking_number, content) "
                + "VALUES (@account, @key, @order, @tracking, @content) ON CONFLICT (shipment_key, account) DO UPDATE SET order_id = @order, tracking_number = @tracking, content = @content")
            .With("@account", shipment.Account).With("@key", shipment.Key).With("@order", orderId).With("@tracking", shipment.TrackingNumber)
            .With("@content", PayloadJson.Compress(ShippingReadings.Write(shipment))).Run();
        return new ShipmentRow(shipment, orderId, kept?.RecordedState, kept?.RecordedAt);
    }

    private static ShippingOrderSnapshot ReadOrder(SqliteRow row) =>
        ShippingReadings.ReadOrder(PayloadJson.Decompress(row.Bytes(0)), row.Instant(1));

    private static ShipmentRow ReadShipment(SqliteRow row) =>
        new(ShippingReadings.ReadShipment(PayloadJson.Decompress(row.Bytes(0))), row.TextOrNull(1), RecordedState.From(row.TextOrNull(2)), row.InstantOrNull(3));
}
