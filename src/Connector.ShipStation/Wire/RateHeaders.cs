using System.Globalization;
using System.Net.Http.Headers;
using Connector.Core.Ports;

namespace Connector.ShipStation.Wire;

/// <summary>
/// What a response says about the rate window: the three X-Rate-Limit headers (Reset is in seconds, not a time) and Retry-After. A second is added to every
/// wait, because the seconds are whole ones; waits are bounded by an hour, whatever is reported.
/// </summary>
internal sealed record RateHeaders(int? Limit, int? Remaining, TimeSpan? RetryAfter, TimeSpan? Reset)
{
    public static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Extra = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public static RateHeaders Read(HttpResponseHeaders headers, DateTimeOffset now) => new(
        Number(headers, "X-Rate-Limit-Limit"),
        Number(headers, "X-Rate-Limit-Remaining"),
        headers.RetryAfter switch
        {
            { Delta: { } delta } => Bounded(delta),
            { Date: { } date } => Bounded(date - now),
            _ => null
        },
        Number(headers, "X-Rate-Limit-Reset") is { } seconds ? Bounded(TimeSpan.FromSeconds(seconds)) : null);

    /// <summary>When a throttled caller may come back: Retry-After, else Reset, else a minute.</summary>
    public DateTimeOffset RetryAt(DateTimeOffset now) => now + (RetryAfter ?? Reset ?? DefaultWait) + Extra;

    /// <param name="sentAt">When the call left: the seconds were counted after that, and before <paramref name="now"/>.</param>
    public RateReport Report(DateTimeOffset sentAt, DateTimeOffset now, bool throttled)
    {
        var began = sentAt < now ? sentAt : now;
        return new(Limit, throttled ? Remaining ?? 0 : Remaining, (throttled ? RetryAfter ?? Reset : Reset) is { } left ? EndIn(left, began, now) : null, throttled, began);
    }

    /// <summary>Rounded up or down, nobody says which.</summary>
    private static WindowEnd EndIn(TimeSpan left, DateTimeOffset sentAt, DateTimeOffset now) => new(sentAt + left - Extra, now + left + Extra);

    private static int? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values)
        && int.TryParse(values.FirstOrDefault()?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
}
