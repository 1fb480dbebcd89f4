using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Connector.Core.Model.Shipping;

namespace Connector.Azure.Tables;

/// <summary>What is kept of one parcel, and how it is stored in its table.</summary>
/// <param name="Parcel">Null while it is not followed.</param>
/// <param name="Reading">Null before the first.</param>
/// <param name="WrittenBack">What the shop order shows.</param>
/// <param name="AskedAt">When the carrier was last asked; null when never.</param>
internal sealed record ParcelState(
    string Account, long ShipmentId, TrackedParcel? Parcel = null, TrackingReading? Reading = null, WrittenTracking? WrittenBack = null, DateTimeOffset? AskedAt = null)
{
    /// <summary>The column that names the row of <see cref="WriteDue"/>; null while the parcel need not be asked for.</summary>
    public const string Due = "Due";
    private const string DuePrefix = "d:";
    private const string Since = "Since";

    /// <summary>Sorts by when the carrier was last asked, never asked ones first, then by the age of the label.</summary>
    public string? DueRow => Parcel is { Ended: false, TrackingNumber: not null } parcel && !IsOver
        ? string.Create(CultureInfo.InvariantCulture, $"{DueStart(AskedAt ?? DateTimeOffset.MinValue)}:{JournalSequence.Start(parcel.Since)}:{ShipmentId}")
        : null;

    private bool IsOver => Reading is { } reading && reading.Status.IsFinal() && WrittenBack == WrittenTracking.From(reading);

    public static string PartitionOf(string account) => TableKey.Create(account);
    public static string RowOf(long shipmentId) => string.Create(CultureInfo.InvariantCulture, $"p:{shipmentId}");

    /// <summary>Rows of parcels that were last asked for at this instant or before, or never, with a label made after the other.</summary>
    public static string DueFilter(string account, DateTimeOffset notSince, DateTimeOffset madeAfter) => TableClient.CreateQueryFilter(
        $"PartitionKey eq {PartitionOf(account)} and RowKey ge {DuePrefix} and RowKey lt {AfterDue(notSince)} and Since gt {madeAfter.UtcTicks}");

    public static ParcelState Read(TableEntity row)
    {
        var (account, id) = (row.GetString("Account"), row.GetInt64("ShipmentId") ?? 0);
        return new ParcelState(
            account, id, row.GetString("OrderId") is null ? null : ReadParcel(row, account),
            row.GetString("Reading") is { } json ? TrackingReadings.Read(Encoding.UTF8.GetBytes(json)) : null, WrittenTracking.From(row.GetString("Told")),
            row.GetInstant("AskedAt"));
    }

    /// <summary>The parcel of a row of either sort.</summary>
    public static TrackedParcel ReadParcel(TableEntity row, string account) => new(
        account, row.GetInt64("ShipmentId") ?? 0, row.GetString("OrderId"), row.GetString("TrackingNumber"),
        new DateTimeOffset(row.GetInt64(Since) ?? 0, TimeSpan.Zero), row.GetBoolean("Ended") ?? false);

    public TableEntity Write()
    {
        var row = WriteParcel(RowOf(ShipmentId));
        row["Account"] = Account;
        row["Ended"] = Parcel?.Ended;
        row["Reading"] = Reading is null ? null : Encoding.UTF8.GetString(TrackingReadings.Write(Reading));
        row["Told"] = WrittenBack?.Text;
        row["AskedAt"] = AskedAt?.UtcTicks;
        row[Due] = DueRow;
        return row;
    }

    /// <summary>The row by which a poll finds the parcel.</summary>
    public TableEntity WriteDue(string dueRow) => WriteParcel(dueRow);

    public TrackingRow ToRow() => new(Account, ShipmentId, Parcel?.OrderId, Reading, WrittenBack, Parcel?.Ended ?? false);

    private TableEntity WriteParcel(string rowKey) => new(PartitionOf(Account), rowKey)
    {
        ["ShipmentId"] = ShipmentId,
        ["OrderId"] = Parcel?.OrderId,
        ["TrackingNumber"] = Parcel?.TrackingNumber,
        [Since] = Parcel?.Since.UtcTicks
    };

    private static string AfterDue(DateTimeOffset notSince) => DueStart(notSince) + TableKey.AfterSeparator;
    private static string DueStart(DateTimeOffset askedAt) => DuePrefix + JournalSequence.Start(askedAt);
}
