using System.Globalization;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels.Wire;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.V2.Labels.Mapping;

/// <summary>V2's words for values, where they differ from V1's.</summary>
internal static class V2Words
{
    private const decimal GramsOfKilogram = 1000m;

    /// <summary>Null also for a unit of the future.</summary>
    public static Weight? Weight(WireV2Weight? weight) =>
        weight is not { Value: > 0 and var value } ? null
        : string.Equals(weight.Unit, "kilogram", StringComparison.OrdinalIgnoreCase) ? new Weight(value * GramsOfKilogram, WeightUnit.Grams)
        : Words.WeightUnitOf(weight.Unit) is { } unit ? new Weight(value, unit)
        : null;

    public static Dimensions? Dimensions(WireV2Dimensions? box) =>
        box is { Length: { } length, Width: { } width, Height: { } height } && Words.LengthUnitOf(box.Unit) is { } unit
            ? new Dimensions(length, width, height, unit)
            : null;

    /// <summary>Instants are UTC. Null, blank and year 1 read as null; anything that is no time makes the row unreadable.</summary>
    public static DateTimeOffset? Instant(string? text, string field)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var instant)) throw new UnreadableRowException(field);
        return instant.Year == 1 ? null : instant;
    }

    /// <summary>A ship date is the midnight of its day, in Pacific time or in UTC.</summary>
    public static DateOnly? Day(string? text, string field) =>
        Instant(text, field) is not { } instant ? null
        : DateOnly.FromDateTime(instant.TimeOfDay == TimeSpan.Zero ? instant.DateTime : PacificTime.WallTime(instant));

    /// <summary>Upper case; null for none.</summary>
    public static string? Currency(string? code) => string.IsNullOrWhiteSpace(code) ? null : code.Trim().ToUpperInvariant();

    public static string Format(DocumentFormat format) => format switch
    {
        DocumentFormat.Png => "png",
        DocumentFormat.Zpl => "zpl",
        _ => "pdf"
    };

    public static DocumentFormat FormatOf(string? word) => word?.ToLowerInvariant() switch
    {
        "png" => DocumentFormat.Png,
        "zpl" => DocumentFormat.Zpl,
        _ => DocumentFormat.Pdf
    };

    public static string Unit(WeightUnit unit) => unit switch
    {
        WeightUnit.Grams => "gram",
        WeightUnit.Ounces => "ounce",
        WeightUnit.Pounds => "pound",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a weight unit.")
    };

    public static string Unit(LengthUnit unit) => unit switch
    {
        LengthUnit.Centimeters => "centimeter",
        LengthUnit.Inches => "inch",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "Not a length unit.")
    };

    public static ShipmentState StateOf(string? word) => word?.ToLowerInvariant() switch
    {
        "pending" => ShipmentState.Pending,
        "processing" => ShipmentState.Processing,
        "label_purchased" => ShipmentState.LabelPurchased,
        "cancelled" => ShipmentState.Cancelled,
        "on_hold" => ShipmentState.OnHold,
        _ => ShipmentState.Other
    };

    public static LabelStatus StatusOf(string? word) => word?.ToLowerInvariant() switch
    {
        "processing" => LabelStatus.Processing,
        "completed" => LabelStatus.Completed,
        "error" => LabelStatus.Error,
        "voided" => LabelStatus.Voided,
        _ => LabelStatus.Other
    };

    public static BatchStatus BatchStatusOf(string? word) => word?.ToLowerInvariant() switch
    {
        "open" => BatchStatus.Open,
        "queued" => BatchStatus.Queued,
        // Labels are made by then; what is left is to report them.
        "processing" or "notifying" => BatchStatus.Processing,
        "completed" => BatchStatus.Completed,
        "completed_with_errors" => BatchStatus.CompletedWithErrors,
        "invalid" => BatchStatus.Invalid,
        "archived" => BatchStatus.Archived,
        _ => BatchStatus.Other
    };

    public static RateValidity ValidityOf(string? word) => word?.ToLowerInvariant() switch
    {
        "valid" => RateValidity.Valid,
        "has_warnings" => RateValidity.HasWarnings,
        "invalid" => RateValidity.Invalid,
        _ => RateValidity.Unknown
    };
}
