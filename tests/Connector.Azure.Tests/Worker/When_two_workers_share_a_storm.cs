using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;
using Connector.Azure.Tests.ServiceBus;
using Connector.Core.Model.Messages;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Tests.Journeys;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Azure.Tests.Worker;

/// <summary>
/// Two real worker processes, killed in the middle of batches and started anew, losing locks in between, under ShipStation's limit of 40 calls in each window. To last no
/// longer than it must, some times are shorter than in production: a window is 10 s instead of a minute, a lock 10 s instead of five minutes, and a call to ShipStation
/// may take 10 s instead of 100 s, so that a reservation lasts 25 s.
/// </summary>
[NeedsAzurite]
public sealed class When_two_workers_share_a_storm(ITestOutputHelper output)
{
    private const int Orders = 1000;
    private const int Labels = 300;
    private const int CallsPerWindow = 40;
    private const int LeastDeaths = MostDeaths / 2;
    private const int MostDeaths = 12;
    private const int MostLosses = 6;

    [Fact]
    public async Task Nothing_is_lost_nothing_is_doubled_and_the_limit_holds()
    {
        var start = TimeProvider.System.GetTimestamp();
        await using var world = await WorkerWorld.StartAsync(new WorldOptions
        {
            Calls = CallsPerWindow, Window = TimeSpan.FromSeconds(10), Queues = TestBroker.OurQueues with { LockDuration = TimeSpan.FromSeconds(10) },
            Settings = [("ShipStation__TimeoutSeconds", "10"), ("Connector__LockSeconds", "10")]
        });
        world.Shop.Seed(Orders, seed: 11, OrderMix.Plain);
        await using var storm = await WorkerStorm.StartAsync(world, seed: 11, MostDeaths, MostLosses);

        await storm.RageAsync(async () => (await world.People.AllShippingOrdersAsync()).Count >= Labels, Progress);
        await world.People.LabelOpenAsync(Labels);
        await storm.RageAsync(async () => (await world.People.AllShippingOrdersAsync()).Count == Orders && Delivered() == Labels, Progress);
        await storm.CalmAsync();
        await storm.RageAsync(() => Task.FromResult(world.Waiting(QueueNames.Orders) + world.Waiting(QueueNames.Shipments) == 0), Progress);

        output.WriteLine($"{storm}; {world.Shipping.Stats.Total} calls to ShipStation; {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s");
        var shipping = await world.People.AllShippingOrdersAsync();
        Assert.Equal(Orders, shipping.Count);
        Assert.Equal(Orders, shipping.Select(o => o.Text("orderNumber")).Distinct().Count());
        var labelled = shipping.Where(o => o.Text("orderStatus") == "shipped").Select(o => o.Text("orderNumber")!).ToHashSet();
        Assert.Equal(Labels, labelled.Count);
        // An order whose label was bought before the mark of its export was written needs none any more.
        var reported = world.Shop.Orders().Select(o => (Number: o.Text("orderNumber")!, Deliveries: o.Deliveries().Count, Shipped: o.Text("shipmentState") == "Shipped", Marks: o.List("syncInfo").Count)).ToList();
        Assert.DoesNotContain(reported, o => labelled.Contains(o.Number) && (o.Deliveries != 1 || !o.Shipped || o.Marks > 1));
        Assert.DoesNotContain(reported, o => !labelled.Contains(o.Number) && (o.Deliveries != 0 || o.Shipped || o.Marks != 1));
        var rows = await new TableSyncStore(world.Tables()).CountAsync(default);
        output.WriteLine(string.Join(", ", rows));
        Assert.Equal(Orders, rows.Values.Sum());
        Assert.Equal(0, world.DeadLettered);
        Assert.Equal(0, world.Shipping.Stats.RateLimited);
        // More calls than fit into one window.
        Assert.True(world.Shipping.Stats.Total > CallsPerWindow);
        Assert.InRange(storm.Deaths, LeastDeaths, MostDeaths);
        Assert.InRange(storm.LostLocks, 1, MostLosses);

        int Delivered() => world.Shop.Orders().Count(static o => o.Deliveries().Count > 0);

        string Progress() =>
            $"{world.Pushes} pushes, {world.ShopWrites} writes, {world.Waiting(QueueNames.Orders)} + {world.Waiting(QueueNames.Shipments)} messages";
    }
}
