using System.Text.Json.Nodes;
using Connector.Core.Flows.Intake;
using Connector.Core.Model.Messages;
using Connector.Simulators.Control;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_both_sides_write_at_once
{
    private const string Update = "POST /orders/{id}";

    /// <summary>Makes a pass during which the merchant edits the order between the connector's read and its write.</summary>
    private static async Task<SyncMeter> SyncDuringAsync(World world, JsonObject edit)
    {
        var before = world.ShopWrites;
        world.Shop.Faults.Add(new Fault { Route = Update, DelayMilliseconds = 500 });
        var pass = world.SyncAsync();
        while (world.ShopWrites == before && !pass.IsCompleted) await Task.Yield();
        await world.People.EditInShopAsync("US-1", edit);
        return await pass;
    }

    [Fact]
    public async Task The_shipment_is_reported_once_and_the_merchants_edit_stays()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.LabelAsync("US-1");
        var writes = world.ShopWrites;

        var done = await SyncDuringAsync(world, new JsonObject { ["purchaseOrderNumber"] = "PO-7" });

        Assert.Equal(0, done[Measure.RetryScheduled]);
        var order = world.ShopOrder("US-1");
        Assert.Equal("PO-7", order.Text("purchaseOrderNumber"));
        Assert.Single(order.Deliveries());
        Assert.Equal("Shipped", order.Text("shipmentState"));
        Assert.Equal(2, world.ShopWrites - writes);
        Assert.Empty(await world.ErrorsAsync());
    }

    /// <summary>What is written again after a conflict is what is known by then.</summary>
    [Fact]
    public async Task A_label_that_is_voided_while_it_is_reported_is_not_reported_after_the_conflict()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        var label = await world.People.LabelAsync("US-1");
        await world.Get<ShipmentPoll>().RunAsync(default);
        var before = world.ShopWrites;
        world.Shop.Faults.Add(new Fault { Route = Update, DelayMilliseconds = 300 });

        var pumping = world.PumpAsync();
        while (world.ShopWrites == before && !pumping.IsCompleted) await Task.Yield();
        await world.People.VoidAsync(label);
        await world.Get<ShipmentPoll>().RunAsync(default);
        await world.People.EditInShopAsync("US-1", new JsonObject { ["purchaseOrderNumber"] = "PO-7" });
        await pumping;
        await world.SyncUntilQuietAsync();

        Assert.DoesNotContain("1 of 1 units shipped", await world.HistoryAsync("US-1"), StringComparison.Ordinal);
        Assert.Empty(world.ShopOrder("US-1").Deliveries());
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_new_address_that_comes_while_the_order_is_sent_arrives_too()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));

        await SyncDuringAsync(world, new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });

        Assert.Equal("700 Larimer Street", (await world.ShippingOrderAsync("US-1")).Text("shipTo.street1"));
        Assert.Single(world.ShopOrder("US-1").List("syncInfo"));
        Assert.Empty(await world.ErrorsAsync());
    }
}
