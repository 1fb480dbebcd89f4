using System.Net;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

/// <summary>Orders that leave without a label.</summary>
public sealed class FulfillmentTests
{
    [Fact]
    public async Task Marking_as_shipped_makes_a_fulfillment_and_no_shipment()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("H-1", "key-1"));
        var body = $$"""{ "orderId": {{order["orderId"]}}, "carrierCode": "usps", "trackingNumber": "T-77", "shipDate": "2026-03-04", "notifySalesChannel": true }""";
        var reply = await account.PostAsync("/orders/markasshipped", body);
        Assert.Equal($$"""{"orderId":{{order["orderId"]}},"orderNumber":"H-1"}""", reply.Body);

        Assert.Equal("shipped", (string?)(await account.OrderAsync(order))["orderStatus"]);
        Assert.Empty((await account.GetAsync("/shipments")).Json["shipments"]!.AsArray());
        var row = Assert.Single((await account.GetAsync($"/fulfillments?orderId={order["orderId"]}")).Json["fulfillments"]!.AsArray())!;
        Assert.Equal(("T-77", "USPS", "2026-03-04T00:00:00.0000000"), ((string?)row["trackingNumber"], (string?)row["carrierCode"], (string?)row["shipDate"]));
        Assert.False(row.AsObject().ContainsKey("orderKey"));
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/orders/markasshipped", body)).Status);
    }

    [Fact]
    public async Task Fulfillments_are_listed_by_window_number_and_tracking()
    {
        await using var account = await SimulatedAccount.StartAsync();
        foreach (var number in (string[])["H-1", "H-2"])
        {
            var order = await account.WriteAsync(SampleOrder.Of(number));
            await account.PostAsync("/orders/markasshipped", $$"""{ "orderId": {{order["orderId"]}}, "carrierCode": "fedex", "trackingNumber": "T-{{number}}" }""");
            account.Advance(60);
        }
        Assert.Equal(2, await Count(""));
        Assert.Equal(1, await Count("?createDateStart=2026-03-03T09:21:00"));
        Assert.Equal(1, await Count("?trackingNumber=t-h-2"));
        Assert.Equal(1, await Count("?orderNumber=H-1&recipientName=holt"));
        Assert.Equal(0, await Count("?shipDateStart=2026-03-04"));

        async Task<int> Count(string query) => (int)(await account.GetAsync("/fulfillments" + query)).Json["total"]!;
    }

    [Fact]
    public async Task Mark_as_shipped_needs_a_carrier_and_a_known_order()
    {
        await using var account = await SimulatedAccount.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/orders/markasshipped", """{ "orderId": 5 }""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await account.PostAsync("/orders/markasshipped", """{ "orderId": 5, "carrierCode": "usps" }""")).Status);
        Assert.NotNull((await account.PostAsync("/orders/markasshipped", """{ "orderId": "5", "carrierCode": "usps" }""")).Json["ModelState"]!["request.orderId"]);
    }

    [Fact]
    public async Task A_provider_takes_and_refuses_an_order()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("H-1", "key-1"));
        await account.ControlAsync("/fulfillment", """{ "orderNumber": "H-1", "outcome": "pending" }""");
        Assert.Equal("pending_fulfillment", (string?)(await account.OrderAsync(order))["orderStatus"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/orders/createorder", SampleOrder.Of("H-1", "key-1"))).Status);
        await account.ControlAsync("/fulfillment", """{ "orderNumber": "H-1", "outcome": "rejected" }""");
        Assert.Equal("rejected_fulfillment", (string?)(await account.OrderAsync(order))["orderStatus"]);
    }
}
