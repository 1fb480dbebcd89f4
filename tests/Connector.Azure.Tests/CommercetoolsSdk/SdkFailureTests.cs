using System.Net;
using Connector.Commercetools;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.Http;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Azure.Tests.CommercetoolsSdk;

/// <summary>What becomes of responses that are no success, with the SDK in between.</summary>
public sealed class SdkFailureTests : IDisposable
{
    private static readonly OrderChange[] Change = [new OrderChange.SetShipmentState(ShipmentState.Shipped)];
    private readonly InMemoryJournal _journal = new();
    private readonly StubHttp _network = new();
    private readonly ManualTimeProvider _clock = new() { SkipsDelaysUpTo = TimeSpan.FromSeconds(10) };
    private readonly ServiceProvider _provider;

    public SdkFailureTests()
    {
        _network.On("POST /oauth/token", """{"access_token":"token","token_type":"Bearer","expires_in":172800}""");
        _provider = SdkShop.Compose(new Uri("https://api.example.com/"), _journal, _network, _clock);
    }

    private ICommerceOrders Orders => _provider.GetRequiredService<ICommerceOrders>();

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task A_conflict_reports_where_the_order_stands_and_is_not_sent_again()
    {
        _network.Always = _ => Error(409, "ConcurrentModification", ",\"currentVersion\":9");

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.UpdateAsync("o-1", 7, Change, default));

        Assert.Equal((FailureKind.Conflict, ErrorCodes.VersionConflict, 9L), (failure.Kind, failure.Code, failure.CurrentVersion));
        Assert.Single(_network.Calls);
    }

    [Fact]
    public async Task A_write_that_fails_midway_is_of_unknown_outcome_and_sent_once()
    {
        _network.Always = _ => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>") };

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.UpdateAsync("o-1", 7, Change, default));

        Assert.Equal((FailureKind.Transient, ErrorCodes.ServerError, 502), (failure.Kind, failure.Code, failure.Status));
        Assert.Single(_network.Calls);
    }

    [Fact]
    public async Task A_read_is_tried_again()
    {
        _network.Always = _ => _network.Calls.Count < 3 ? Error(503, "OverCapacity") : StubHttp.Json("""{"id":"o-1","version":3,"orderState":"Open"}""");

        await Assert.ThrowsAsync<ConnectorException>(() => Orders.GetAsync("o-1", default));

        Assert.Equal(3, _network.Calls.Count);
    }

    [Theory]
    [InlineData(400, "InvalidField", FailureKind.Rejected, ErrorCodes.UpdateRejected)]
    [InlineData(401, "invalid_token", FailureKind.Unauthorized, ErrorCodes.Unauthorized)]
    [InlineData(403, "insufficient_scope", FailureKind.Unauthorized, ErrorCodes.Unauthorized)]
    [InlineData(404, "ResourceNotFound", FailureKind.Rejected, ErrorCodes.OrderNotFound)]
    public async Task A_refusal_keeps_its_kind(int status, string code, FailureKind kind, string ours)
    {
        _network.Always = _ => Error(status, code);

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.UpdateAsync("o-1", 7, Change, default));

        Assert.Equal((kind, ours), (failure.Kind, failure.Code));
        Assert.Equal([code], failure.VendorCodes);
        // The SDK's own exception repeats the response as it came, and logs show what lies inside.
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public async Task Throttling_reports_when_to_come_back()
    {
        _network.Always = _ =>
        {
            var response = Error(429, "RateLimited");
            response.Headers.Add("Retry-After", "60");
            return response;
        };

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.GetAsync("o-1", default));

        Assert.Equal((FailureKind.RateLimited, _clock.GetUtcNow().AddSeconds(60)), (failure.Kind, failure.RetryAt));
        Assert.Single(_network.Calls);
    }

    [Fact]
    public async Task Refused_credentials_are_reported_as_such_though_the_SDK_does_not_say_why()
    {
        _network.On("POST /oauth/token", _ => StubHttp.Response(HttpStatusCode.Unauthorized, "{}"));

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.GetAsync("o-1", default));

        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
        Assert.Empty(_network.Calls);
    }

    [Fact]
    public async Task A_broken_connection_is_no_refusal()
    {
        _network.Always = _ => throw new HttpRequestException("gone");

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.UpdateAsync("o-1", 7, Change, default));

        Assert.Equal((FailureKind.Transient, ErrorCodes.ConnectionFailed), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task A_response_beyond_the_limit_is_not_read()
    {
        _network.Always = _ => StubHttp.Json($$"""{"id":"o-1","version":3,"more":"{{new string('x', 17 * 1024 * 1024)}}"}""");

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.GetAsync("o-1", default));

        Assert.Equal(ErrorCodes.ResponseTooLarge, failure.Code);
    }

    [Fact]
    public async Task The_journal_shows_what_the_SDK_sent_for_that_order()
    {
        _network.Always = _ => StubHttp.Json("""{"id":"o-1","version":8}""");

        Assert.Equal(8, await Orders.UpdateAsync("o-1", 7, Change, default));

        var exchange = Assert.Single((await _journal.ReadAsync("o-1", default)).Select(item => item.Exchange).OfType<Exchange>());
        Assert.Equal(("POST", "/demo/orders/o-1", 200), (exchange.Method, exchange.Path, exchange.Status));
        Assert.Contains("\"action\":\"changeShipmentState\"", exchange.RequestBody, StringComparison.Ordinal);
        Assert.Contains("\"version\":8", exchange.ResponseBody, StringComparison.Ordinal);
        Assert.Equal("shipstation-connector", Assert.Single(_network.Calls).Headers["X-External-User-ID"]);
    }

    private static HttpResponseMessage Error(int status, string code, string more = "") => StubHttp.Json(
        $$"""{"statusCode":{{status}},"message":"It went wrong.","errors":[{"code":"{{code}}","message":"It went wrong."{{more}}}]}""", (HttpStatusCode)status);
}
