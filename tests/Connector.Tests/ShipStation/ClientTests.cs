using System.Net;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.TestSupport.Http;
using Connector.Tests.ShipStation.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation;

public class ClientTests
{
    private const string Order = """{"orderId":1,"orderNumber":"T-1"}""";
    private readonly Rig _rig = new();

    [Fact]
    public async Task Without_a_permit_nothing_is_sent_and_the_instant_to_come_back_is_reported()
    {
        _rig.Budget.Left = 0;
        var failure = await _rig.FailureOfRead();
        Rig.Is(failure, FailureKind.RateLimited, ErrorCodes.RateLimited);
        Assert.Equal(_rig.Budget.NextWindow, failure.RetryAt);
        Assert.Empty(_rig.Http.Requests);
        Assert.Empty(_rig.Journal.Exchanges);

        Rig.Is(await Rig.FailureOf(() => _rig.Account.UpsertAsync([A.Order()], RateLane.Cancel, default)), FailureKind.RateLimited, ErrorCodes.RateLimited);
        Assert.Equal([("default", RateLane.Normal), ("default", RateLane.Cancel)], _rig.Budget.Taken);
    }

    [Fact]
    public async Task Every_response_reports_its_headers_also_a_refusal()
    {
        _rig.Http.Then(HttpStatusCode.OK, Order, ("X-Rate-Limit-Limit", "40"), ("X-Rate-Limit-Remaining", "7"), ("X-Rate-Limit-Reset", "9"))
            .Then(HttpStatusCode.Unauthorized, "", ("X-Rate-Limit-Remaining", "6"))
            .Then(HttpStatusCode.TooManyRequests, "", ("X-Rate-Limit-Reset", "17"), ("Retry-After", "20"));
        await _rig.Account.GetOrderAsync(1, RateLane.Normal, default);
        await _rig.FailureOfRead();
        var throttled = await _rig.FailureOfRead();

        Assert.Equal([(40, 7, false), (null, 6, false), (null, 0, true)], _rig.Budget.Reports.Select(report => (report.Limit, report.Remaining, report.Throttled)));
        Assert.Equal([Rig.Start.AddSeconds(10), null, Rig.Start.AddSeconds(21)], _rig.Budget.Reports.Select(report => report.End?.Latest));
        Assert.Equal(Rig.Start.AddSeconds(21), throttled.RetryAt);
    }

    [Theory]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_read_is_tried_twice_more_after_a_gateways_error_each_with_its_own_permit(int status)
    {
        _rig.Http.Then((HttpStatusCode)status, "<html></html>").Then((HttpStatusCode)status).Then(HttpStatusCode.OK, Order);
        Assert.NotNull(await _rig.Account.GetOrderAsync(1, RateLane.Background, default));
        Assert.Equal(3, _rig.Http.Requests.Count);
        Assert.Equal(3, _rig.Budget.Taken.Count(taken => taken.Lane == RateLane.Background));
        Assert.Equal([1, 2, 3], _rig.Journal.Exchanges.Select(exchange => exchange.Attempt));
    }

    [Fact]
    public async Task A_read_is_tried_twice_more_after_a_broken_connection_and_then_fails()
    {
        _rig.Http.Always = _ => throw new HttpRequestException(HttpRequestError.ConnectionError);
        var failure = await _rig.FailureOfRead();
        Rig.Is(failure, FailureKind.Transient, ErrorCodes.ConnectionFailed);
        Assert.Equal(0, failure.Status);
        Assert.Equal(3, _rig.Http.Requests.Count);
        Assert.Empty(_rig.Budget.Reports);
        Assert.All(_rig.Journal.Exchanges, exchange => Assert.Equal((0, ErrorCodes.ConnectionFailed), (exchange.Status, exchange.ErrorCode)));
    }

    [Fact]
    public async Task A_connection_that_breaks_inside_the_body_is_a_broken_connection()
    {
        _rig.Http.Then(_ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BreakingStream()) }).Then(HttpStatusCode.OK, Order);
        Assert.NotNull(await _rig.Account.GetOrderAsync(1, RateLane.Normal, default));
        Assert.Equal(ErrorCodes.ConnectionFailed, _rig.Journal.Exchanges[0].ErrorCode);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(400)]
    [InlineData(401)]
    public async Task Nothing_else_is_tried_again_here(int status)
    {
        _rig.Http.Then((HttpStatusCode)status);
        await _rig.FailureOfRead();
        Assert.Single(_rig.Http.Requests);
    }

    [Fact]
    public async Task A_write_is_never_tried_again_here()
    {
        _rig.Http.Then(HttpStatusCode.BadGateway);
        Rig.Is(await Rig.FailureOf(() => _rig.Account.UpsertAsync([A.Order()], RateLane.Normal, default)), FailureKind.Transient, ErrorCodes.ServerError);
        _rig.Http.Then(_ => throw new HttpRequestException("reset"));
        Rig.Is(await Rig.FailureOf(() => _rig.Account.UpsertAsync([A.Order()], RateLane.Normal, default)), FailureKind.Transient, ErrorCodes.ConnectionFailed);
        Assert.Equal(2, _rig.Http.Requests.Count);
    }

    [Fact]
    public async Task A_retry_without_a_permit_left_is_rate_limited()
    {
        _rig.Budget.Left = 1;
        _rig.Http.Then(HttpStatusCode.BadGateway);
        Rig.Is(await _rig.FailureOfRead(), FailureKind.RateLimited, ErrorCodes.RateLimited);
        Assert.Single(_rig.Http.Requests);
    }

    [Fact]
    public async Task An_attempt_without_a_response_ends_after_the_timeout()
    {
        _rig.Options.TimeoutSeconds = 100;
        _rig.Http.ThenAsync(NeverResponse);
        var call = _rig.FailureOfRead();
        _rig.Clock.Advance(TimeSpan.FromSeconds(99));
        Assert.False(call.IsCompleted);
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Rig.Is(await call, FailureKind.Transient, ErrorCodes.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(100), Assert.Single(_rig.Journal.Exchanges).Duration);
    }

    [Fact]
    public async Task A_caller_that_stops_waiting_gets_its_cancellation_and_the_journal_its_exchange()
    {
        using var stop = new CancellationTokenSource();
        _rig.Http.ThenAsync(NeverResponse);
        var call = _rig.Account.UpsertAsync([A.Order()], RateLane.Normal, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal("Cancelled", Assert.Single(_rig.Journal.Exchanges).ErrorCode);
    }

    private static async Task<HttpResponseMessage> NeverResponse(SentRequest request, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new InvalidOperationException();
    }

    private sealed class BreakingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("reset by peer");
    }
}
