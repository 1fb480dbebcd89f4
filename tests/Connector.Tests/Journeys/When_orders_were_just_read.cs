using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Simulators.Commercetools.Seeds;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>The push takes what the pull of its process has read, and nothing that may have changed unseen.</summary>
public sealed class When_orders_were_just_read
{
    [Fact]
    public async Task New_orders_are_read_once()
    {
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(OrderSeed.Create(600, 7, OrderMix.Plain, ManualTimeProvider.Start));

        // Nobody moves the clock: the pull waits until the push has taken most of the first page.
        await world.Get<SyncPass>().RunAsync(SyncScope.Orders, null, null, default);

        Assert.Equal(600, (await world.People.AllShippingOrdersAsync()).Count);
        Assert.Equal((2, 0), (world.ShopCalls("GET /orders"), world.ShopCalls("GET /orders/{id}")));
    }

    [Fact]
    public async Task An_order_that_waited_too_long_is_read_again()
    {
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider() });
        await PlaceAndPullAsync(world);
        await world.People.CancelInShopAsync("US-1");
        world.Clock.Advance(RecentOrders.Longest);

        await world.PumpAsync();

        Assert.Empty(await world.ShippingOrdersAsync("US-1"));
    }

    [Fact]
    public async Task One_that_was_cancelled_meanwhile_is_cancelled_with_the_next_pull()
    {
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider(), Settings = WithoutMarks });
        await PlaceAndPullAsync(world);
        await world.People.CancelInShopAsync("US-1");
        await world.PumpAsync();
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));

        await world.SyncUntilQuietAsync();

        Assert.Equal("cancelled", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
    }

    [Fact]
    public async Task One_whose_cancellation_was_pulled_is_not_sent()
    {
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider(), Settings = WithoutMarks });
        await PlaceAndPullAsync(world);
        await world.People.CancelInShopAsync("US-1");
        await world.Get<OrderPullRun>().RunAsync(null, null, default);

        await world.PumpAsync();

        Assert.Empty(await world.ShippingOrdersAsync("US-1"));
    }

    [Fact]
    public async Task One_whose_cancellation_another_process_pulled_is_not_sent()
    {
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider(), Settings = WithoutMarks });
        await PlaceAndPullAsync(world);
        await world.People.CancelInShopAsync("US-1");
        var cursors = world.Get<ICursorStore>();
        var stored = (await cursors.GetAsync(CursorName.OrdersPull, default))!;
        var order = world.ShopOrder("US-1");
        Assert.True(await cursors.TrySetAsync(CursorName.OrdersPull, new PullCursor(order.GetProperty("lastModifiedAt").GetDateTimeOffset(), order.Text("id")!).Write(), stored.ETag, default));

        await world.PumpAsync();

        Assert.Empty(await world.ShippingOrdersAsync("US-1"));
    }

    [Fact]
    public async Task One_that_was_edited_meanwhile_is_read_again_where_its_export_mark_shows_it()
    {
        await using var world = await World.StartAsync();
        await PlaceAndPullAsync(world);
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });

        await world.HurryPumpAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await world.HurryPumpAsync();

        Assert.Equal("700 Larimer Street", (await world.ShippingOrderAsync("US-1")).GetProperty("shipTo").Text("street1"));
    }

    private static IReadOnlyDictionary<string, string?> WithoutMarks { get; } = new Dictionary<string, string?> { ["Connector:SyncInfo"] = "false" };

    private static async Task PlaceAndPullAsync(World world)
    {
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        Assert.Equal(1, (await world.Get<OrderPullRun>().RunAsync(null, null, default)).Queued);
    }
}
