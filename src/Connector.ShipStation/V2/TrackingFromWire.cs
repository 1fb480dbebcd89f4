using System.Globalization;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Shipping;

namespace Connector.ShipStation.V2;

/// <summary>A carrier's report as a reading. Words of the future are <see cref="TrackingStatus.Unknown"/>; times that are none count as not stated.</summary>
internal static class TrackingFromWire
{
    private const int MaxText = 500;
    private const string SentBack = "RETURN_TO_SENDER";
    private const int DayLength = 10;

    /// <summary>Days.</summary>
    private const int LongestTravel = 180;

    /// <summary>An event that lies further ahead than clocks differ is a mistake, and would hide all that follows.</summary>
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    public static TrackingReading Map(WireTracking tracking, string account, long shipmentId, DateTimeOffset observedAt)
    {
        var events = tracking.Events?.OfType<WireTrackingEvent>().Select(e => (Event: e, At: Instant(e.OccurredAt, observedAt))).OrderBy(e => e.At).ToList() ?? [];
        var status = StatusOf(tracking, events.ConvertAll(e => e.Event));
        var arrived = events.Where(e => e.Event.StatusCode == "DE").Select(e => e.At).LastOrDefault(at => at is not null) ?? Instant(tracking.ActualDeliveryDate, observedAt);
        return new TrackingReading
        {
            Account = account,
            ShipmentId = shipmentId,
            TrackingNumber = Short(tracking.TrackingNumber, 100),
            Status = status,
            Problem = status is TrackingStatus.Exception or TrackingStatus.ReturnToSender ? Problem(tracking, events.ConvertAll(e => e.Event)) : null,
            OccurredAt = events.Select(e => e.At).Append(status == TrackingStatus.Delivered ? arrived : null).Max(),
            DeliveredAt = status == TrackingStatus.Delivered ? arrived : null,
            EstimatedDelivery = status is TrackingStatus.Delivered or TrackingStatus.ReturnToSender ? null : Day(tracking.EstimatedDeliveryDate, observedAt),
            ObservedAt = observedAt
        };
    }

    private static TrackingStatus StatusOf(WireTracking tracking, List<WireTrackingEvent> events)
    {
        // What follows a return is the way back, and "delivered" then means to the sender.
        if (tracking.StatusDetailCode == SentBack || events.Exists(e => e.StatusDetailCode == SentBack)) return TrackingStatus.ReturnToSender;
        return tracking.StatusCode switch
        {
            "NY" => TrackingStatus.LabelMade,
            "AC" => TrackingStatus.Accepted,
            "IT" => TrackingStatus.InTransit,
            "AT" => TrackingStatus.DeliveryAttempted,
            "SP" => TrackingStatus.ReadyForPickup,
            "DE" => TrackingStatus.Delivered,
            "EX" => TrackingStatus.Exception,
            _ => TrackingStatus.Unknown
        };
    }

    private static string? Problem(WireTracking tracking, List<WireTrackingEvent> events) =>
        Words(tracking.ExceptionDescription)
        ?? Words(tracking.StatusDetailDescription)
        ?? Words(events.LastOrDefault(e => e.StatusCode == "EX" || e.StatusDetailCode == SentBack)?.Description)
        ?? Words(tracking.StatusDescription);

    /// <summary>The carrier's own words; they may name whoever took the parcel, or a phone to ring.</summary>
    private static string? Words(string? text) => string.IsNullOrWhiteSpace(text) ? null : Short(VendorText.Clean(text), MaxText);

    private static string? Short(string? text, int most)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var clean = string.Concat(text.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))).Trim();
        return clean.Length == 0 ? null : clean.Length <= most ? clean : clean[..most];
    }

    /// <summary>A day, as it is written: its time of day means nothing. One that no parcel travels to is none.</summary>
    private static DateOnly? Day(string? text, DateTimeOffset observedAt) =>
        text is { Length: >= DayLength } && DateOnly.TryParseExact(text.AsSpan(0, DayLength), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && Math.Abs(day.DayNumber - DateOnly.FromDateTime(observedAt.UtcDateTime).DayNumber) <= LongestTravel ? day : null;

    private static DateTimeOffset? Instant(string? text, DateTimeOffset observedAt)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var at) && at <= observedAt + MostAhead ? at : null;
    }
}
