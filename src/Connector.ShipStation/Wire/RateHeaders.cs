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

    public RateReport Report(DateTimeOffset now, bool throttled) => throttled
        ? new RateReport(Limit, Remaining ?? 0, RetryAt(now), Throttled: true)
        : new RateReport(Limit, Remaining, Reset is { } left ? now + left + Extra : null, Throttled: false);

    private static int? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values)
        && int.TryParse(values.FirstOrDefault()?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
}
