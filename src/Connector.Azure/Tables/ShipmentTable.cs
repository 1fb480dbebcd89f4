using Azure.Data.Tables;
using Connector.Core.Model.Shipping;

namespace Connector.Azure.Tables;

/// <summary>What came of the readings of each label and fulfillment; found through lookups by shop order and by tracking number.</summary>
internal sealed class ShipmentTable(StorageTables tables, TimeProvider clock)
{
    private const string Row = "s";
    private const string Content = "Content";
    private const string OrderId = "OrderId";
    private const string State = "RecordedState";
    private const string RecordedAt = "RecordedAt";

    private readonly StorageTable _rows = tables.Shipments;
    private readonly BodyRows _bodies = new(tables.Shipments);
    private readonly Lookups _lookups = new(tables.Lookups);

    public async Task<ShipmentRow> PutAsync(Shipment shipment, string? orderId, CancellationToken cancellationToken)
    {
        ShipmentRow? result = null;
        await Contention.DecideAsync<bool>(async () =>
        {
            var stored = await _rows.FindAsync(TableKey.Create(shipment.Account, shipment.Key), Row, null, cancellationToken);
            var kept = await ReadAsync(stored, cancellationToken);
            // Gone or replaced while its content was being read.
            if (stored is not null && kept?.ETag != stored.ETag.ToString()) return null;
            var (merged, owner) = kept is null ? (shipment, orderId) : ShippingReadings.Merge((kept.Row.Shipment, kept.Row.OrderId), (shipment, orderId));
            result = new ShipmentRow(merged, owner, kept?.Row.RecordedState, kept?.Row.RecordedAt);
            await PutLookupsAsync(kept?.Row, result, cancellationToken);
            return await _bodies.ReplaceAsync(stored, Write(result), Content, PayloadJson.Compress(ShippingReadings.Write(merged)), cancellationToken) ? true : null;
        });
        return result!;
    }

    public async Task MarkAsync(string account, string shipmentKey, RecordedState state, CancellationToken cancellationToken) =>
        await Contention.DecideAsync<bool>(async () =>
        {
            var partition = TableKey.Create(account, shipmentKey);
            var kept = await _rows.FindAsync(partition, Row, [State], cancellationToken);
            if (kept is null || string.Equals(kept.GetString(State), state.Text, StringComparison.Ordinal)) return true;
            var mark = new TableEntity(partition, Row) { [State] = state.Text, [RecordedAt] = clock.GetUtcNow().UtcTicks };
            return await _rows.UpdateAsync(mark, kept.ETag.ToString(), TableUpdateMode.Merge, cancellationToken) is null ? null : true;
        });

    public async Task<IReadOnlyList<ShipmentRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        string[] ids = [.. orderIds.Distinct(StringComparer.Ordinal)];
        var found = await InParallel.SelectAsync(
            ids,
            (id, token) => FollowAsync(OrderLookup(id), row => string.Equals(row.OrderId, id, StringComparison.Ordinal), token), cancellationToken);
        return [.. found.SelectMany(static rows => rows)];
    }

    public Task<IReadOnlyList<ShipmentRow>> FindByTrackingAsync(string trackingNumber, CancellationToken cancellationToken) => FollowAsync(
        TrackingLookup(trackingNumber), row => string.Equals(row.Shipment.TrackingNumber, trackingNumber, StringComparison.Ordinal), cancellationToken);

    private async Task<IReadOnlyList<ShipmentRow>> FollowAsync(string key, Func<ShipmentRow, bool> stillThere, CancellationToken cancellationToken)
    {
        var rows = new List<ShipmentRow>();
        foreach (var (account, shipmentKey) in await _lookups.FindAsync(key, cancellationToken))
        {
            var stored = await _rows.FindAsync(TableKey.Create(account, shipmentKey), Row, null, cancellationToken);
            if (await ReadAsync(stored, cancellationToken) is { } kept && stillThere(kept.Row)) rows.Add(kept.Row);
        }
        return rows;
    }

    private async Task PutLookupsAsync(ShipmentRow? kept, ShipmentRow row, CancellationToken cancellationToken)
    {
        var shipment = row.Shipment;
        if (row.OrderId is { } orderId && !string.Equals(orderId, kept?.OrderId, StringComparison.Ordinal))
            await _lookups.PutAsync(OrderLookup(orderId), shipment.Account, shipment.Key, cancellationToken);
        if (shipment.TrackingNumber is { } number && !string.Equals(number, kept?.Shipment.TrackingNumber, StringComparison.Ordinal))
            await _lookups.PutAsync(TrackingLookup(number), shipment.Account, shipment.Key, cancellationToken);
    }

    private Task<Kept?> ReadAsync(TableEntity? stored, CancellationToken cancellationToken) => _bodies.ReadAsync(
        stored, Content,
        static (row, content) => new Kept(
            new ShipmentRow(
                ShippingReadings.ReadShipment(PayloadJson.Decompress(content!)), row.GetString(OrderId), RecordedState.From(row.GetString(State)),
                row.GetInstant(RecordedAt)),
            row.ETag.ToString()),
        cancellationToken);

    private static TableEntity Write(ShipmentRow row) => new(TableKey.Create(row.Shipment.Account, row.Shipment.Key), Row)
    {
        ["Account"] = row.Shipment.Account,
        ["ShipmentKey"] = row.Shipment.Key,
        [OrderId] = row.OrderId,
        ["TrackingNumber"] = row.Shipment.TrackingNumber,
        [State] = row.RecordedState?.Text,
        [RecordedAt] = row.RecordedAt?.UtcTicks
    };

    private static string OrderLookup(string orderId) => TableKey.Create("shop-order", orderId);
    private static string TrackingLookup(string number) => TableKey.Create("tracking", number);

    private sealed record Kept(ShipmentRow Row, string ETag);
}
