using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Simulators.Control;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_a_response_goes_wrong
{
    private const string Bulk = "POST /orders/createorders";
    private const string Page = "<!DOCTYPE html><html><body>We are down for maintenance</body></html>";
    private const long TwentyMegabytes = 20 * 1024 * 1024;

    public static TheoryData<string> Ways => ["gateway", "server error", "html", "cut", "lost", "dropped"];

    private static Fault Broken(string route, string way, int times = 1) => way switch
    {
        "gateway" => new Fault { Route = route, Times = times, Status = 503, Body = Page, ContentType = "text/html" },
        "server error" => new Fault { Route = route, Times = times, Status = 500 },
        "html" => new Fault { Route = route, Times = times, Status = 200, Body = Page, ContentType = "text/html" },
        "cut" => new Fault { Route = route, Times = times, TruncateAt = 25 },
        "lost" => new Fault { Route = route, Times = times, Drop = "after" },
        "dropped" => new Fault { Route = route, Times = times, Drop = "before" },
        _ => throw new ArgumentOutOfRangeException(nameof(way))
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task When_orders_are_sent_each_stands_there_once_and_nobody_is_bothered(string way)
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        world.Shipping.Faults.Add(Broken(Bulk, way));

        await world.SyncAsync();

        foreach (var number in (string[])["US-1", "US-2"])
        {
            var there = await world.ShippingOrderAsync(number);
            Assert.Equal(there.Text("orderId"), Assert.Single(world.ShopOrder(number).List("syncInfo")).Text("externalId"));
            Assert.Equal(SyncStatus.Synced, Assert.Single(await world.RowsAsync(number)).Status);
        }
        Assert.Empty(await world.ErrorsAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task When_orders_are_pulled_none_is_lost(string way)
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Shop.Faults.Add(Broken("GET /orders", way));

        await world.SyncAsync();

        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task When_the_shop_is_reported_it_is_reported_once(string way)
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.LabelAsync("US-1");
        world.Shop.Faults.Add(Broken("POST /orders/{id}", way));

        await world.SyncAsync();

        Assert.Single(world.ShopOrder("US-1").Deliveries());
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(SyncStatus.Shipped, Assert.Single(await world.RowsAsync("US-1")).Status);
        Assert.Empty(await world.ErrorsAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task When_the_export_mark_is_written_it_is_written_once_and_the_order_sent_once(string way)
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Shop.Faults.Add(Broken("POST /orders/{id}", way));

        await world.SyncAsync();

        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Equal(1, world.BulkCalls);
        Assert.Single(world.ShopOrder("US-1").List("syncInfo"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task When_shipments_are_polled_the_next_pass_at_the_latest_finds_them(string way)
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.LabelAsync("US-1");
        world.Shipping.Faults.Add(Broken("GET /shipments", way));

        var failure = await Record.ExceptionAsync(() => world.SyncAsync());
        if (failure is not null) Assert.IsAssignableFrom<ConnectorException>(failure);
        await world.SyncAsync();

        Assert.Single(world.ShopOrder("US-1").Deliveries());
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_response_of_20_MB_to_a_push_needs_attention_and_a_retry_resolves_it()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Shipping.Faults.Add(new Fault { Route = Bulk, PadTo = TwentyMegabytes });

        await world.SyncAsync();

        Assert.Equal("ResponseTooLarge", Assert.Single(await world.ErrorsAsync()).Info.Code);

        await world.ReplayAllAsync();
        await world.SyncAsync();

        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Single(world.ShopOrder("US-1").List("syncInfo"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_write_of_the_shop_that_responses_20_MB_was_written_once()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.LabelAsync("US-1");
        world.Shop.Faults.Add(new Fault { Route = "POST /orders/{id}", PadTo = TwentyMegabytes });

        await world.SyncAsync();
        await world.ReplayAllAsync();
        await world.SyncAsync();

        Assert.Single(world.ShopOrder("US-1").Deliveries());
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_shop_that_stays_down_loses_nothing()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Shop.Faults.Add(Broken("GET /orders", "gateway", times: 4));

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => world.SyncAsync());
        Assert.Equal(FailureKind.Transient, failure.Kind);
        world.Shop.Faults.Clear();
        await world.SyncAsync();

        Assert.Single(await world.ShippingOrdersAsync("US-1"));
    }

    [Fact]
    public async Task An_outage_of_minutes_is_waited_out()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Shipping.Faults.Add(Broken(Bulk, "gateway", times: 4));

        await world.SyncUntilQuietAsync();

        Assert.Equal(5, world.BulkCalls);
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task An_outage_of_hours_ends_in_the_error_queue_and_a_retry_resolves_it()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Shipping.Faults.Add(Broken(Bulk, "gateway", times: 5));

        await world.SyncUntilQuietAsync();

        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal((FailureKind.Transient, "ServerError"), (error.Info.Kind, error.Info.Code));

        await world.ReplayAllAsync();
        await world.SyncAsync();

        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task Refused_credentials_pause_the_flow_and_lose_nothing()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        world.Shipping.Faults.Add(new Fault { Route = Bulk, Times = 1, Status = 401, Body = """{"Message":"Authorization has been denied for this request."}""" });

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => world.SyncAsync());

        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
        Assert.Equal(1, world.BulkCalls);
        Assert.Empty(await world.ErrorsAsync());

        world.Clock.Advance(TimeSpan.FromMinutes(6));
        await world.SyncAsync();

        Assert.Equal(2, (await world.People.AllShippingOrdersAsync()).Count);
        Assert.Equal(2, world.BulkCalls);
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_token_that_the_shop_revoked_is_replaced_and_nobody_notifications()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.LabelAsync("US-1");
        await world.People.RevokeTokensAsync();

        await world.SyncAsync();

        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(2, world.ShopCalls("POST /oauth/token"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task Pulls_during_an_outage_do_not_queue_the_same_order_again_and_again()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Shipping.Faults.Add(Broken(Bulk, "gateway", times: 100));
        await world.Get<OrderPullRun>().RunAsync(null, null, default);
        await world.PumpAsync();

        for (var pull = 0; pull < 5; pull++) Assert.Equal(0, (await world.Get<OrderPullRun>().RunAsync(null, null, default)).Queued);

        Assert.Equal(1, (await world.Get<IWorkQueue>().PeekDepthAsync(QueueNames.Orders, default)).Scheduled);
        Assert.Equal(1, (await world.Get<OrderPullRun>().RunAsync(world.Clock.GetUtcNow().AddHours(-1), null, default)).Queued);
    }
}
