using System.Globalization;
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
    [InlineData("5", "23", 6)] // Retry-After first
    [InlineData(null, "23", 24)] // then Reset
    [InlineData(null, null, 61)] // then a minute
    [InlineData("soon", "23", 24)]
    [InlineData(null, "-4", 61)]
    [InlineData("0", null, 1)]
    [InlineData("999999", null, 3601)] // nobody waits longer than an hour
    [InlineData(null, "99999999999999999999", 61)]
    public void A_throttled_caller_comes_back_a_second_after_what_was_reported(string? retryAfter, string? reset, int expectedSeconds)
    {
        var read = Read(retryAfter, reset);
        Assert.Equal(Now.AddSeconds(expectedSeconds), read.RetryAt(Now));
        var report = read.Report(Now, throttled: true);
        Assert.Equal((true, 0, Now.AddSeconds(expectedSeconds)), (report.Throttled, report.Remaining, report.ResetAt));
    }

    [Fact]
    public void Retry_after_may_be_a_date() =>
        Assert.Equal(Now.AddSeconds(31), Read(Now.AddSeconds(30).ToString("R", CultureInfo.InvariantCulture), null).RetryAt(Now));

    [Fact]
    public void An_ordinary_response_reports_limit_rest_and_end_of_the_window()
    {
        using var response = StubHttp.Response(System.Net.HttpStatusCode.OK, "{}", ("x-rate-limit-limit", "40"), ("X-RATE-LIMIT-REMAINING", "39"), ("X-Rate-Limit-Reset", "12"));
        var report = RateHeaders.Read(response.Headers, Now).Report(Now, throttled: false);
        Assert.Equal((40, 39, Now.AddSeconds(13), false), (report.Limit, report.Remaining, report.ResetAt, report.Throttled));
    }

    [Fact]
    public void A_response_without_headers_claims_nothing()
    {
        using var response = StubHttp.Response(System.Net.HttpStatusCode.OK, "{}");
        var report = RateHeaders.Read(response.Headers, Now).Report(Now, throttled: false);
        Assert.Equal((null, null, null, false), (report.Limit, report.Remaining, report.ResetAt, report.Throttled));
    }

    private static RateHeaders Read(string? retryAfter, string? reset)
    {
        using var response = StubHttp.Response((System.Net.HttpStatusCode)429, "");
        if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        if (reset is not null) response.Headers.TryAddWithoutValidation("X-Rate-Limit-Reset", reset);
        return RateHeaders.Read(response.Headers, Now);
    }
}
