using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.ServiceBusBroker;
using Connector.Simulators.Control;
using Connector.Tests.Journeys;
using Xunit;

namespace Connector.Azure.Tests.Worker;

[NeedsAzurite]
public sealed class When_something_goes_wrong
{
    /// <summary>Longer than a flow is paused after refused credentials.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task Refused_credentials_stop_the_flow_and_burn_no_message()
    {
        await using var world = await WorkerWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Shipping.Faults.Add(new Fault { Route = "POST /orders/createorders", Times = 1, Status = 401, Body = "" });
        await world.Host.FireAsync("PullOrders");

        await world.Host.DeliverAsync("PushOrders");

        using var operators = world.Operators();
        using (var sick = await operators.GetAsync("api/health")) Assert.Equal(HttpStatusCode.ServiceUnavailable, sick.StatusCode);
        Assert.Equal(0, world.DeadLettered);
        // It is the account that is paused, not every order's flow.
        using (var resumed = await operators.PostAsync("api/flows/orders:default/resume", null)) Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
        world.BusClock.Advance(s_pause);
        await world.DrainAsync();
        // Time has passed meanwhile, in which the timers of a real app run.
        await world.Host.FireAsync("PullOrders");
        using (var well = await operators.GetAsync("api/health")) Assert.Equal(HttpStatusCode.OK, well.StatusCode);
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
    }

    [Theory]
    [InlineData("Http")]
    [InlineData("Sdk")]
    public async Task A_shop_that_takes_its_tokens_back_burns_no_message(string transport)
    {
        await using var world = await WorkerWorld.StartAsync(new WorldOptions { Settings = [("Commercetools__Transport", transport)] });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.Host.FireAsync("PullOrders");
        await world.People.RevokeTokensAsync();

        await world.Host.DeliverAsync("PushOrders");
        Assert.Equal(0, world.DeadLettered);
        // The order was just read, so it is sent. Our own client asks for another token at once; the SDK keeps the one it has, so what the shop order is to show waits for a restart.
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Equal(transport == "Http", IsMarked());

        await world.ReplaceWorkerAsync();
        using (var operators = world.Operators())
        using (var resumed = await operators.PostAsync("api/flows/orders/resume", null)) Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
        world.BusClock.Advance(s_pause);
        await world.DrainAsync();
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.True(IsMarked());
        Assert.Equal(0, world.DeadLettered);

        bool IsMarked() => world.ShopOrder("US-1").Text("custom.fields.shipstationStatus") is not null;
    }

    [Fact]
    public async Task Throttling_sends_the_message_to_the_next_window_without_an_attempt()
    {
        await using var world = await WorkerWorld.StartAsync(new WorldOptions { Window = TimeSpan.FromSeconds(2) });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Shipping.Faults.Add(new Fault { Route = "POST /orders/createorders", Times = 1, Status = 429, Body = "" });
        await world.Host.FireAsync("PullOrders");
        await world.Host.DeliverAsync("PushOrders");

        var queue = world.Bus.Queue(QueueNames.Orders);
        Assert.Equal((0, 1, 0), (queue.Ready, queue.Count, queue.DeadLettered));
        Assert.InRange(queue.NextDue!.Value, TimeProvider.System.GetUtcNow().AddMinutes(-1), TimeProvider.System.GetUtcNow().AddMinutes(2));
        await world.DrainAsync(async () => (await world.ShippingOrdersAsync("US-1")).Count == 1);
        using var operators = world.Operators();
        Assert.Contains("created", await operators.GetStringAsync("api/orders/US-1/trace"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_takes_nothing_leaves_the_orders_to_the_next_tick()
    {
        await using var world = await WorkerWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Bus.Faults.Plan(BrokerFault.Timeout, BrokerOperation.Send, times: 4);

        await world.Host.FireAsync("PullOrders");
        await world.DrainAsync();
        Assert.Empty(await world.ShippingOrdersAsync("US-1"));

        await world.PassAsync();
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
    }

    [Fact]
    public async Task Health_reads_the_counts_that_the_timer_stored_and_no_table_of_orders()
    {
        await using var world = await WorkerWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.PassAsync();
        using var operators = world.Operators();
        var before = (await operators.GetFromJsonAsync<JsonObject>("api/health"))!;

        await world.Host.FireAsync("ReportHealth");
        var after = (await operators.GetFromJsonAsync<JsonObject>("api/health"))!;

        Assert.Null(before["ordersCountedAt"]);
        Assert.Empty(before["orders"]!.AsObject());
        Assert.Equal(1, (int)after["orders"]!["synced"]!);
        Assert.NotNull(after["ordersCountedAt"]);
    }
}
