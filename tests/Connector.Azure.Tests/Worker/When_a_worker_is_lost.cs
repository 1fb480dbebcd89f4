using Azure.Messaging.ServiceBus;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.ServiceBusBroker;
using Connector.Simulators.Control;
using Connector.Tests.Journeys;
using Connector.WorkerHost;
using Xunit;

namespace Connector.Azure.Tests.Worker;

/// <summary>The host or the worker goes away in the middle of a batch.</summary>
[NeedsAzurite]
public sealed class When_a_worker_is_lost
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task One_that_is_killed_in_a_batch_leaves_its_orders_to_the_next_and_none_is_lost()
    {
        await using var world = await WorkerWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.Host.FireAsync("PullOrders");
        // ShipStation takes the orders, and its response does not come.
        world.Shipping.Faults.Add(new Fault { Route = "POST /orders/createorders", Drop = "after", DelayMilliseconds = 60_000 });

        var delivery = world.Host.DeliverAsync("PushOrders");
        while ((await world.People.AllShippingOrdersAsync()).Count < 2) await Task.Delay(s_look, TimeProvider.System);
        world.Host.Kill();
        await Assert.ThrowsAsync<WorkerGoneException>(() => delivery);
        world.Bus.Queue(QueueNames.Orders).LoseLocks();

        await world.ReplaceWorkerAsync();
        await world.DrainAsync();

        // What the dead one has reserved waits for the end of its reservation; none of it is gone, and ShipStation has each once.
        Assert.Equal(2, Marks(world) + await world.WaitingAsync(QueueNames.Orders));
        Assert.Equal(["US-1", "US-2"], (await world.People.AllShippingOrdersAsync()).Select(o => o.Text("orderNumber")).Order(StringComparer.Ordinal));
        Assert.Empty(await world.DeadLettersAsync(QueueNames.Orders));
    }

    [Fact]
    public async Task A_lock_that_is_lost_before_the_settlement_means_once_more_and_nothing_twice()
    {
        await using var world = await WorkerWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.Host.FireAsync("PullOrders");
        world.Bus.Faults.Plan(BrokerFault.LockLost, BrokerOperation.Settle);

        Assert.Equal(1, await world.Host.DeliverAsync("PushOrders"));
        world.Bus.Queue(QueueNames.Orders).LoseLocks();
        Assert.Equal(1, await world.Host.DeliverAsync("PushOrders"));
        Assert.Equal(0, await world.Host.DeliverAsync("PushOrders"));

        Assert.Single(await world.People.AllShippingOrdersAsync());
        Assert.Equal(1, world.Shipping.Stats.ByRoute["POST /orders/createorders"]);
        Assert.Empty(await world.DeadLettersAsync(QueueNames.Orders));
    }

    /// <summary>Orders that the shop shows as exported: only a worker that saw ShipStation's response writes it.</summary>
    private static int Marks(WorkerWorld world) => world.Shop.Orders().Count(order => order.List("syncInfo").Count > 0);
}
