using System.Globalization;

namespace Connector.Core.Model.Shipping;

/// <summary>What a shop order shows of a parcel: the part of a reading that is written back.</summary>
public sealed record WrittenTracking(TrackingStatus Status, DateTimeOffset? DeliveredAt, string? Problem)
{
    /// <summary>As stores keep it: the status, the instant of delivery in ticks, the problem.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Status} {DeliveredAt?.UtcTicks} {Problem}");

    public static WrittenTracking From(TrackingReading reading) => new(reading.Status, reading.DeliveredAt, reading.Problem is { Length: > 0 } problem ? problem : null);

    /// <summary>The reverse of <see cref="Text"/>. Null for a text that is none: the parcel counts as not written back, and writing it again changes nothing that is there.</summary>
    public static WrittenTracking? From(string? text)
    {
        if (text?.Split(' ', 3) is not [var status, var delivered, var problem] || !Enum.TryParse<TrackingStatus>(status, out var known) || !Enum.IsDefined(known)) return null;
        DateTimeOffset? at = null;
        if (delivered.Length > 0)
        {
            if (!long.TryParse(delivered, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTimeOffset.MaxValue.UtcTicks) return null;
            at = new DateTimeOffset(ticks, TimeSpan.Zero);
        }
        return new WrittenTracking(known, at, problem.Length > 0 ? problem : null);
    }

    public override string ToString() => Text;
}
