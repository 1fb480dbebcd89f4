using System.Text.Json.Nodes;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.Tests.Journeys;
using Xunit;

namespace Connector.Azure.Tests.Worker;

[NeedsAzurite]
public sealed class When_orders_and_labels_flow(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    private readonly WorkerWorld _world = fixture.World;
    private readonly string _one = $"US-{fixture.Next()}";
    private readonly string _two = $"US-{fixture.Next()}";

    [Fact]
    public async Task An_order_goes_out_and_its_label_comes_back_each_once()
    {
        await _world.People.PlaceAsync(ShopOrder.Numbered(_one), ShopOrder.Numbered(_two));

        await _world.PassAsync();
        await _world.People.LabelAsync(_one);
        await _world.PassAsync();

        Assert.Single(await _world.ShippingOrdersAsync(_one));
        Assert.Single(await _world.ShippingOrdersAsync(_two));
        Assert.Single(_world.ShopOrder(_one).Deliveries());
        Assert.Equal("Shipped", _world.ShopOrder(_one).Text("shipmentState"));
        Assert.Empty(_world.ShopOrder(_two).Deliveries());
        Assert.Equal(0, _world.DeadLettered);

        var (writes, calls) = (_world.ShopWrites, _world.Pushes);
        await _world.PassAsync();
        Assert.Equal((writes, calls), (_world.ShopWrites, _world.Pushes));
    }

    [Theory]
    [InlineData("""{"notificationType":"Message","projectKey":"demo","id":"m-1","version":1,"sequenceNumber":1,"resource":{"typeId":"order","id":"<id>"},"resourceVersion":1,"resourceUserProvidedIdentifiers":{"orderNumber":"<number>"},"type":"OrderCreated","order":{}}""")]
    [InlineData("""{"notificationType":"Message","projectKey":"demo","resource":{"typeId":"order","id":"<id>"},"resourceVersion":1,"payloadNotIncluded":{"reason":"Payload too large.","payloadType":"OrderCreated"}}""")]
    [InlineData("""{"specversion":"1.0","id":"e-1","type":"com.commercetools.order.message.OrderCreated","source":"/demo/orders","subject":"<id>","data":{"notificationType":"Message","resource":{"typeId":"order","id":"<id>"},"resourceVersion":1,"type":"OrderCreated"}}""")]
    public async Task A_delivery_of_the_shop_pushes_the_order_before_any_timer(string delivery)
    {
        await _world.People.PlaceAsync(ShopOrder.Numbered(_one));
        var body = delivery.Replace("<id>", _world.ShopOrder(_one).Text("id"), StringComparison.Ordinal).Replace("<number>", _one, StringComparison.Ordinal);
        var pushes = _world.Pushes;

        await _world.SendAsync("commerce-events", """{"notificationType":"ResourceCreated","resource":{"typeId":"subscription","id":"s-1"},"version":1}""");
        await _world.SendAsync("commerce-events", body);
        await _world.SendAsync("commerce-events", body);
        await _world.DrainAsync();

        Assert.Single(await _world.ShippingOrdersAsync(_one));
        Assert.Equal(pushes + 1, _world.Pushes);
        Assert.Equal(0, _world.DeadLettered);

        // What our own mark on the order raises is known by its version and asks nobody.
        var loads = _world.Shop.Stats.Total;
        var own = _world.ShopOrder(_one).Text("version");
        await _world.SendAsync("commerce-events", body.Replace("\"resourceVersion\":1", $"\"resourceVersion\":{own}", StringComparison.Ordinal));
        await _world.DrainAsync();
        Assert.Equal(loads, _world.Shop.Stats.Total);
    }

    [Fact]
    public async Task The_nightly_comparison_finds_what_every_message_was_lost_of()
    {
        await _world.People.PlaceAsync(ShopOrder.Numbered(_one));
        await _world.Host.FireAsync("PullOrders");
        Assert.Equal(1, await _world.LoseAsync(QueueNames.Orders));
        // No pull comes any more.
        await _world.DrainAsync();
        Assert.Empty(await _world.ShippingOrdersAsync(_one));

        await _world.Host.FireAsync("Reconcile");
        await _world.DrainAsync();

        Assert.Single(await _world.ShippingOrdersAsync(_one));
    }

    [Fact]
    public async Task An_order_that_changes_is_followed_and_one_that_is_cancelled_is_cancelled()
    {
        await _world.People.PlaceAsync(ShopOrder.Numbered(_one), ShopOrder.Numbered(_two));
        await _world.PassAsync();

        await _world.People.EditInShopAsync(_one, new JsonObject { ["shippingAddress"] = ShopOrder.Address("99 New Street") });
        await _world.People.CancelInShopAsync(_two);
        await _world.PassAsync();

        Assert.Equal("99 New Street", Assert.Single(await _world.ShippingOrdersAsync(_one)).Text("shipTo.street1"), ignoreCase: true);
        Assert.Equal("cancelled", Assert.Single(await _world.ShippingOrdersAsync(_two)).Text("orderStatus"));
    }
}
