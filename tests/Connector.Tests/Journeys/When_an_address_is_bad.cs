using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping.Writeback;
using Connector.Core.Rules.Selection.Conditions;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_an_address_is_bad
{
    [Fact]
    public async Task The_order_is_held_until_the_shop_corrects_it()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order["shippingAddress"] = ShopOrder.Address("1 Nowhere Lane")));
        await world.SyncAsync();
        await world.People.SettleAsync();

        await world.SyncAsync();

        Assert.Equal("on_hold", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        Assert.Equal("failed", world.ShopOrder("US-1").Field("shipstationAddressCheck"));
        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal((FailureKind.AddressInvalid, "AddressFailed", "US-1"), (error.Info.Kind, error.Info.Code, error.Info.OrderNumber));

        // Nobody corrects an address at once; ShipStation's own second look at a new order is over by then.
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.SyncAsync();
        Assert.Equal("on hold", world.ShopOrder("US-1").Field("shipstationStatus"));
        Assert.Single(await world.ErrorsAsync());

        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("12 Congress Avenue") });
        await world.SyncAsync();
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        Assert.Empty(await world.ErrorsAsync());
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.SyncAsync();

        Assert.Equal("valid", world.ShopOrder("US-1").Field("shipstationAddressCheck"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task Of_one_that_has_shipped_nobody_says_that_it_is_held()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.People.CheckAddressAsync("US-1", "failed");
        await world.People.LabelAsync("US-1");

        await world.SyncUntilQuietAsync();

        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        var error = Assert.Single(await world.ErrorsAsync());
        Assert.Equal("AddressFailed", error.Info.Code);
        Assert.DoesNotContain("on hold", error.Info.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_order_is_held_also_when_its_message_could_not_be_queued_at_first()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order["shippingAddress"] = ShopOrder.Address("1 Nowhere Lane")));
        await world.SyncAsync();
        await world.People.SettleAsync();
        await world.Get<OrderStatusPoll>().RunAsync(default);
        var message = new WorkMessage
        {
            Type = MessageTypes.RecordOrderStatus, Id = world.ShopOrder("US-1").Text("id")!, OrderNumber = "US-1", Reason = "poll", CorrelationId = "c", EnqueuedAt = world.Clock.GetUtcNow()
        };
        var queue = new Mock<IWorkQueue>();
        queue.Setup(q => q.SendAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<WorkMessage>>(), It.IsAny<DateTimeOffset?>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ConnectorException(FailureKind.Transient, ErrorCodes.Timeout, "The queue is not there."));
        var handler = new RecordOrderStatusHandler(
            world.Get<OrderUpdater>(), world.Get<KnownShippingOrders>(), new PushRequests(queue.Object, world.Get<IIdSource>(), world.Clock), world.Get<IErrorQueue>(),
            world.Get<OrderStatusPlanner>(), world.Get<IOptions<EngineOptions>>(), world.Get<SyncMeter>());
        await Record.ExceptionAsync(() => handler.HandleAsync([message], default));

        await world.SyncAsync();

        Assert.Equal("on_hold", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        Assert.Equal("failed", world.ShopOrder("US-1").Field("shipstationAddressCheck"));
        Assert.Equal("AddressFailed", Assert.Single(await world.ErrorsAsync()).Info.Code);
    }

    [Fact]
    public async Task One_that_is_corrected_within_the_minute_is_reported_as_well()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order["shippingAddress"] = ShopOrder.Address("1 Nowhere Lane")));
        await world.SyncAsync();
        await world.People.SettleAsync();
        await world.SyncAsync();
        Assert.Equal("failed", world.ShopOrder("US-1").Field("shipstationAddressCheck"));

        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("12 Congress Avenue") });
        await world.SyncAsync();
        await world.People.SettleAsync();
        await world.SyncUntilQuietAsync();

        Assert.Equal("valid", world.ShopOrder("US-1").Field("shipstationAddressCheck"));
        Assert.Empty(await world.ErrorsAsync());
    }

    /// <summary>It passes, and before the shop shows that, another address is sent, which has no result yet: all within the minute in which ShipStation works on new orders itself.</summary>
    [Fact]
    public async Task One_that_passes_and_changes_at_once_is_reported_with_its_next_result()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.CheckAddressAsync("US-1", "failed");
        await world.SyncAsync();
        Assert.Equal("failed", world.ShopOrder("US-1").Field("shipstationAddressCheck"));

        await world.People.CheckAddressAsync("US-1", "valid");
        await world.Get<OrderStatusPoll>().RunAsync(default);
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("7 Shop Street") });
        await world.SyncAsync(SyncScope.Orders);
        await world.Get<OrderStatusPoll>().RunAsync(default);
        await world.SyncAsync();
        await world.People.SettleAsync();
        await world.SyncUntilQuietAsync();

        Assert.Equal("valid", world.ShopOrder("US-1").Field("shipstationAddressCheck"));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task A_doubtful_one_is_reported_and_nothing_is_held()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1").But(order => order["shippingAddress"] = ShopOrder.Address("1 Unclear Street")));
        await world.SyncAsync();
        await world.People.SettleAsync();

        await world.SyncAsync();

        Assert.Equal("warning", world.ShopOrder("US-1").Field("shipstationAddressCheck"));
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("US-1")).Text("orderStatus"));
        Assert.Empty(await world.ErrorsAsync());
    }
}
