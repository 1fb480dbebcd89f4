using System.Globalization;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Pull;
using Connector.Core.Model;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Simulators.Commercetools.Seeds;
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

    private static WorldPlan Slow => new()
    {
        RequestsPerMinute = 5, Settings = new Dictionary<string, string?> { ["Connector:SyncInfo"] = false.ToString(CultureInfo.InvariantCulture) }
    };
}
