using System.Text.Json.Nodes;
using Connector.Simulators.Control;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>A list may show a label before it shows what is inside.</summary>
public sealed class When_a_label_is_read_without_its_items
{
    [Fact]
    public async Task The_delivery_gets_them_when_they_are_read()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered("LI-1").With("MUG-RED", 2);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.People.LabelAsync("LI-1");
        var bare = JsonNode.Parse((await world.People.CallShipStationAsync(HttpMethod.Get, "shipments?includeShipmentItems=true")).GetRawText())!;
        bare["shipments"]![0]!["shipmentItems"] = null;
        world.Shipping.Faults.Add(new Fault { Route = "GET /shipments", Status = 200, Body = bare.ToJsonString(), Times = 1 });
        await world.SyncUntilQuietAsync();
        Assert.Empty(Assert.Single(world.ShopOrder("LI-1").Deliveries()).Items());

        world.Clock.Advance(TimeSpan.FromMinutes(20));
        await world.SyncUntilQuietAsync();

        Assert.Equal([(order.Lines[0], 2)], Assert.Single(world.ShopOrder("LI-1").Deliveries()).Items());
        Assert.Equal("Shipped", world.ShopOrder("LI-1").Text("shipmentState"));
    }
}
