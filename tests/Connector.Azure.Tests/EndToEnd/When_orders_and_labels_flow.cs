using System.Text.Json.Nodes;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.Tests.Journeys;
using Xunit;

namespace Connector.Azure.Tests.EndToEnd;

[NeedsAzurite]
public sealed class When_orders_and_labels_flow
{
    [Fact]
    public async Task An_order_goes_out_and_its_label_comes_back_each_once()
    {
        await using var world = await AzureWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));

        await world.PassAsync();
        await world.People.LabelAsync("US-1");
        await world.PassAsync();

        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Single(await world.ShippingOrdersAsync("US-2"));
        Assert.Single(world.ShopOrder("US-1").Deliveries());
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Empty(world.ShopOrder("US-2").Deliveries());
        Assert.Empty(await world.ErrorsAsync());

        var (writes, calls) = (world.Shop.Stats.ByRoute["POST /orders/{id}"], world.Shipping.Stats.ByRoute["POST /orders/createorders"]);
        await world.PassAsync();
        Assert.Equal((writes, calls), (world.Shop.Stats.ByRoute["POST /orders/{id}"], world.Shipping.Stats.ByRoute["POST /orders/createorders"]));
    }

    [Fact]
    public async Task A_webhook_reports_the_shop_without_any_poll_and_a_void_is_found_by_the_poll()
    {
        await using var world = await AzureWorld.StartAsync();
        await world.App.Host.StartHttpAsync();
        await world.People.SubscribeAsync(new Uri(world.App.Host.Address, $"api/webhooks/shipstation/{AzureWorld.WebhookSecret}"));
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.PassAsync();
        await world.People.SetWebhooksAsync(new JsonObject { ["duplicate"] = true });

        var label = await world.People.LabelAsync("US-1");
        await world.Shipping.WhenWebhooksAreDeliveredAsync(default);
        await world.DrainAsync();
        Assert.Single(world.ShopOrder("US-1").Deliveries());
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));

        await world.People.VoidAsync(label);
        await world.PassAsync();
        Assert.Empty(world.ShopOrder("US-1").Deliveries());
        Assert.Empty(await world.ErrorsAsync());
    }

    [Theory]
    [InlineData("""{"notificationType":"Message","projectKey":"demo","id":"m-1","version":1,"sequenceNumber":1,"resource":{"typeId":"order","id":"<id>"},"resourceVersion":1,"resourceUserProvidedIdentifiers":{"orderNumber":"US-1"},"type":"OrderCreated","order":{}}""")]
    [InlineData("""{"notificationType":"Message","projectKey":"demo","resource":{"typeId":"order","id":"<id>"},"resourceVersion":1,"payloadNotIncluded":{"reason":"Payload too large.","payloadType":"OrderCreated"}}""")]
    [InlineData("""{"specversion":"1.0","id":"e-1","type":"com.commercetools.order.message.OrderCreated","source":"/demo/orders","subject":"<id>","data":{"notificationType":"Message","resource":{"typeId":"order","id":"<id>"},"resourceVersion":1,"type":"OrderCreated"}}""")]
    public async Task A_delivery_of_the_shop_pushes_the_order_before_any_timer(string delivery)
    {
        await using var world = await AzureWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        var body = delivery.Replace("<id>", world.ShopOrder("US-1").Text("id"), StringComparison.Ordinal);

        await world.SendAsync("commerce-events", """{"notificationType":"ResourceCreated","resource":{"typeId":"subscription","id":"s-1"},"version":1}""");
        await world.SendAsync("commerce-events", body);
        await world.SendAsync("commerce-events", body);
        await world.DrainAsync();

        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Equal(1, world.Shipping.Stats.ByRoute["POST /orders/createorders"]);
        Assert.Empty(await world.ErrorsAsync());

        // What our own mark on the order raises is known by its version and asks nobody.
        var loads = world.Shop.Stats.Total;
        var own = world.ShopOrder("US-1").Text("version");
        await world.SendAsync("commerce-events", body.Replace("\"resourceVersion\":1", $"\"resourceVersion\":{own}", StringComparison.Ordinal));
        await world.DrainAsync();
        Assert.Equal(loads, world.Shop.Stats.Total);
    }

    [Fact]
    public async Task The_nightly_comparison_finds_what_every_message_was_lost_of()
    {
        await using var world = await AzureWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.App.Host.FireAsync("PullOrders");
        Assert.Equal(1, await world.LoseAsync(QueueNames.Orders));
        // Beyond the overlap of the pulls and the grace of the comparison.
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.DrainAsync();
        Assert.Empty(await world.ShippingOrdersAsync("US-1"));

        await world.App.Host.FireAsync("Reconcile");
        await world.DrainAsync();

        Assert.Single(await world.ShippingOrdersAsync("US-1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_parcel_that_arrives_is_reported_by_a_signed_notification_or_found_by_the_poll(bool notified)
    {
        await using var world = await AzureWorld.StartAsync(settings: ("ShipStation__V2ApiKey", "demo"));
        await world.App.Host.StartHttpAsync();
        if (notified) await world.People.SubscribeSignedAsync(new Uri(world.App.Host.Address, "api/webhooks/shipstation"));
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.PassAsync();
        var parcel = await world.People.LabelAsync("US-1");
        await world.PassAsync();

        await world.People.MoveAsync(parcel, "DE");
        await world.Shipping.WhenWebhooksAreDeliveredAsync(default);
        if (!notified) await world.App.Host.FireAsync("PollTracking");
        await world.DrainAsync();

        Assert.Equal("Delivered", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task An_order_that_changes_is_followed_and_one_that_is_cancelled_is_cancelled()
    {
        await using var world = await AzureWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.PassAsync();

        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("99 New Street") });
        await world.People.CancelInShopAsync("US-2");
        await world.PassAsync();

        Assert.Equal("99 New Street", Assert.Single(await world.ShippingOrdersAsync("US-1")).Text("shipTo.street1"));
        Assert.Equal("cancelled", Assert.Single(await world.ShippingOrdersAsync("US-2")).Text("orderStatus"));
    }
}
