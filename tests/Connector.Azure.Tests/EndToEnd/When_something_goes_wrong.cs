using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.ServiceBusBroker;
using Connector.Simulators.Control;
using Connector.Tests.Journeys;
using Xunit;

namespace Connector.Azure.Tests.EndToEnd;

[NeedsAzurite]
public sealed class When_something_goes_wrong
{
    [Fact]
    public async Task An_order_that_cannot_be_sent_waits_with_its_reason_and_goes_after_a_retry()
    {
        await using var world = await AzureWorld.StartAsync();
        await world.App.Host.StartHttpAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2").But(order => order.Remove("shippingAddress")));
        await world.PassAsync();
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Empty(await world.ShippingOrdersAsync("US-2"));
        using var operators = Operators(world);

        var listed = Assert.Single((await operators.GetFromJsonAsync<JsonObject>("api/errors"))!["errors"]!.AsArray())!;
        Assert.Equal((ErrorCodes.MissingAddress, "US-2"), ((string)listed["code"]!, (string)listed["orderNumber"]!));

        // The shop's change would push it by itself; the retry is quicker.
        await world.People.EditInShopAsync("US-2", new JsonObject { ["shippingAddress"] = ShopOrder.Address("1 Main Street") });
        using var retried = await operators.PostAsJsonAsync("api/errors/retry", new JsonObject { ["ids"] = new JsonArray((string)listed["id"]!) });
        Assert.Equal(HttpStatusCode.OK, retried.StatusCode);
        await world.DrainAsync();

        Assert.Single(await world.ShippingOrdersAsync("US-2"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task Strange_messages_go_to_the_error_queue_and_their_neighbours_go_through()
    {
        await using var world = await AzureWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        foreach (var strange in (string[])["no JSON", "[]", "{}", """{"schema":99,"type":"PushOrder","id":"o","correlationId":"c"}""", """{"schema":1,"type":"BakeCake","id":"o","correlationId":"c"}"""])
            await world.SendAsync(QueueNames.Orders, strange);
        await world.SendAsync(QueueNames.CommerceEvents, "<html>");
        await world.SendAsync(QueueNames.CommerceEvents, """{"resource":{"typeId":"order"}}""");
        await world.SendAsync(QueueNames.CommerceEvents, """{"notificationType":"Message","resource":{"typeId":"order","id":"an-order-of-another-shop"},"resourceVersion":1,"type":"OrderCreated"}""");

        await world.PassAsync();

        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        var errors = await world.ErrorsAsync();
        Assert.Equal(6, errors.Count(e => e.Info.Code == ErrorCodes.UnreadableMessage));
        Assert.Equal(1, errors.Count(e => e.Info.Code == ErrorCodes.UnknownMessageType));
        Assert.Equal(7, errors.Count);
    }

    [Fact]
    public async Task Refused_credentials_stop_the_flow_and_burn_no_message()
    {
        await using var world = await AzureWorld.StartAsync();
        await world.App.Host.StartHttpAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Shipping.Faults.Add(new Fault { Route = "POST /orders/createorders", Times = 1, Status = 401, Body = "" });
        await world.App.Host.FireAsync("PullOrders");

        await world.App.Host.DeliverAsync("PushOrders");

        using var operators = Operators(world);
        using (var sick = await operators.GetAsync("api/health")) Assert.Equal(HttpStatusCode.ServiceUnavailable, sick.StatusCode);
        Assert.Empty(await world.ErrorsAsync());
        using (var resumed = await operators.PostAsync("api/flows/orders/resume", null)) Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
        await world.DrainAsync();
        // Time has passed meanwhile, in which the timers of a real app run.
        await world.App.Host.FireAsync("PullOrders");
        using (var well = await operators.GetAsync("api/health")) Assert.Equal(HttpStatusCode.OK, well.StatusCode);
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
    }

    [Theory]
    [InlineData("Http")]
    [InlineData("Sdk")]
    public async Task A_shop_that_takes_its_tokens_back_burns_no_message(string transport)
    {
        await using var world = await AzureWorld.StartAsync(settings: ("Commercetools__Transport", transport));
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.App.Host.FireAsync("PullOrders");
        await world.People.RevokeTokensAsync();

        await world.App.Host.DeliverAsync("PushOrders");
        Assert.Empty(await world.ErrorsAsync());
        // Our own client asks for another token at once; the SDK keeps the one it has, so the flow waits for a restart.
        Assert.Equal(transport == "Http" ? 1 : 0, (await world.ShippingOrdersAsync("US-1")).Count);

        await using var restarted = world.Start();
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await restarted.Host.DeliverAsync("PushOrders");
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task Throttling_sends_the_message_to_the_next_window_without_an_attempt()
    {
        await using var world = await AzureWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Shipping.Faults.Add(new Fault { Route = "POST /orders/createorders", Times = 1, Status = 429, Body = "" });
        await world.App.Host.FireAsync("PullOrders");
        await world.App.Host.DeliverAsync("PushOrders");

        var depth = await world.App.Get<IWorkQueue>().PeekDepthAsync(QueueNames.Orders, default);
        Assert.Equal((0, 1, 0), (depth.Ready, depth.Scheduled, depth.Dead));
        Assert.InRange(depth.NextDueAt!.Value, world.Clock.GetUtcNow(), world.Clock.GetUtcNow().AddMinutes(2));
        await world.DrainAsync();
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Contains("created", await world.HistoryAsync("US-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_lock_means_once_more_and_nothing_twice()
    {
        await using var world = await AzureWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.App.Host.FireAsync("PullOrders");
        world.Bus.Faults.Plan(BrokerFault.LockLost, BrokerOperation.Settle);

        await world.App.Host.DeliverAsync("PushOrders");
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Equal(0, await world.App.Host.DeliverAsync("PushOrders"));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.DrainAsync();

        Assert.Equal(1, world.Shipping.Stats.ByRoute["POST /orders/createorders"]);
        var depth = await world.App.Get<IWorkQueue>().PeekDepthAsync(QueueNames.Orders, default);
        Assert.Equal((0, 0, 0, 0), (depth.Ready, depth.Scheduled, depth.Locked, depth.Dead));
    }

    [Fact]
    public async Task A_broker_that_takes_nothing_leaves_the_orders_to_the_next_tick()
    {
        await using var world = await AzureWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Bus.Faults.Plan(BrokerFault.Timeout, BrokerOperation.Send, times: 4);

        await world.App.Host.FireAsync("PullOrders");
        await world.DrainAsync();
        Assert.Empty(await world.ShippingOrdersAsync("US-1"));

        await world.PassAsync();
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
    }

    [Theory]
    [InlineData("push-reserved")]
    [InlineData("push-called")]
    [InlineData("before a call")]
    [InlineData("after a call")]
    public async Task An_instance_that_dies_leaves_its_work_to_the_next(string point)
    {
        await using var world = await AzureWorld.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.App.Host.FireAsync("PullOrders");
        var doomed = world.Start(new Mortality { Kills = reached => reached == point });

        await Task.WhenAny(doomed.Host.DeliverAsync("PushOrders"), doomed.Mortality.Death);
        Assert.True(doomed.Mortality.IsDead);
        Assert.Equal(0, await world.App.Host.DeliverAsync("PushOrders"));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.DrainAsync();

        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Single(await world.ShippingOrdersAsync("US-2"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_timer_that_runs_no_more_makes_it_unhealthy_with_the_reason()
    {
        await using var world = await AzureWorld.StartAsync();
        await world.App.Host.StartHttpAsync();
        await world.PassAsync();
        await world.App.Host.FireAsync("ReportHealth");
        using var operators = Operators(world);
        using (var well = await operators.GetAsync("api/health")) Assert.Equal(HttpStatusCode.OK, well.StatusCode);

        world.Clock.Advance(TimeSpan.FromSeconds(100));
        using var sick = await operators.GetAsync("api/health");
        var body = (await sick.Content.ReadFromJsonAsync<JsonObject>())!;

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "stale"), (sick.StatusCode, (string)body["status"]!));
        Assert.Equal("PullOrders last ran 100 s ago; it should run every 30 s.", (string)body["reason"]!);
    }

    [Fact]
    public async Task Health_reads_the_counts_that_the_timer_stored_and_no_table_of_orders()
    {
        await using var world = await AzureWorld.StartAsync();
        await world.App.Host.StartHttpAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.PassAsync();
        using var operators = Operators(world);
        var before = (await operators.GetFromJsonAsync<JsonObject>("api/health"))!;

        await world.App.Host.FireAsync("ReportHealth");
        var after = (await operators.GetFromJsonAsync<JsonObject>("api/health"))!;

        Assert.Null(before["ordersCountedAt"]);
        Assert.Empty(before["orders"]!.AsObject());
        Assert.Equal(1, (int)after["orders"]!["synced"]!);
        Assert.NotNull(after["ordersCountedAt"]);
    }

    private static HttpClient Operators(AzureWorld world)
    {
        var operators = new HttpClient { BaseAddress = world.App.Host.Address };
        operators.DefaultRequestHeaders.Add("x-functions-key", "function-key");
        return operators;
    }
}
