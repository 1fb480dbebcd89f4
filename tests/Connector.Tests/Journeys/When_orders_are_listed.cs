using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_orders_are_listed
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_order_that_was_seen_is_there_sent_or_not_and_says_where_it_stands(bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = onSqlite, Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"), ShopOrder.Numbered("US-3"), ShopOrder.Numbered("US-4"), ShopOrder.Numbered("US-5"));
        await world.People.PayAsync("US-2", "Pending");
        await world.People.CancelInShopAsync("US-3");
        await world.People.EditInShopAsync("US-4", new JsonObject { ["shippingAddress"] = null });
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        var label = await world.People.LabelAsync("US-1");
        await world.SyncAsync();

        var orders = (await ListAsync(world, new OrderFilter())).ToDictionary(static o => o.OrderNumber, StringComparer.Ordinal);

        Assert.Equal(
            [("US-1", OrderProgress.Shipped), ("US-2", OrderProgress.Waiting), ("US-3", OrderProgress.Cancelled), ("US-4", OrderProgress.Sending), ("US-5", OrderProgress.InShipStation)],
            orders.Values.OrderBy(static o => o.OrderNumber, StringComparer.Ordinal).Select(static o => (o.OrderNumber, o.Progress)));
        Assert.Contains("payment", orders["US-2"].Blocker, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(ErrorCodes.MissingAddress, Assert.Single(orders["US-4"].Problems).Code);
        Assert.Equal(["US-4"], (await ListAsync(world, new OrderFilter(NeedsAttention: true))).Select(static o => o.OrderNumber));
        Assert.All(["US-1", "US-2", "US-5"], number => Assert.Equal("US", orders[number].Country));
        Assert.NotEmpty(orders["US-2"].Skus);
        foreach (var words in new[] { orders["US-1"].Tracking[0], $"ss-{label}", $"{label}", "#us-1", $"{orders["US-1"].ShippingOrderIds[0]}" })
            Assert.Equal("US-1", Assert.Single(await ListAsync(world, new OrderFilter(SearchWords.Normalise(words)))).OrderNumber);
        Assert.Equal("US-1", (await world.Get<OrderTraces>().FindAsync("#us-1", default))!.OrderNumber);
        Assert.NotNull(orders["US-5"].EmailHash);
        Assert.DoesNotContain("@", string.Concat(orders.Values.Select(static o => o.Write())), StringComparison.Ordinal);

        // The address comes, and a person has it sent again.
        await world.People.EditInShopAsync("US-4", new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });
        await world.ReplayAllAsync();
        await world.SyncAsync();
        var mended = Assert.Single(await ListAsync(world, new OrderFilter("us-4")));
        Assert.Equal((OrderProgress.InShipStation, false, null), (mended.Progress, mended.NeedsAttention, mended.Blocker));
    }

    [Fact]
    public async Task An_order_on_hold_says_so_whoever_holds_it()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.SettleAsync();
        await world.People.EditInShipStationAsync("US-1", new JsonObject { ["orderStatus"] = "on_hold" });
        await world.SyncAsync();

        Assert.Equal(OrderProgress.OnHold, Assert.Single(await ListAsync(world, new OrderFilter())).Progress);
    }

    [Fact]
    public async Task An_order_that_could_not_be_cancelled_is_open_until_people_dismiss_it()
    {
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.People.MergeAsync("US-1", "US-2");
        await world.People.CancelInShopAsync("US-1");
        await world.SyncUntilQuietAsync();
        var waiting = Assert.Single(await ListAsync(world, new OrderFilter("us-1")));
        Assert.Equal((OrderProgress.InShipStation, true), (waiting.Progress, waiting.NeedsAttention));

        await world.Get<ErrorQueueService>().DiscardAllAsync(default, "settled by hand", "ada");

        var settled = Assert.Single(await ListAsync(world, new OrderFilter("us-1")));
        Assert.Equal((OrderProgress.Cancelled, false, null), (settled.Progress, settled.NeedsAttention, settled.Deadline));
        Assert.Equal("US-2", Assert.Single(await ListAsync(world, new OrderFilter { Sort = OrderSort.Oldest })).OrderNumber);
    }

    [Fact]
    public async Task The_list_is_made_from_the_rows_of_an_installation_that_had_none()
    {
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.People.LabelAsync("US-1");
        await world.SyncAsync();
        var before = await ListAsync(world, new OrderFilter());
        var (sync, index, clock) = (world.Get<ISyncStore>(), new InMemoryOrderIndex(), world.Get<TimeProvider>());
        var build = new OrderIndexBuild(sync, index, world.Get<ICursorStore>(), A.Indexer(clock, index, sync, world.Get<IShippingStore>(), world.Get<IErrorQueue>()));

        await build.RunAsync(default);
        var made = (await index.ListAsync(new OrderFilter(), null, 10, default)).Orders;
        await build.RunAsync(default);

        Assert.Equal(
            before.Select(static o => (o.OrderNumber, o.Progress, o.Country, string.Join(" ", o.Tracking), o.PlacedAt, string.Join(' ', o.Skus))),
            made.Select(static o => (o.OrderNumber, o.Progress, o.Country, string.Join(" ", o.Tracking), o.PlacedAt, string.Join(' ', o.Skus))));
        Assert.Equal("1 done", (await world.Get<ICursorStore>().GetAsync(CursorName.OrderIndex, default))!.Value);
    }

    [Fact]
    public async Task Pulls_without_news_write_nothing_to_it()
    {
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.People.PayAsync("US-2", "Pending");
        await world.SyncUntilQuietAsync();
        var before = (await ListAsync(world, new OrderFilter())).Select(static o => o.Write()).ToList();
        for (var i = 0; i < 10; i++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(10));
            await world.Get<OrderPullRun>().RunAsync(null, null, default);
            await world.HurryPumpAsync();
        }

        Assert.Equal(before, (await ListAsync(world, new OrderFilter())).Select(static o => o.Write()));
    }

    private static async Task<IReadOnlyList<OrderSummary>> ListAsync(World world, OrderFilter filter) => (await world.Get<IOrderIndex>().ListAsync(filter, null, 100, default)).Orders;
}
