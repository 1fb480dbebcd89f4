using System.Globalization;
using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Simulators.Commercetools.Seeds;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>ShipStation writes Pacific wall times: an hour comes twice in autumn and is left out in spring.</summary>
public sealed class When_the_clocks_change
{
    [Theory]
    [InlineData("2026-11-01T08:20:00Z")] // the doubled hour, first time
    [InlineData("2026-11-01T09:20:00Z")] // second time
    [InlineData("2026-03-08T09:40:00Z")] // just before the hour that is left out
    public async Task More_changes_in_that_night_than_a_poll_reads_hold_no_later_news_back(string night)
    {
        var start = DateTimeOffset.Parse(night, CultureInfo.InvariantCulture);
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider(start) });
        await world.People.PlaceAsync(OrderSeed.Create(1200, 7, OrderMix.Plain, start));
        await world.SyncAsync();
        var orders = await world.People.AllShippingOrdersAsync();
        Assert.Equal(1200, orders.Count);
        await PollAsync(world, 3);
        world.Clock.Advance(TimeSpan.FromHours(12));
        var (cancelled, held) = (orders[3].Text("orderNumber")!, orders[900].Text("orderNumber")!);

        await world.People.EditInShipStationAsync(cancelled, new JsonObject { ["orderStatus"] = "cancelled" });
        await world.People.EditInShipStationAsync(held, new JsonObject { ["orderStatus"] = "on_hold" });
        await PollAsync(world, 4);

        Assert.Equal("cancelled", world.ShopOrder(cancelled).Field("shipstationStatus"));
        Assert.Equal("on hold", world.ShopOrder(held).Field("shipstationStatus"));
    }

    [Fact]
    public async Task What_changes_when_the_hour_comes_again_is_found_then_and_not_an_hour_later()
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 11, 1, 8, 50, 0, TimeSpan.Zero));
        await using var world = await World.StartAsync(new WorldPlan { Time = time });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.SyncAsync();
        await PollAsync(world, 2);
        world.Clock.Advance(TimeSpan.FromMinutes(25)); // 01:17 on the wall, and 01:50 was seen
        await PollAsync(world, 1);

        await world.People.EditInShipStationAsync("US-2", new JsonObject { ["orderStatus"] = "on_hold" });
        await PollAsync(world, 2);

        Assert.Equal("on hold", world.ShopOrder("US-2").Field("shipstationStatus"));
    }

    private static async Task PollAsync(World world, int times)
    {
        for (var i = 0; i < times; i++)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await world.SyncAsync(SyncScope.Shipments);
        }
    }
}
