using System.Text;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>Parcels on their way in the file.</summary>
public sealed class SqliteTrackingStore(SqliteDatabase database) : ITrackingStore
{
    private const string Columns = "account, shipment_id, order_id, reading, told, ended";

    public Task FollowAsync(IReadOnlyList<TrackedParcel> parcels, CancellationToken cancellationToken) => database.WriteAsync(
        session => parcels.Sum(parcel => session
            .Statement("INSERT INTO parcels (account, shipment_id, order_id, tracking_number, since, ended) VALUES (@account, @id, @order, @tracking, @since, @ended) "
                + "ON CONFLICT (shipment_id, account) DO UPDATE SET order_id = @order, tracking_number = @tracking, since = @since, ended = max(ended, @ended)")
            .With("@account", parcel.Account).With("@id", parcel.ShipmentId).With("@order", parcel.OrderId).With("@tracking", parcel.TrackingNumber)
            .With("@since", parcel.Since.UtcTicks).With("@ended", parcel.Ended ? 1 : 0).Run()),
        cancellationToken);

    public Task<IReadOnlyList<TrackingRow>> PutAsync(IReadOnlyList<TrackingReading> readings, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<TrackingRow>>(
            session =>
            {
                // A parcel may be listed twice; what it came to in the end counts.
                var rows = new Dictionary<(string, long), TrackingRow>();
                foreach (var reading in readings) rows[(reading.Account, reading.ShipmentId)] = Put(session, reading);
                return [.. rows.Values];
            },
            cancellationToken);

    public Task<IReadOnlyList<TrackingRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TrackingRow>>(
            session => session.Statement($"SELECT {Columns} FROM parcels WHERE order_id IN (SELECT value FROM json_each(@ids))").With("@ids", IdList.Write(orderIds)).List(ReadRow),
            cancellationToken);

    public Task MarkWrittenBackAsync(IReadOnlyList<(string Account, long ShipmentId, WrittenTracking WrittenBack)> reported, CancellationToken cancellationToken) => database.WriteAsync(
        session => reported.Sum(row => session.Statement("UPDATE parcels SET told = @shown WHERE shipment_id = @id AND account = @account AND told IS NOT @shown")
            .With("@shown", row.WrittenBack.Text).With("@id", row.ShipmentId).With("@account", row.Account).Run()),
        cancellationToken);

    public Task<IReadOnlyList<TrackedParcel>> ListDueAsync(
        string account, DateTimeOffset madeAfter, DateTimeOffset notSince, int max, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TrackedParcel>>(
            session => session
                .Statement("SELECT account, shipment_id, order_id, tracking_number, since FROM parcels WHERE account = @account AND order_id IS NOT NULL AND ended = 0 "
                    + "AND tracking_number IS NOT NULL AND since > @after AND asked_at <= @before AND (arrived = 0 OR told IS NOT telling) ORDER BY asked_at, since LIMIT @max")
                .With("@account", account).With("@after", madeAfter.UtcTicks).With("@before", notSince.UtcTicks).With("@max", max)
                .List(static r => new TrackedParcel(r.Text(0), r.Number(1), r.Text(2), r.TextOrNull(3), r.Instant(4))),
            cancellationToken);

    public Task MarkAskedAsync(string account, long shipmentId, DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Statement("UPDATE parcels SET asked_at = @at WHERE shipment_id = @id AND account = @account")
            .With("@at", at.UtcTicks).With("@id", shipmentId).With("@account", account).Run(),
        cancellationToken);

    private static TrackingRow Put(SqliteSession session, TrackingReading read)
    {
        var kept = session.Statement($"SELECT {Columns} FROM parcels WHERE shipment_id = @id AND account = @account")
            .With("@id", read.ShipmentId).With("@account", read.Account).List(ReadRow).FirstOrDefault();
        var reading = TrackingReadings.Merge(kept?.Reading, read);
        session.Statement("INSERT INTO parcels (account, shipment_id, arrived, telling, reading) VALUES (@account, @id, @arrived, @wanted, @reading) "
                + "ON CONFLICT (shipment_id, account) DO UPDATE SET arrived = @arrived, telling = @wanted, reading = @reading")
            .With("@account", read.Account).With("@id", read.ShipmentId).With("@arrived", reading.Status.IsFinal() ? 1 : 0)
            .With("@wanted", WrittenTracking.From(reading).Text).With("@reading", Encoding.UTF8.GetString(TrackingReadings.Write(reading))).Run();
        return new TrackingRow(read.Account, read.ShipmentId, kept?.OrderId, reading, kept?.WrittenBack, kept?.Ended ?? false);
    }

    private static TrackingRow ReadRow(SqliteRow row) => new(
        row.Text(0), row.Number(1), row.TextOrNull(2), row.TextOrNull(3) is { } json ? TrackingReadings.Read(Encoding.UTF8.GetBytes(json)) : null, WrittenTracking.From(row.TextOrNull(4)), row.Flag(5));
}
