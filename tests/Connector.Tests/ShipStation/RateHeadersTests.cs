using System.Globalization;
using Connector.Core.Ports;
using Connector.ShipStation;
using Connector.TestSupport.Http;
using Connector.Tests.ShipStation.Doubles;
using Connector.ShipStation.Wire;
using Xunit;

namespace Connector.Tests.ShipStation;

public class RateHeadersTests
{
    private static readonly DateTimeOffset Now = Rig.Start;

    [Theory]
    [InlineData("5", "23", 6, true)] // Retry-After first
    [InlineData(null, "23", 24, true)] // then Reset
    [InlineData(null, null, 61, false)] // then a minute
    [InlineData("soon", "23", 24, true)]
    [InlineData(null, "-4", 61, false)]
    [InlineData("0", null, 1, true)]
    [InlineData("999999", null, 3601, true)] // nobody waits longer than an hour
    [InlineData(null, "99999999999999999999", 61, false)]
    public void A_throttled_caller_comes_back_a_second_after_what_was_reported(string? retryAfter, string? reset, int expectedSeconds, bool says)
    {
        var read = Read(retryAfter, reset);
        Assert.Equal(Now.AddSeconds(expectedSeconds), read.RetryAt(Now));
        var report = read.Report(Now, Now, throttled: true);
        Assert.Equal((true, 0), (report.Throttled, report.Remaining));
        // A wait that nobody reported says nothing of the window.
        Assert.Equal(says ? Now.AddSeconds(expectedSeconds) : null, report.End?.Latest);
    }

    [Fact]
    public void Retry_after_may_be_a_date() =>
        Assert.Equal(Now.AddSeconds(31), Read(Now.AddSeconds(30).ToString("R", CultureInfo.InvariantCulture), null).RetryAt(Now));

    [Fact]
    public void An_ordinary_response_reports_limit_rest_and_end_of_the_window()
    {
        using var response = StubHttp.Response(System.Net.HttpStatusCode.OK, "{}", ("x-rate-limit-limit", "40"), ("X-RATE-LIMIT-REMAINING", "39"), ("X-Rate-Limit-Reset", "12"));
        // The seconds were counted at some instant of the call, and rounded up or down.
        var report = RateHeaders.Read(response.Headers, Now).Report(Now.AddSeconds(-3), Now, throttled: false);
        Assert.Equal((40, 39, false), (report.Limit, report.Remaining, report.Throttled));
        Assert.Equal((new WindowEnd(Now.AddSeconds(8), Now.AddSeconds(13)), Now.AddSeconds(-3)), (report.End, report.SentAt));
    }

    [Fact]
    public void A_clock_that_was_set_back_during_the_call_is_not_asked_when_it_began()
    {
        using var response = StubHttp.Response(System.Net.HttpStatusCode.OK, "{}", ("X-Rate-Limit-Reset", "12"));
        var report = RateHeaders.Read(response.Headers, Now).Report(Now.AddHours(1), Now, throttled: false);
        Assert.Equal((new WindowEnd(Now.AddSeconds(11), Now.AddSeconds(13)), Now), (report.End, report.SentAt));
    }

    [Fact]
    public void A_response_without_headers_claims_nothing()
    {
        using var response = StubHttp.Response(System.Net.HttpStatusCode.OK, "{}");
        Assert.Equal(new RateReport(null, null, null, Throttled: false, Now), RateHeaders.Read(response.Headers, Now).Report(Now, Now, throttled: false));
    }

    private static RateHeaders Read(string? retryAfter, string? reset)
    {
        using var response = StubHttp.Response((System.Net.HttpStatusCode)429, "");
        if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        if (reset is not null) response.Headers.TryAddWithoutValidation("X-Rate-Limit-Reset", reset);
        return RateHeaders.Read(response.Headers, Now);
    }
}
