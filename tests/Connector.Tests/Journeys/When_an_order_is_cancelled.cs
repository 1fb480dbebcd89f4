using System.Text.Json.Nodes;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Pull;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_an_order_is_cancelled
{
    [Fact]
    public async Task Before_a_label_it_is_cancelled_in_ShipStation_too()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.SyncAsync();
        await world.People.CancelInShopAsync("US-1");

        var done = await world.SyncAsync();

        Assert.Equal(1, done[Measure.Cancelled]);
        Assert.Equal("cancelled", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("US-2")).Text("orderStatus"));
        Assert.Equal("cancelled", world.ShopOrder("US-1").Field("shipstationStatus"));
        Assert.Equal(SyncStatus.Cancelled, Assert.Single(await world.RowsAsync("US-1")).Status);
        Assert.Empty(await world.ErrorsAsync());

        var writes = (world.BulkCalls, world.ShopWrites);
        await world.SyncAsync();
        Assert.Equal(writes, (world.BulkCalls, world.ShopWrites));
    }

    [Fact]
    public async Task Before_it_was_ever_sent_it_never_comes_to_ShipStation()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.People.CancelInShopAsync("US-1");

        await world.SyncAsync();

        Assert.Empty(await world.ShippingOrdersAsync("US-1"));
        Assert.Equal(0, world.BulkCalls);
        Assert.Contains("cancelled in the shop", await world.HistoryAsync("US-1"));
    }

    [Fact]
    public async Task A_label_that_was_found_after_the_cancellation_is_asked_about_until_a_person_responses()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").With("MUG-RED", 2));
        await world.SyncAsync();
        var line = world.ShopOrder("US-1").List("lineItems")[0].Text("id")!;
        await world.People.CancelInShopAsync("US-1");
        await world.Get<OrderPullRun>().RunAsync(null, null, default);
        // Nobody has seen the label when the cancellation goes out.
        await world.People.LabelAsync("US-1", (line, 1));
        await world.PumpAsync();
        Assert.Equal("cancelled", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        await world.SyncUntilQuietAsync();
        var message = world.ShopOrder("US-1").Field("shipstationMessage");
        Assert.NotNull(message);

        // Something else of the order changes, and it is pushed again.
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("2 Present Street") });
        await world.SyncUntilQuietAsync();

        Assert.Equal(message, world.ShopOrder("US-1").Field("shipstationMessage"));
        Assert.Contains(await world.ErrorsAsync(), entry => entry.Info.Code == ErrorCodes.CancelledAfterShipment);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_label_a_person_is_asked_and_the_order_says_so(bool labelWasSeen)
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.LabelAsync("US-1");
        if (labelWasSeen) await world.SyncAsync();
        await world.People.CancelInShopAsync("US-1");

        await world.SyncAsync();
        await world.SyncAsync();

        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal(("CancelledAfterShipment", "US-1"), (error.Info.Code, error.Info.OrderNumber));
        Assert.Equal("shipped", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        var order = world.ShopOrder("US-1");
        Assert.Contains("cancelled in the shop after", order.Field("shipstationMessage"));
        Assert.Single(order.Deliveries());
        Assert.Equal("Cancelled", order.Text("orderState"));
    }

    /// <summary>The shop's change was not read yet: the comparison must not take it that somebody was asked.</summary>
    [Theory]
    [InlineData("a unit", 1)]
    [InlineData("split by people", 1)]
    [InlineData("split by a program", 1)]
    public async Task The_comparison_knows_that_the_rest_of_a_partly_labelled_order_can_still_ship_until_a_person_is_asked(string rest, int open)
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").With("MUG-RED", 2));
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        var line = world.ShopOrder("US-1").List("lineItems")[0].Text("id")!;
        if (rest == "split by people") await world.People.SplitAsync("US-1", (line, 1));
        if (rest == "split by a program") await world.People.CopyAsync("US-1", "US-1-X", move: true, (line, 1));
        await world.People.LabelAsync("US-1", new JsonObject
        {
            ["orderId"] = (await world.ShippingOrdersAsync("US-1"))[0].GetProperty("orderId").GetInt64(), ["items"] = new JsonArray(new JsonObject { ["lineItemKey"] = line, ["quantity"] = 1 })
        });
        await world.SyncUntilQuietAsync();
        await world.People.CancelInShopAsync("US-1");
        world.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Enumerable.Repeat(DifferenceKind.CancelledButOpen, open), (await CompareAsync(world)).Select(d => d.Kind));
        await world.HurryPumpAsync();

        Assert.Equal(ErrorCodes.CancelledAfterShipment, Assert.Single(await world.ErrorsAsync()).Info.Code);
        Assert.DoesNotContain(await CompareAsync(world), d => d.Kind == DifferenceKind.CancelledButOpen);
    }

    private static async Task<IReadOnlyList<Difference>> CompareAsync(World world) =>
        (await world.Get<ReconciliationRun>().RunAsync(new ReconciliationScope(DateTimeOffset.UnixEpoch, null, Fix: true, TimeSpan.Zero), null, default)).Differences;

    [Fact]
    public async Task The_goods_of_an_order_that_was_merged_into_it_are_not_cancelled_with_it()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.People.MergeAsync("US-1", "US-2");
        await world.People.CancelInShopAsync("US-1");

        await world.SyncUntilQuietAsync();

        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        Assert.Equal(("US-1", ErrorCodes.LockedInShipping), Assert.Single((await world.ErrorsAsync()).Select(e => (e.Info.OrderNumber, e.Info.Code))));
    }
}
