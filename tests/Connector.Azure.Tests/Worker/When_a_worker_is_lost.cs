using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.ServiceBusBroker;
using Connector.Simulators.Control;
using Connector.Tests.Journeys;
using Connector.WorkerHost;
using Xunit;

namespace Connector.Azure.Tests.Worker;

/// <summary>The host or the worker goes away in the middle of a batch, or its locks do.</summary>
[NeedsAzurite]
public sealed class When_a_worker_is_lost
{
    private const string Push = "POST /orders/createorders";
    private const string LockLost = "lost their lock";
    private const string NotSettled = "were not completed";
    private static readonly string[] s_both = ["US-1", "US-2"];

    /// <summary>Longer than a test: what ends it is the kill.</summary>
    private const int Long = 60_000;

    /// <summary>ShipStation has the request and has done nothing yet, or it has done it and its response does not come.</summary>
    [Theory]
    [InlineData("before", 0)]
    [InlineData("after", 2)]
    public async Task One_that_is_killed_in_a_batch_leaves_its_orders_to_the_next_and_none_is_lost(string drop, int taken)
    {
        await using var world = await WithTwoOrdersAsync();
        world.Shipping.Faults.Add(new Fault { Route = Push, Drop = drop, DelayMilliseconds = Long });

        var delivery = world.Host.DeliverAsync("PushOrders");
        await WorkerWorld.WhenAsync(async () => world.Pushes == 1 && (await world.People.AllShippingOrdersAsync()).Count == taken);
        world.Host.Kill();
        await Assert.ThrowsAsync<WorkerGoneException>(() => delivery);

        await GoOnAsync(world);
        Assert.Equal(s_both[..taken], await NumbersAsync(world));
    }

    [Fact]
    public async Task One_that_is_killed_while_it_writes_back_leaves_the_label_to_the_next_and_it_is_reported_once()
    {
        await using var world = await WithTwoOrdersAsync();
        await world.DrainAsync();
        await world.People.LabelAsync("US-1");
        await world.Host.FireAsync("PollShipments");
        var writes = world.ShopWrites;
        world.Shop.Faults.Add(new Fault { Route = "POST /orders/{id}", Drop = "before", DelayMilliseconds = Long });

        var delivery = world.Host.DeliverAsync("RecordShipments");
        await WorkerWorld.WhenAsync(() => Task.FromResult(world.ShopWrites == writes + 1));
        world.Host.Kill();
        await Assert.ThrowsAsync<WorkerGoneException>(() => delivery);
        Assert.Empty(world.ShopOrder("US-1").Deliveries());
        world.Bus.Queue(QueueNames.Shipments).LoseLocks();
        await world.ReplaceWorkerAsync();
        await world.DrainAsync();

        Assert.Single(world.ShopOrder("US-1").Deliveries());
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal((0, 0), (world.Waiting(QueueNames.Shipments), world.DeadLettered));
    }

    [Fact]
    public async Task A_batch_that_the_host_calls_off_is_on_the_queue_again_at_once()
    {
        await using var world = await WithTwoOrdersAsync();
        world.Shipping.Faults.Add(new Fault { Route = Push, Drop = "before", DelayMilliseconds = Long });

        var delivery = world.Host.DeliverAsync("PushOrders");
        await WorkerWorld.WhenAsync(() => Task.FromResult(world.Pushes == 1));
        await world.Host.CancelAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => delivery);
        await WorkerWorld.WhenAsync(() => Task.FromResult(world.Bus.Queue(QueueNames.Orders).Ready == 2));
        Assert.Equal(2, await world.Host.DeliverAsync("PushOrders"));
        Assert.Equal(2, Marks(world) + world.Waiting(QueueNames.Orders));
        Assert.Equal(0, world.DeadLettered);
    }

    [Fact]
    public async Task One_that_the_host_ends_in_a_batch_ends_in_good_order_and_leaves_its_orders_to_the_next()
    {
        await using var world = await WithTwoOrdersAsync();
        world.Shipping.Faults.Add(new Fault { Route = Push, Drop = "before", DelayMilliseconds = Long });

        var delivery = world.Host.DeliverAsync("PushOrders");
        await WorkerWorld.WhenAsync(() => Task.FromResult(world.Pushes == 1));
        Assert.Equal(0, await world.Host.TerminateAsync());
        await Assert.ThrowsAsync<WorkerGoneException>(() => delivery);

        await GoOnAsync(world);
    }

    [Fact]
    public async Task A_lock_that_is_lost_before_the_settlement_means_once_more_and_nothing_twice()
    {
        await using var world = await WorkerWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.Host.FireAsync("PullOrders");
        world.Bus.Faults.Plan(BrokerFault.LockLost, BrokerOperation.Settle);

        Assert.Equal(1, await world.Host.DeliverAsync("PushOrders"));
        Assert.Single(await world.People.AllShippingOrdersAsync());
        Assert.Equal(0, await world.Host.DeliverAsync("PushOrders"));
        world.BusClock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await world.Host.DeliverAsync("PushOrders"));
        Assert.Equal(0, await world.Host.DeliverAsync("PushOrders"));

        Assert.Single(await world.People.AllShippingOrdersAsync());
        Assert.Equal(1, world.Pushes);
        Assert.Equal((0, 0), (world.Waiting(QueueNames.Orders), world.DeadLettered));
        // It is no error: the message comes again.
        Assert.Single(world.Host.Log, static line => line.Contains(LockLost, StringComparison.Ordinal));
        Assert.DoesNotContain(world.Host.Log, static line => line.Contains(NotSettled, StringComparison.Ordinal));
    }

    /// <summary>
    /// The broker's clock is behind the worker's, so that the locks seem to end in two seconds and are renewed each second; then it goes on for longer than a lock lasts,
    /// and is overtaken by the renewal each time.
    /// </summary>
    [Fact]
    public async Task A_batch_that_takes_longer_than_its_locks_keeps_them()
    {
        await using var world = await WorkerWorld.StartAsync();
        world.BusClock.Advance(TimeSpan.FromSeconds(2) - world.Bus.Queue(QueueNames.Orders).Options.LockDuration);
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.Host.FireAsync("PullOrders");
        world.Shipping.Faults.Add(new Fault { Route = Push, DelayMilliseconds = 6000 });

        var delivery = world.Host.DeliverAsync("PushOrders");
        for (var time = 0; time < 2; time++)
        {
            var renewed = world.Bus.Counts[BrokerOperation.Renew];
            await WorkerWorld.WhenAsync(() => Task.FromResult(world.Bus.Counts[BrokerOperation.Renew] >= renewed + 4));
            world.BusClock.Advance(TimeSpan.FromMinutes(4));
        }
        Assert.Equal(2, await delivery);

        Assert.Equal(s_both, await NumbersAsync(world));
        Assert.Equal((0, 0), (world.Waiting(QueueNames.Orders), world.DeadLettered));
        Assert.Equal(2, world.Bus.Counts[BrokerOperation.Receive]);
        Assert.DoesNotContain(world.Host.Log, static line => line.Contains(LockLost, StringComparison.Ordinal));
    }

    private static async Task<WorkerWorld> WithTwoOrdersAsync()
    {
        var world = await WorkerWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.Host.FireAsync("PullOrders");
        return world;
    }

    /// <summary>The locks of the dead one end, and another takes its place. What it has reserved waits for the end of its reservation; none of it is gone.</summary>
    private static async Task GoOnAsync(WorkerWorld world)
    {
        world.Bus.Queue(QueueNames.Orders).LoseLocks();
        await world.ReplaceWorkerAsync();
        await world.DrainAsync();
        Assert.Equal(2, Marks(world) + world.Waiting(QueueNames.Orders));
        Assert.Equal(0, world.DeadLettered);
    }

    private static async Task<IEnumerable<string?>> NumbersAsync(WorkerWorld world) =>
        (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderNumber")).Order(StringComparer.Ordinal);

    /// <summary>Orders that the shop shows as exported: only a worker that saw ShipStation's response writes it.</summary>
    private static int Marks(WorkerWorld world) => world.Shop.Orders().Count(order => order.List("syncInfo").Count > 0);
}
