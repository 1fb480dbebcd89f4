using System.Net;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.ShipStation;
using Connector.Tests.ShipStation.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation;

public class JournalTests
{
    private readonly Rig _rig = new();

    [Fact]
    public async Task A_push_is_reported_with_redacted_bodies_and_the_orders_it_concerns()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"results":[]}""");
        await _rig.Account.UpsertAsync([A.Order(1001), A.Order(1002), A.Order(1003) with { OrderKey = "typed-by-hand" }], RateLane.Normal, default);

        var exchange = Assert.Single(_rig.Journal.Exchanges);
        Assert.Equal(("ShipStation", "POST", "/orders/createorders", 200, null, 1), (exchange.Vendor, exchange.Method, exchange.Path, exchange.Status, exchange.ErrorCode, exchange.Attempt));
        Assert.Equal(Rig.Start, exchange.At);
        Assert.StartsWith("redacted:[{", exchange.RequestBody, StringComparison.Ordinal);
        Assert.Equal("""redacted:{"results":[]}""", exchange.ResponseBody);
        Assert.Equal([A.Key(1001)[..36], A.Key(1002)[..36]], exchange.OrderIds);
    }

    [Fact]
    public async Task A_poll_is_linked_to_no_order()
    {
        _rig.Http.Then(HttpStatusCode.OK, $$"""{"orders":[{"orderId":1,"orderKey":"{{A.Key(1)}}"}]}""");
        await _rig.Account.ListOrdersAsync(new ShippingWindow(Rig.Start, null), RateLane.Background, default);
        Assert.Empty(Assert.Single(_rig.Journal.Exchanges).OrderIds);
    }

    [Fact]
    public async Task A_read_is_linked_to_the_orders_whose_keys_came_back()
    {
        _rig.Http.Then(HttpStatusCode.OK, $$"""{"orders":[{"orderId":1,"orderKey":"{{A.Key(1)}}"},{"orderId":2,"orderKey":"manual-1"},{"orderId":3,"orderKey":"{{A.Key(1)}}"}]}""");
        await _rig.Account.FindOrdersByPrefixAsync("US-1", RateLane.Background, default);
        var exchange = Assert.Single(_rig.Journal.Exchanges);
        Assert.Equal([A.Key(1)[..36]], exchange.OrderIds);
        Assert.StartsWith("redacted:", exchange.ResponseBody, StringComparison.Ordinal);
        Assert.Null(exchange.RequestBody);
    }

    [Fact]
    public async Task A_long_list_leaves_a_summary_instead_of_its_rows()
    {
        var rows = string.Join(',', Enumerable.Range(5001, 20).Select(id => $$"""{"orderId":{{id}},"orderKey":"{{A.Key(id)}}"}"""));
        _rig.Http.Then(HttpStatusCode.OK, $$"""{"orders":[{{rows}}]}""");
        await _rig.Account.ListOrdersAsync(new ShippingWindow(Rig.Start, null), RateLane.Background, default);
        var exchange = Assert.Single(_rig.Journal.Exchanges);
        Assert.Equal("20 orders, first orderId 5001, last 5020", exchange.ResponseBody);
        Assert.Empty(exchange.OrderIds);
    }

    [Fact]
    public async Task What_is_no_json_is_kept_as_its_one_line()
    {
        _rig.Http.Then(HttpStatusCode.BadRequest, "<html><title>Bad</title><body>a very long page</body></html>");
        await _rig.FailureOfRead();
        Assert.Equal("HTML page: Bad", Assert.Single(_rig.Journal.Exchanges).ResponseBody);
    }

    [Fact]
    public async Task Neither_key_nor_secret_nor_authorization_is_ever_reported()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"orderId":1}""").Then(HttpStatusCode.Unauthorized, """{"message":"Invalid API credentials"}""");
        await _rig.Account.GetOrderAsync(1, RateLane.Normal, default);
        await _rig.FailureOfRead();
        Assert.Equal(2, _rig.Journal.Exchanges.Count);
        foreach (var secret in new[] { "key-1", "secret-1", "a2V5LTE6c2VjcmV0LTE=", "Basic" })
            Assert.All(_rig.Journal.Exchanges, exchange => Assert.DoesNotContain(secret, exchange.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_policy_no_body_is_kept()
    {
        _rig.Redaction = new NoBodies();
        _rig.Http.Then(HttpStatusCode.OK, """{"results":[]}""");
        await _rig.Account.UpsertAsync([A.Order()], RateLane.Normal, default);
        Assert.Equal((null, null), (_rig.Journal.Exchanges[0].RequestBody, _rig.Journal.Exchanges[0].ResponseBody));
    }
}
