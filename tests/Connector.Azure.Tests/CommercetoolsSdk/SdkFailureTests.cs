using System.Net;
using System.Text;
using Connector.Commercetools;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Azure.Tests.CommercetoolsSdk;

/// <summary>What becomes of answers that are no success, with the SDK in between.</summary>
public sealed class SdkFailureTests : IDisposable
{
    private static readonly OrderChange[] Change = [new OrderChange.SetShipmentState(ShipmentState.Shipped)];
    private readonly InMemoryJournal _journal = new();
    private readonly StubNetwork _network = new();
    private readonly ServiceProvider _provider;

    public SdkFailureTests() => _provider = SdkShop.Compose(new Uri("https://api.example.com/"), _journal, _network);

    private ICommerceOrders Orders => _provider.GetRequiredService<ICommerceOrders>();

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task A_conflict_reports_where_the_order_stands_and_is_not_sent_again()
    {
        _network.Response = _ => Error(409, "ConcurrentModification", ",\"currentVersion\":9");

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.UpdateAsync("o-1", 7, Change, default));

        Assert.Equal((FailureKind.Conflict, ErrorCodes.VersionConflict, 9L), (failure.Kind, failure.Code, failure.CurrentVersion));
        Assert.Single(_network.Calls);
    }

    [Fact]
    public async Task A_write_that_fails_midway_is_of_unknown_outcome_and_sent_once()
    {
        _network.Response = _ => new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("<html>") };

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.UpdateAsync("o-1", 7, Change, default));

        Assert.Equal((FailureKind.Transient, ErrorCodes.ServerError, 502), (failure.Kind, failure.Code, failure.Status));
        Assert.Single(_network.Calls);
    }

    [Fact]
    public async Task A_read_is_tried_again()
    {
        _network.Response = call => call < 3 ? Error(503, "OverCapacity") : Json("""{"id":"o-1","version":3,"orderState":"Open"}""");

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
        _network.Response = _ => Error(status, code);

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.UpdateAsync("o-1", 7, Change, default));

        Assert.Equal((kind, ours), (failure.Kind, failure.Code));
        Assert.Equal([code], failure.VendorCodes);
        // The SDK's own exception repeats the answer as it came, and logs show what lies inside.
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public async Task Throttling_reports_when_to_come_back()
    {
        _network.Response = _ =>
        {
            var response = Error(429, "RateLimited");
            response.Headers.Add("Retry-After", "60");
            return response;
        };

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.GetAsync("o-1", default));

        Assert.Equal((FailureKind.RateLimited, _network.Clock.GetUtcNow().AddSeconds(60)), (failure.Kind, failure.RetryAt));
        Assert.Single(_network.Calls);
    }

    [Fact]
    public async Task Refused_credentials_are_reported_as_such_though_the_SDK_does_not_say_why()
    {
        _network.RefuseToken = true;

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.GetAsync("o-1", default));

        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
        Assert.Empty(_network.Calls);
    }

    [Fact]
    public async Task A_broken_connection_is_no_refusal()
    {
        _network.Response = _ => throw new HttpRequestException("gone");

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.UpdateAsync("o-1", 7, Change, default));

        Assert.Equal((FailureKind.Transient, ErrorCodes.ConnectionFailed), (failure.Kind, failure.Code));
    }

    [Fact]
    public async Task A_response_beyond_the_limit_is_not_read()
    {
        _network.Response = _ => Json($$"""{"id":"o-1","version":3,"more":"{{new string('x', 17 * 1024 * 1024)}}"}""");

        var failure = await Assert.ThrowsAsync<CommercetoolsException>(() => Orders.GetAsync("o-1", default));

        Assert.Equal(ErrorCodes.ResponseTooLarge, failure.Code);
    }

    [Fact]
    public async Task The_journal_shows_what_the_SDK_sent_for_that_order()
    {
        _network.Response = _ => Json("""{"id":"o-1","version":8}""");

        Assert.Equal(8, await Orders.UpdateAsync("o-1", 7, Change, default));

        var exchange = Assert.Single((await _journal.ReadAsync("o-1", default)).Select(item => item.Exchange).OfType<Exchange>());
        Assert.Equal(("POST", "/demo/orders/o-1", 200), (exchange.Method, exchange.Path, exchange.Status));
        Assert.Contains("\"action\":\"changeShipmentState\"", exchange.RequestBody, StringComparison.Ordinal);
        Assert.Contains("\"version\":8", exchange.ResponseBody, StringComparison.Ordinal);
        Assert.Equal("shipstation-connector", Assert.Single(_network.Calls).Headers.GetValues("X-External-User-ID").Single());
    }

    private static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    private static HttpResponseMessage Error(int status, string code, string more = "") => Json(
        $$"""{"statusCode":{{status}},"message":"It went wrong.","errors":[{"code":"{{code}}","message":"It went wrong."{{more}}}]}""", (HttpStatusCode)status);
}
