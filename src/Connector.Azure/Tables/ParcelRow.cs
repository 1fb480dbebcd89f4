using System.Globalization;
using Azure.Data.Tables;
using Connector.Core.ParcelTracking;

namespace Connector.Azure.Tables;

/// <summary>A parcel as its row keeps it.</summary>
internal sealed record ParcelRow(string Account, long ShipmentId)
{
    public TrackedParcel? Parcel { get; init; }
    public TrackingReading? Reading { get; init; }
    public string? Told { get; init; }
    public bool Ended { get; init; }
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>The carrier is to be asked for it, sooner or later.</summary>
    public bool IsOpen => !Ended && Parcel is { TrackingNumber: not null } && !(Reading is { } read && read.Status.IsFinal() && Told == TrackingReadings.TellingOf(read));

    public TrackingRow Row => new(Account, ShipmentId, Parcel?.OrderId, Reading, Told, Ended);

    public static string PartitionOf(string account) => TableKey.Of("parcel", account);

    public static string KeyOf(long shipmentId) => shipmentId.ToString("D19", CultureInfo.InvariantCulture);

    public TableEntity Write() => new(PartitionOf(Account), KeyOf(ShipmentId))
    {
        [nameof(Account)] = Account,
        [nameof(ShipmentId)] = ShipmentId,
        [nameof(TrackedParcel.OrderId)] = Parcel?.OrderId,
        [nameof(TrackedParcel.TrackingNumber)] = Parcel?.TrackingNumber,
        [nameof(TrackedParcel.Since)] = Parcel?.Since.UtcTicks,
        [nameof(Reading)] = Reading is null ? null : TrackingReadings.Write(Reading),
        [nameof(Told)] = Told,
        [nameof(Ended)] = Ended,
        [nameof(AskedAt)] = AskedAt?.UtcTicks
    };

    public static ParcelRow Read(TableEntity row)
    {
        var (account, id) = (row.GetString(nameof(Account)), row.GetInt64(nameof(ShipmentId))!.Value);
        return new ParcelRow(account, id)
        {
            Parcel = row.GetString(nameof(TrackedParcel.OrderId)) is { } order
                ? new TrackedParcel(account, id, order, row.GetString(nameof(TrackedParcel.TrackingNumber)), Instant(row, nameof(TrackedParcel.Since))!.Value)
                : null,
            Reading = row.GetBinary(nameof(Reading)) is { } json ? TrackingReadings.Read(json) : null,
            Told = row.GetString(nameof(Told)),
            Ended = row.GetBoolean(nameof(Ended)) ?? false,
            AskedAt = Instant(row, nameof(AskedAt))
        };
    }

    private static DateTimeOffset? Instant(TableEntity row, string name) => row.GetInt64(name) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
