using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Simulators.Control;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>Two workers on one store, a worker that is stopped or that rests for minutes: ShipStation must end with what the shop has now.</summary>
public sealed class When_workers_get_in_each_other_s_way
{
    private const string Bulk = "POST /orders/createorders";
    // As ShipStation writes them, whatever it was sent.
    private const string Old = "1 FORMER STREET";
    private const string New = "2 PRESENT STREET";
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(11);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_lands_after_a_newer_one_is_put_right(bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = onSqlite });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await MoveAsync(world, Old);
        world.Shipping.Faults.Add(new Fault { Route = Bulk, DelayMilliseconds = 1500 });
        var calls = world.BulkCalls;

        var slow = Task.Run(() => world.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Orders, default));
        await UntilAsync(() => world.BulkCalls > calls);
        world.Clock.Advance(Slow);
        await MoveAsync(world, New);
        await world.PumpAsync();
        Assert.Equal(New, (await world.ShippingOrderAsync("US-1")).Text("shipTo.street1"));
        await slow;
        await world.SyncUntilQuietAsync();

        Assert.Equal(New, (await world.ShippingOrderAsync("US-1")).Text("shipTo.street1"));
        var row = Assert.Single(await world.RowsAsync("US-1"));
        Assert.Null(row.Reservation);
        Assert.Equal(SyncStatus.Synced, row.Status);
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_worker_that_slept_between_reserve_and_call_does_not_call()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await MoveAsync(world, Old);
        world.Between.At("push-reserved", async () =>
        {
            world.Clock.Advance(Slow);
            await MoveAsync(world, New);
            await world.PumpAsync();
        });
        var calls = world.BulkCalls;

        await world.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Orders, default);
        Assert.Equal(calls + 1, world.BulkCalls);
        await world.SyncUntilQuietAsync();

        Assert.Equal(New, (await world.ShippingOrderAsync("US-1")).Text("shipTo.street1"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_call_without_a_response_that_is_applied_minutes_later_is_put_right()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await MoveAsync(world, Old);
        world.Shipping.Faults.Add(new Fault { Route = Bulk, Status = 504 });
        await world.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Orders, default);
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address(New) });
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        await world.PumpAsync();
        Assert.Equal(New, (await world.ShippingOrderAsync("US-1")).Text("shipTo.street1"));

        // The server had kept the first call, and applies it now.
        await world.People.EditInShipStationAsync("US-1", new JsonObject { ["shipTo"] = new JsonObject { ["street1"] = Old } });
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.SyncUntilQuietAsync();

        Assert.Equal(New, (await world.ShippingOrderAsync("US-1")).Text("shipTo.street1"));
        Assert.Empty(await world.ErrorsAsync());
        var calls = world.BulkCalls;
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.SyncUntilQuietAsync();
        Assert.Equal(calls, world.BulkCalls);
    }

    [Fact]
    public async Task What_the_warehouse_changed_since_a_call_without_a_response_stays()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await MoveAsync(world, Old);
        world.Shipping.Faults.Add(new Fault { Route = Bulk, Status = 504 });
        await world.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Orders, default);
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        await world.PumpAsync();
        await world.People.EditInShipStationAsync("US-1", new JsonObject { ["internalNotes"] = "Two layers of paper" });
        var calls = world.BulkCalls;

        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.SyncUntilQuietAsync();

        Assert.Equal(calls, world.BulkCalls);
        Assert.Equal("Two layers of paper", (await world.ShippingOrderAsync("US-1")).Text("internalNotes"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_without_a_response_that_arrives_after_the_cancellation_of_its_order_is_cancelled(bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = onSqlite });
        await CancelUnderACallAsync(world);

        // The server had kept the call, and applies it now.
        await world.People.WriteInShipStationAsync(await KeptAsync(world));
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.PumpAsync();

        Assert.Equal("cancelled", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        await world.SyncUntilQuietAsync();
        var row = Assert.Single(await world.RowsAsync("US-1"));
        Assert.Equal((SyncStatus.Cancelled, null, null), (row.Status, row.Reservation, row.Unverified));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_call_without_a_response_that_never_arrives_costs_a_cancelled_order_one_more_look()
    {
        await using var world = await World.StartAsync();
        await CancelUnderACallAsync(world);
        var calls = world.BulkCalls;

        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.SyncUntilQuietAsync();

        Assert.Empty(await world.ShippingOrdersAsync("US-1"));
        var row = Assert.Single(await world.RowsAsync("US-1"));
        Assert.Equal((SyncStatus.Cancelled, null, null), (row.Status, row.Reservation, row.Unverified));
        var looks = world.ShippingCalls("GET /orders");
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.PumpAsync();
        Assert.Equal((calls, looks), (world.BulkCalls, world.ShippingCalls("GET /orders")));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_lets_the_call_that_is_under_way_end_and_leaves_nothing_behind(bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = onSqlite });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.Get<OrderPullRun>().RunAsync(null, null, default);
        world.Shipping.Faults.Add(new Fault { Route = Bulk, DelayMilliseconds = 800 });
        using var stop = new CancellationTokenSource();

        var batch = Task.Run(() => world.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Orders, stop.Token));
        await UntilAsync(() => world.BulkCalls > 0);
        await stop.CancelAsync();
        await Record.ExceptionAsync(() => batch);

        var rows = (await world.RowsAsync("US-1")).Concat(await world.RowsAsync("US-2")).ToList();
        Assert.All(rows, row => Assert.Equal((SyncStatus.Synced, null), (row.Status, row.Reservation)));
        var depth = await world.Get<IWorkQueue>().PeekDepthAsync(QueueNames.Orders, default);
        Assert.Equal((2, 0), (depth.Ready, depth.Locked));
        Assert.All(await world.Get<IWorkQueue>().ReceiveAsync(QueueNames.Orders, 10, TimeSpan.FromMinutes(1), default), message => Assert.Equal(1, message.DeliveryCount));
        Assert.Equal(1, world.BulkCalls);
    }

    [Fact]
    public async Task A_stop_before_the_call_gives_the_reservation_back()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.Get<OrderPullRun>().RunAsync(null, null, default);
        using var stop = new CancellationTokenSource();
        world.Between.At("push-reserved", () => stop.CancelAsync());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Orders, stop.Token));

        Assert.Null(Assert.Single(await world.RowsAsync("US-1")).Reservation);
        Assert.Equal((0, 1), (world.BulkCalls, (await world.Get<IWorkQueue>().PeekDepthAsync(QueueNames.Orders, default)).Ready));
        await world.SyncAsync();
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
    }

    [Fact]
    public async Task Refused_credentials_of_one_account_pause_that_account_alone()
    {
        await using var world = await World.StartAsync(new WorldPlan
        {
            Settings = new Dictionary<string, string?>
            {
                ["ShipStation:Accounts:eu:ApiKey"] = "wrong", ["ShipStation:Accounts:eu:ApiSecret"] = "wrong",
                ["Locations:0:Key"] = "east", ["Locations:0:StoreId"] = "410001",
                ["Locations:1:Key"] = "west", ["Locations:1:StoreId"] = "410001", ["Locations:1:Account"] = "eu",
                ["Routing:DefaultLocation"] = "east",
                ["Routing:Rules:0:Name"] = "the shop says west", ["Routing:Rules:0:SupplyChannels:0"] = "west", ["Routing:Rules:0:Location"] = "west"
            }
        });
        await world.People.PlaceAsync(ShopOrder.Numbered("EU-1").With("MUG-RED", 1, "west"));
        await world.Get<OrderPullRun>().RunAsync(null, null, default);
        await world.PumpAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("BOTH-1").With("MUG-RED", 1, "east").With("PEN-F-BLK", 1, "west"), ShopOrder.Numbered("EU-2").With("MUG-RED", 1, "west"));
        var calls = world.BulkCalls;
        await world.Get<OrderPullRun>().RunAsync(null, null, default);

        await world.PumpAsync();

        Assert.Equal(["BOTH-1-1", "US-1"], (await world.People.AllShippingOrdersAsync()).Select(order => order.Text("orderNumber")!).Order(StringComparer.Ordinal));
        Assert.Equal(calls + 1, world.BulkCalls);
        Assert.Null(await world.Get<IFlowPauses>().GetAsync(QueueNames.Orders, default));
        Assert.Equal(3, (await world.Get<IWorkQueue>().PeekDepthAsync(QueueNames.Orders, default)).Scheduled);
        Assert.Empty(await world.ErrorsAsync());
    }

    private static async Task MoveAsync(World world, string street)
    {
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address(street) });
        await world.Get<OrderPullRun>().RunAsync(null, null, default);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_worker_that_lost_its_lock_takes_no_entry_of_another_out_of_the_error_queue(bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = onSqlite });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.EditInShipStationAsync("US-1", new JsonObject { ["orderStatus"] = "cancelled" });
        await MoveAsync(world, New);
        var queue = world.Get<IWorkQueue>();
        var batch = await queue.ReceiveAsync(QueueNames.Orders, 10, TimeSpan.FromMinutes(1), default);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.PumpAsync();
        Assert.Single(await world.ErrorsAsync());

        var late = await world.Get<MessagePump>().ProcessAsync(QueueNames.Orders, batch, default);
        Assert.IsType<Settlement.DeadLetter>(Assert.Single(late));
        Assert.Equal(1, await queue.SettleAsync([.. batch.Zip(late)], default));

        Assert.Equal(ErrorCodes.LockedInShipping, Assert.Single(await world.ErrorsAsync()).Info.Code);
    }

    [Fact]
    public async Task A_look_at_late_calls_whose_result_could_not_be_noted_is_repeated()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await MoveAsync(world, Old);
        world.Shipping.Faults.Add(new Fault { Route = Bulk, Status = 504 });
        await world.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Orders, default);
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address(New) });
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        await world.PumpAsync();
        Assert.NotNull(Assert.Single(await world.RowsAsync("US-1")).Unverified);
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        world.Shipping.Faults.Add(new Fault { Route = "GET /orders/{id}", DelayMilliseconds = 800 });
        var reads = world.ShippingCalls("GET /orders/{id}");

        var look = Task.Run(() => world.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Orders, default));
        await UntilAsync(() => world.ShippingCalls("GET /orders/{id}") > reads);
        var row = Assert.Single(await world.RowsAsync("US-1"));
        await world.Get<ISyncStore>().WriteAsync([row with { UpdatedAt = world.Clock.GetUtcNow() }], default);
        await look;
        await world.SyncUntilQuietAsync();

        Assert.Null(Assert.Single(await world.RowsAsync("US-1")).Unverified);
        Assert.Empty(await world.ErrorsAsync());
    }

    /// <summary>The first call for an order has no response, and the order is cancelled while nothing stands in ShipStation.</summary>
    private static async Task CancelUnderACallAsync(World world)
    {
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.Get<OrderPullRun>().RunAsync(null, null, default);
        world.Shipping.Faults.Add(new Fault { Route = Bulk, Status = 504 });
        await world.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Orders, default);
        await world.People.CancelInShopAsync("US-1");
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        await world.PumpAsync();
        Assert.Empty(await world.ShippingOrdersAsync("US-1"));
        Assert.Equal(SyncStatus.Cancelled, Assert.Single(await world.RowsAsync("US-1")).Status);
    }

    /// <summary>The order as the call carried it.</summary>
    private static async Task<JsonObject> KeptAsync(World world) => new()
    {
        ["orderKey"] = Assert.Single(await world.RowsAsync("US-1")).OrderKey, ["orderNumber"] = "US-1", ["orderStatus"] = "awaiting_shipment", ["orderDate"] = "2026-11-24T02:00:00",
        ["billTo"] = new JsonObject { ["name"] = "Sam Sample" },
        ["shipTo"] = new JsonObject { ["name"] = "Sam Sample", ["street1"] = "12 Congress Avenue", ["city"] = "Austin", ["state"] = "TX", ["postalCode"] = "78701", ["country"] = "US" }
    };

    /// <summary>For what another thread does in real time.</summary>
    private static async Task UntilAsync(Func<bool> reached)
    {
        for (var look = 0; look < 1000 && !reached(); look++) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        Assert.True(reached());
    }
}
