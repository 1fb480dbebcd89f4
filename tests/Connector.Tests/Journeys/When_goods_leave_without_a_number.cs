using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>Goods are marked as shipped, or handed over, and nobody types a number in.</summary>
public sealed class When_goods_leave_without_a_number
{
    [Fact]
    public async Task The_number_of_an_earlier_label_stays_on_the_order()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("WN-1").With("MUG-RED", 2);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.People.LabelAsync("WN-1", (order.Lines[0], 1));
        await world.SyncUntilQuietAsync();
        var page = world.ShopOrder("WN-1").Field("shipstationTrackingUrl");
        var carrier = world.ShopOrder("WN-1").Field("shipstationCarrier");
        Assert.False(string.IsNullOrEmpty(page) || string.IsNullOrEmpty(carrier));

        await world.People.FulfillAsync("WN-1", "shipped");
        await world.SyncUntilQuietAsync();

        var shop = world.ShopOrder("WN-1");
        Assert.Equal(("Shipped", 2), (shop.Text("shipmentState"), shop.Deliveries().Count));
        Assert.Equal((page, carrier), (shop.Field("shipstationTrackingUrl"), shop.Field("shipstationCarrier")));
        Assert.NotNull(shop.Text("shippingInfo.deliveries.0.parcels.0.trackingData.trackingId") ?? shop.Text("shippingInfo.deliveries.1.parcels.0.trackingData.trackingId"));
    }
}
