using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.TestSupport.Http;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools;

public sealed class ReferenceKeyTests : IDisposable
{
    private readonly Shop _shop = new();

    public ReferenceKeyTests()
    {
        _shop.Server.On("GET /acme/channels", _ => Documents.Page(["""{"id":"ch-1","key":"austin","roles":["InventorySupply"]}"""]));
        _shop.Server.On("GET /acme/shipping-methods", _ => Documents.Page(["""{"id":"m-1","key":"std","name":"Standard"}""", """{"id":"m-2","name":"Keyless"}"""]));
    }

    [Fact]
    public async Task Orders_that_refer_to_nothing_need_no_further_call()
    {
        Serve(Documents.Line("\"supplyChannel\":{\"typeId\":\"channel\",\"id\":\"ch-1\",\"obj\":{\"id\":\"ch-1\",\"key\":\"expanded\"}}"));

        Assert.Equal("expanded", await SupplyKeyAsync());
        Assert.Single(_shop.Server.Calls);
    }

    [Fact]
    public async Task Keys_of_bare_references_come_from_lists_that_are_read_once()
    {
        Serve(Documents.Line("\"supplyChannel\":{\"typeId\":\"channel\",\"id\":\"ch-1\"}"), "\"shippingInfo\":{\"shippingMethod\":{\"typeId\":\"shipping-method\",\"id\":\"m-1\"}}");

        for (var i = 0; i < 3; i++)
        {
            var order = (await _shop.Orders.GetAsync("x", default))!;
            Assert.Equal(("austin", "std"), (order.Lines[0].SupplyChannelKey, order.Shippings[0].MethodKey));
        }

        Assert.Equal(1, Calls("/acme/channels"));
        Assert.Equal(1, Calls("/acme/shipping-methods"));
    }

    [Fact]
    public async Task A_method_without_a_key_is_no_reason_to_read_the_list_again()
    {
        Serve(Documents.Line(), "\"shippingInfo\":{\"shippingMethod\":{\"typeId\":\"shipping-method\",\"id\":\"m-2\"}}");
        await _shop.Orders.GetAsync("x", default);
        _shop.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Null((await _shop.Orders.GetAsync("x", default))!.Shippings[0].MethodKey);
        Assert.Equal(1, Calls("/acme/shipping-methods"));
    }

    [Fact]
    public async Task A_warehouse_that_is_newer_than_the_list_is_found_and_a_deleted_one_is_not_asked_for_all_the_time()
    {
        Serve(Documents.Line("\"supplyChannel\":{\"typeId\":\"channel\",\"id\":\"ch-2\"}"));
        Assert.Null(await SupplyKeyAsync());
        Assert.Null(await SupplyKeyAsync());
        Assert.Equal(1, Calls("/acme/channels"));

        _shop.Clock.Advance(TimeSpan.FromMinutes(2));
        _shop.Server.On("GET /acme/channels", _ => Documents.Page(["""{"id":"ch-2","key":"reno","roles":[]}"""]));

        Assert.Equal("reno", await SupplyKeyAsync());
        Assert.Equal(2, Calls("/acme/channels"));
    }

    [Fact]
    public async Task Without_the_scope_orders_come_without_keys_and_the_log_says_so_once()
    {
        _shop.Server.On("GET /acme/channels", _ => Documents.Error(403, "insufficient_scope"));
        Serve(Documents.Line("\"supplyChannel\":{\"typeId\":\"channel\",\"id\":\"ch-1\"}"));

        Assert.Null(await SupplyKeyAsync());
        Assert.Null(await SupplyKeyAsync());
        Assert.Equal(1, Calls("/acme/channels"));
        _shop.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(await SupplyKeyAsync());

        Assert.Equal(2, Calls("/acme/channels"));
        Assert.Contains("view_channels", Assert.Single(_shop.Logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_passing_failure_stops_the_order_rather_than_sending_it_to_the_wrong_place()
    {
        _shop.Server.On("GET /acme/channels", _ => Documents.Error(503, "OverCapacity"));
        Serve(Documents.Line("\"supplyChannel\":{\"typeId\":\"channel\",\"id\":\"ch-1\"}"));

        Assert.Equal(FailureKind.Transient, (await Assert.ThrowsAnyAsync<ConnectorException>(SupplyKeyAsync)).Kind);
    }

    public void Dispose() => _shop.Dispose();

    private void Serve(string line, string more = "\"shippingRateInput\":null") =>
        _shop.Server.On("GET /acme/orders/x", _ => StubHttp.Json(Documents.Order(more: $"\"lineItems\":[{line}],{more}")));

    private async Task<string?> SupplyKeyAsync() => (await _shop.Orders.GetAsync("x", default))!.Lines[0].SupplyChannelKey;

    private int Calls(string path) => _shop.Server.Calls.Count(call => call.Path == path);
}
