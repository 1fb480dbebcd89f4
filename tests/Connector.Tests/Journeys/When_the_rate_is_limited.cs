using System.Globalization;
using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.Control;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_the_rate_is_limited
{
    [Fact]
    public async Task Six_hundred_orders_pass_under_forty_calls_a_minute_without_a_refusal()
    {
        await using var world = await World.StartAsync(new WorldPlan { RequestsPerMinute = 40, OnSqlite = true });
        await world.People.PlaceAsync(OrderSeed.Create(600, 7, OrderMix.Plain));

        var done = await world.SyncAsync();

        Assert.Equal(600, done[Measure.Created]);
        Assert.Equal(600, (await world.People.AllShippingOrdersAsync()).Count);
        Assert.Equal(6, world.BulkCalls);
        Assert.Equal(0, world.Shipping.Stats.RateLimited);
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task Windows_that_run_out_cost_neither_a_refusal_nor_more_windows_than_needed()
    {
        // Five calls a minute, of which two are kept for people and cancellations: eleven calls take four windows.
        await using var world = await World.StartAsync(Slow);
        await world.People.PlaceAsync(OrderSeed.Create(1100, 7, OrderMix.Plain));
        var started = world.Clock.GetUtcNow();

        var done = await world.SyncAsync(SyncScope.Orders);

        Assert.Equal(1100, done[Measure.Created]);
        Assert.Equal(11, world.BulkCalls);
        Assert.Equal(0, world.Shipping.Stats.RateLimited);
        Assert.InRange(world.Clock.GetUtcNow() - started, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(4));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_pass_over_everything_waits_for_its_windows_too()
    {
        await using var world = await World.StartAsync(Slow);
        await world.People.PlaceAsync(OrderSeed.Create(400, 7, OrderMix.Plain));

        var done = await world.SyncAsync();

        Assert.Equal(400, done[Measure.Created]);
        Assert.Equal(4, world.BulkCalls);
        Assert.Equal(0, world.Shipping.Stats.RateLimited);
    }

    [Fact]
    public async Task Waiting_for_a_window_costs_no_attempt()
    {
        await using var world = await World.StartAsync(Slow);
        await world.People.PlaceAsync(OrderSeed.Create(600, 7, OrderMix.Plain));
        await world.Get<OrderPullRun>().RunAsync(null, null, default);

        await world.PumpAsync();

        var queue = world.Get<IWorkQueue>();
        Assert.Equal(300, (await queue.PeekDepthAsync(QueueNames.Orders, default)).Scheduled);
        world.Clock.Advance(TimeSpan.FromSeconds(65));
        var waiting = await queue.ReceiveAsync(QueueNames.Orders, 1000, TimeSpan.FromMinutes(5), default);
        Assert.Equal(300, waiting.Count);
        Assert.All(waiting, message => Assert.Equal(0, WorkMessageBody.Read(message.Body.Span, out _)!.Attempt));
    }

    [Fact]
    public async Task Changes_get_through_although_polls_take_their_share_of_each_window()
    {
        await using var world = await World.StartAsync(Slow with { RequestsPerMinute = 6 });
        await PlaceAndMoveAsync(world, "2 NEW STREET");

        for (var window = 0; window <= Numbers.Length; window++) await NextWindowAsync(world);

        Assert.All(await world.People.AllShippingOrdersAsync(), order => Assert.Equal("2 NEW STREET", order.Text("shipTo.street1")));
        Assert.Equal(0, world.Shipping.Stats.RateLimited);
    }

    [Fact]
    public async Task New_orders_do_not_wait_for_what_is_only_looked_at()
    {
        await using var world = await World.StartAsync(Slow with { RequestsPerMinute = 6 });
        await PlaceAndMoveAsync(world, "1 FORMER STREET");
        world.Shipping.Faults.Add(new Fault { Route = "POST /orders/createorders", Status = 504 });
        await world.PumpAsync();
        await MoveAsync(world, "2 NEW STREET");
        for (var minute = 0; minute < 5; minute++)
        {
            world.Clock.Advance(TimeSpan.FromSeconds(65));
            await world.PumpAsync();
        }
        await world.People.PlaceAsync(ShopOrder.Numbered("US-9"));
        await world.Get<OrderPullRun>().RunAsync(null, null, default);

        await NextWindowAsync(world);

        Assert.Single(await world.ShippingOrdersAsync("US-9"));
    }

    private static readonly string[] Numbers = ["US-1", "US-2", "US-3", "US-4", "US-5", "US-6"];

    private static async Task PlaceAndMoveAsync(World world, string street)
    {
        await world.People.PlaceAsync([.. Numbers.Select(n => ShopOrder.Numbered(n))]);
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(65));
        await MoveAsync(world, street);
    }

    private static async Task MoveAsync(World world, string street)
    {
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        foreach (var number in Numbers) await world.People.EditInShopAsync(number, new JsonObject { ["shippingAddress"] = ShopOrder.Address(street) });
        await world.Get<OrderPullRun>().RunAsync(null, null, default);
    }

    /// <summary>What is due in a window of which the polls were first.</summary>
    private static async Task NextWindowAsync(World world)
    {
        world.Clock.Advance(TimeSpan.FromSeconds(65));
        while ((await world.Get<IRateBudget>().TakeAsync("default", RateLane.Background, default)).Granted) { }
        await world.PumpAsync();
    }

    private static WorldPlan Slow => new()
    {
        RequestsPerMinute = 5, Settings = new Dictionary<string, string?> { ["Connector:SyncInfo"] = false.ToString(CultureInfo.InvariantCulture) }
    };
}
