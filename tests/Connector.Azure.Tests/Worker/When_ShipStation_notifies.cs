using System.Text.Json.Nodes;
using Connector.Azure.Tests.Azurite;
using Connector.Tests.Journeys;
using Xunit;

namespace Connector.Azure.Tests.Worker;

/// <summary>What the webhooks bring, and the polls find without them.</summary>
[NeedsAzurite]
public sealed class When_ShipStation_notifies
{
    [Fact]
    public async Task A_webhook_reports_the_shop_without_any_poll_and_a_void_is_found_by_the_poll()
    {
        await using var world = await WorkerWorld.StartAsync();
        await world.People.SubscribeAsync(new Uri(world.Host.Address, $"api/webhooks/shipstation/{WorkerWorld.WebhookSecret}"));
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
        Assert.Equal(0, world.DeadLettered);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_parcel_that_arrives_is_reported_by_a_signed_notification_or_found_by_the_poll(bool notified)
    {
        await using var world = await WorkerWorld.StartAsync(new WorldOptions { Settings = [("ShipStation__V2ApiKey", "demo")] });
        if (notified) await world.People.SubscribeSignedAsync(new Uri(world.Host.Address, "api/webhooks/shipstation"));
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.PassAsync();
        var parcel = await world.People.LabelAsync("US-1");
        await world.PassAsync();

        await world.People.MoveAsync(parcel, "DE");
        await world.Shipping.WhenWebhooksAreDeliveredAsync(default);
        if (!notified) await world.Host.FireAsync("PollTracking");
        await world.DrainAsync();

        Assert.Equal("Delivered", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(0, world.DeadLettered);
    }
}
