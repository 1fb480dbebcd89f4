using System.Text.Json.Nodes;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.Control;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_an_order_cannot_be_sent
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_waits_in_the_error_queue_until_it_is_corrected_and_retried(bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = onSqlite });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order.Remove("shippingAddress")), ShopOrder.Numbered("US-2"));

        await world.SyncAsync();
        await world.SyncAsync();

        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal((FailureKind.Unmappable, "MissingAddress", "US-1"), (error.Info.Kind, error.Info.Code, error.Info.OrderNumber));
        Assert.Empty(await world.ShippingOrdersAsync("US-1"));
        Assert.Single(await world.ShippingOrdersAsync("US-2"));

        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("12 Congress Avenue") });
        await world.ReplayAllAsync();
        await world.SyncAsync();

        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        Assert.Empty(await world.ErrorsAsync());
        Assert.Single(world.ShopOrder("US-1").List("syncInfo"));
    }

    [Fact]
    public async Task Mending_it_in_the_shop_is_enough()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order.Remove("shippingAddress")));
        await world.SyncAsync();
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("12 Congress Avenue") });

        await world.SyncAsync();

        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task Retrying_it_uncorrected_does_no_harm()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order.Remove("shippingAddress")));
        await world.SyncAsync();

        for (var again = 0; again < 3; again++)
        {
            Assert.Equal(1, await world.ReplayAllAsync());
            await world.SyncAsync();
        }

        Assert.Equal("MissingAddress", Assert.Single(await world.ErrorsAsync()).Info.Code);
        Assert.Equal(0, world.BulkCalls);
    }

    [Fact]
    public async Task An_order_without_lines_is_an_error_that_says_so()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order["lineItems"] = new JsonArray()));

        await world.SyncAsync();

        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal((FailureKind.Unmappable, "NoLines"), (error.Info.Kind, error.Info.Code));
    }

    [Fact]
    public async Task An_unreadable_order_is_an_error_that_names_the_field_and_the_others_go_on()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order["lineItems"]![0]!["quantity"] = "many"), ShopOrder.Numbered("US-2"));

        await world.SyncAsync();
        await world.SyncAsync();

        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal("OrderUnreadable", error.Info.Code);
        Assert.Contains("quantity", error.Info.Description);
        Assert.Single(await world.ShippingOrdersAsync("US-2"));
    }

    [Fact]
    public async Task An_unreadable_message_is_kept_and_the_others_go_on()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.Get<IWorkQueue>().SendRawAsync(QueueNames.Orders, "<order/>"u8.ToArray(), default);

        await world.SyncAsync();

        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal(("UnreadableMessage", "<order/>"), (error.Info.Code, error.Body));
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
    }

    [Fact]
    public async Task One_that_spoils_a_bulk_call_is_found_and_the_other_99_go_through()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(OrderSeed.Create(100, 1, OrderMix.Plain));
        // 100, 50, 25, 12, 6, 3 and at last the bad one alone.
        world.Shipping.Faults.Add(new Fault { Route = "POST /orders/createorders", Times = 7, Status = 400, Body = """{"Message":"The request is invalid."}""" });

        var done = await world.SyncAsync();

        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal((FailureKind.Rejected, "PushRejected"), (error.Info.Kind, error.Info.Code));
        Assert.Equal(99, done[Measure.Created]);
        Assert.Equal(99, (await world.People.AllShippingOrdersAsync()).Count);
        Assert.Equal(13, world.BulkCalls);
        Assert.Equal(0, done[Measure.RetryScheduled]);
    }

    /// <summary>Nothing says that the record is bad, or the server names it.</summary>
    [Theory]
    [InlineData("Object reference not set to an instance of an object.", "ServerError")]
    [InlineData("The order US-1 cannot be saved.", "PushRejected")]
    public async Task A_server_error_that_stays_the_same_for_one_record_makes_one_entry(string words, string code)
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        world.Shipping.Faults.Add(new Fault { Route = "POST /orders/createorders", Times = 1000, Status = 500, Body = $$"""{"Message":"An error has occurred.","ExceptionMessage":"{{words}}"}""" });

        for (var day = 0; day < 3; day++)
        {
            await world.SyncUntilQuietAsync();
            world.Clock.Advance(TimeSpan.FromDays(1));
        }

        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal(("US-1", code), (error.Info.OrderNumber, error.Info.Code));
    }

    [Fact]
    public async Task One_that_is_refused_by_itself_goes_to_the_error_queue_with_the_reason()
    {
        await using var world = await World.StartAsync(new WorldPlan
        {
            Settings = new Dictionary<string, string?>
            {
                ["Services:Rules:0:Name"] = "express", ["Services:Rules:0:Methods:0"] = "express", ["Services:Rules:0:Carrier"] = "stamps_com",
                ["Services:Rules:0:Service"] = "usps_rocket_mail"
            }
        });
        await world.People.PlaceAsync(
            ShopOrder.Numbered("US-1").But(order => order["shippingInfo"]!["shippingMethod"]!["id"] = ReferenceSeed.ShippingMethodId("express")),
            ShopOrder.Numbered("US-2"));

        await world.SyncAsync();

        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal((FailureKind.Rejected, "PushRejected", "US-1"), (error.Info.Kind, error.Info.Code, error.Info.OrderNumber));
        Assert.Contains("serviceCode", error.Info.Description);
        Assert.Single(await world.ShippingOrdersAsync("US-2"));
        Assert.Equal(1, world.BulkCalls);
    }

    [Fact]
    public async Task What_fails_again_keeps_its_first_failure_and_its_count_and_what_succeeds_is_kept_as_resolved()
    {
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = null });
        await world.SyncAsync();
        var first = Assert.Single(await world.ErrorsAsync()).Info.FirstFailedAt;

        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.ReplayAllAsync();
        await world.SyncAsync();

        var (entry, known) = Assert.Single(await world.Get<ErrorReview>().ListAsync(ErrorTab.Open, null, new ErrorFilter(), 10, default));
        Assert.Equal((first, first), (entry.Info.FirstFailedAt, known.FirstFailedAt));
        Assert.Equal((2, 1, ErrorCaseState.Open), (known.Failures, known.Retries, known.State));
        var group = Assert.Single((await world.Get<ErrorReview>().GroupAsync(ErrorTab.Open, new ErrorFilter(), default)).Groups);
        Assert.Equal((1, 1, first), (group.Count, group.FailedAgain, group.FirstFailedAt));

        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });
        await world.ReplayAllAsync();
        await world.SyncAsync();

        Assert.Empty(await world.ErrorsAsync());
        var closed = Assert.Single((await world.Get<IErrorCases>().ListClosedAsync(null, 10, default)).Cases);
        Assert.Equal((ErrorCaseState.Resolved, 2, 2, first), (closed.State, closed.Failures, closed.Retries, closed.FirstFailedAt));
    }

    [Fact]
    public async Task What_its_next_change_mends_is_kept_as_resolved_too()
    {
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = null });
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });
        await world.SyncAsync();

        Assert.Empty(await world.ErrorsAsync());
        var closed = Assert.Single((await world.Get<IErrorCases>().ListClosedAsync(null, 10, default)).Cases);
        Assert.Equal((ErrorCaseState.Resolved, 0, ErrorCodes.MissingAddress), (closed.State, closed.Retries, closed.Code));
    }
}
