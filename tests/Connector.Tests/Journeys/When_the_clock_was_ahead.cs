using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Simulators.Control;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_the_clock_was_ahead
{
    [Fact]
    public async Task An_old_reading_is_not_taken_for_a_fresh_one()
    {
        await using var world = await World.StartAsync();
        string[] numbers = ["US-1", "US-2", "US-3", "US-4", "US-5"];
        await world.People.PlaceAsync([.. numbers.Select(static n => ShopOrder.Numbered(n))]);
        await world.SyncAsync();
        // A poll by a clock that was two hours ahead left its instant in the cursor.
        var cursors = world.Get<ICursorStore>();
        var stored = (await cursors.GetAsync(CursorName.OrderStatus("default"), default))!;
        var cursor = JsonNode.Parse(stored.Value)!.AsObject();
        cursor["CaughtUpAt"] = world.Clock.GetUtcNow().AddHours(2);
        await cursors.TrySetAsync(CursorName.OrderStatus("default"), cursor.ToJsonString(), stored.ETag, default);

        await world.People.EditInShipStationAsync("US-1", new JsonObject { ["internalNotes"] = "Two layers of paper" });
        foreach (var number in numbers) await world.People.EditInShopAsync(number, new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });
        world.Shipping.Faults.Add(new Fault { Route = "GET /orders", Status = 503, Times = 20 });
        await world.SyncAsync(SyncScope.Orders);

        var order = await world.ShippingOrderAsync("US-1");
        Assert.Equal("Two layers of paper", order.Text("internalNotes"));
        Assert.Contains("700 Larimer Street", order.Text("shipTo.street1"));
    }
}
