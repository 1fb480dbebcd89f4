using System.Globalization;

namespace Connector.Core.Model.Shipping;

/// <summary>What a shop order shows of a parcel: the part of a reading that is written back.</summary>
public sealed record WrittenTracking(TrackingStatus Status, DateTimeOffset? DeliveredAt, string? Problem)
{
    private const char BeforeDay = '~';

    /// <summary>The day on which the carrier expects to deliver it; null where it does not say.</summary>
    public DateOnly? EstimatedDelivery { get; init; }

    /// <summary>As stores keep it: the status, the instant of delivery in ticks or the day on which it is expected, the problem.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Status} {DeliveredAt?.UtcTicks}{(EstimatedDelivery is { } day ? $"{BeforeDay}{day:yyyy-MM-dd}" : "")} {Problem}");

    public static WrittenTracking From(TrackingReading reading) => new(reading.Status, reading.DeliveredAt, reading.Problem is { Length: > 0 } problem ? problem : null)
    {
        EstimatedDelivery = reading.EstimatedDelivery
    };

    /// <summary>The reverse of <see cref="Text"/>. Null for a text that is none: the parcel counts as not written back, and writing it again changes nothing that is there.</summary>
    public static WrittenTracking? From(string? text)
    {
        if (text?.Split(' ', 3) is not [var status, var delivered, var problem] || !Enum.TryParse<TrackingStatus>(status, out var known) || !Enum.IsDefined(known)) return null;
        DateOnly? expected = null;
        if (delivered.IndexOf(BeforeDay, StringComparison.Ordinal) is >= 0 and var from)
        {
            if (!DateOnly.TryParseExact(delivered.AsSpan(from + 1), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return null;
            (expected, delivered) = (day, delivered[..from]);
        }
        DateTimeOffset? at = null;
        if (delivered.Length > 0)
        {
            if (!long.TryParse(delivered, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTimeOffset.MaxValue.UtcTicks) return null;
            at = new DateTimeOffset(ticks, TimeSpan.Zero);
        }
        return new WrittenTracking(known, at, problem.Length > 0 ? problem : null) { EstimatedDelivery = expected };
    }

    public override string ToString() => Text;
}
