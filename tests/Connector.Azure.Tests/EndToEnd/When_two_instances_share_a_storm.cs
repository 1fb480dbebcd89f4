using Connector.Azure.Tests.Azurite;
using Connector.Core.Ports;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Tests.Journeys;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Azure.Tests.EndToEnd;

/// <summary>Two instances on the same queues and tables, killed and rebuilt at random steps, losing locks in between, under a limit of few calls a minute.</summary>
[NeedsAzurite]
public sealed class When_two_instances_share_a_storm(ITestOutputHelper output)
{
    private const int Orders = 1000;
    private const int Labels = 300;
    private const int CallsPerMinute = 6;
    private const int MostDeaths = 16;
    private const int MostLosses = 8;

    [Fact]
    public async Task Nothing_is_lost_nothing_is_doubled_and_the_limit_holds()
    {
        await using var world = await AzureWorld.StartAsync(CallsPerMinute);
        world.Shop.Seed(Orders, seed: 11, OrderMix.Plain);
        var storm = new Storm(world, seed: 11, MostDeaths, MostLosses);

        await storm.RageAsync(async () => (await world.People.AllShippingOrdersAsync()).Count >= Labels);
        await world.People.LabelOpenAsync(Labels);
        await storm.RageAsync(async () => (await world.People.AllShippingOrdersAsync()).Count == Orders && world.Shop.Orders().Count(o => o.Deliveries().Count > 0) == Labels);
        await storm.CalmAsync();

        output.WriteLine($"{storm}; {world.Shipping.Stats.Total} calls to ShipStation");
        var shipping = await world.People.AllShippingOrdersAsync();
        Assert.Equal(Orders, shipping.Count);
        Assert.Equal(Orders, shipping.Select(o => o.Text("orderNumber")).Distinct().Count());
        var labelled = shipping.Where(o => o.Text("orderStatus") == "shipped").Select(o => o.Text("orderNumber")!).ToHashSet();
        Assert.Equal(Labels, labelled.Count);
        // An order whose label was bought before the mark of its export was written needs none any more.
        var reported = world.Shop.Orders().Select(o => (Number: o.Text("orderNumber")!, Deliveries: o.Deliveries().Count, Shipped: o.Text("shipmentState") == "Shipped", Marks: o.List("syncInfo").Count)).ToList();
        Assert.DoesNotContain(reported, o => labelled.Contains(o.Number) && (o.Deliveries != 1 || !o.Shipped || o.Marks > 1));
        Assert.DoesNotContain(reported, o => !labelled.Contains(o.Number) && (o.Deliveries != 0 || o.Shipped || o.Marks != 1));
        var rows = await world.App.Get<ISyncStore>().CountAsync(default);
        output.WriteLine(string.Join(", ", rows));
        Assert.Equal(Orders, rows.Values.Sum());
        Assert.Empty(await world.ErrorsAsync());
        Assert.Equal(0, world.Shipping.Stats.RateLimited);
        Assert.True(world.Shipping.Stats.Total > 4 * CallsPerMinute);
        Assert.InRange(storm.Deaths, MostDeaths / 2, MostDeaths);
        Assert.InRange(storm.LostLocks, 1, MostLosses);
    }
}
