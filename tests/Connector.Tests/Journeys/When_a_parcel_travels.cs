using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Connector.Core.Rules.Mapping.Writeback;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_a_parcel_travels
{
    private const string Track = "GET /v2/labels/{id}/track";

    [Theory]
    [InlineData("shipstationShipDate", 2)]
    // What is new of its status goes along.
    [InlineData("noFieldOfTheType", 1)]
    [InlineData(null, 0)]
    public async Task The_day_on_which_it_is_expected_is_written_where_the_order_has_the_field_and_once_for_each_day(string? field, int written)
    {
        // Any field of the Type will do for this; a merchant names one of his own.
        await using var world = await World.StartAsync(new WorldPlan { V2Key = true, Settings = new Dictionary<string, string?> { ["Writeback:EstimatedDeliveryField"] = field } });
        var parcel = await ShipAsync(world);
        await world.SyncAsync();
        var (day, next) = (world.Clock.GetUtcNow().AddDays(3), world.Clock.GetUtcNow().AddDays(4));
        var writes = world.ShopWrites;

        foreach (var expected in (DateTimeOffset[])[day, day, next])
        {
            await world.People.MoveAsync(parcel, "IT", new JsonObject { ["estimated"] = expected.ToString("yyyy-MM-ddT00:00:00Z", System.Globalization.CultureInfo.InvariantCulture) });
            world.Clock.Advance(TimeSpan.FromHours(5));
            await world.SyncUntilQuietAsync();
        }

        Assert.Equal(written, world.ShopWrites - writes);
        if (written == 2) Assert.Equal(next.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), world.ShopOrder("US-1").Field(field!));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Its_delivery_is_reported_by_a_signed_notification_with_or_without_a_key_of_V2_and_once(bool withKey, bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true, V2Key = withKey, OnSqlite = onSqlite });
        var parcel = await ShipAsync(world);
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        var writes = world.ShopWrites;
        await world.People.SetWebhooksAsync(new JsonObject { ["duplicate"] = true });

        await world.People.MoveAsync(parcel, "IT");
        await DeliverNotificationsAsync(world);
        Assert.Equal(writes, world.ShopWrites);
        await world.People.MoveAsync(parcel, "DE");
        await DeliverNotificationsAsync(world);

        Assert.Equal("Delivered", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal("delivered", world.ShopOrder("US-1").Field("shipstationStatus"));
        Assert.Equal("delivered", world.ShopOrder("US-1").Field("shipstationTrackingStatus"));
        Assert.StartsWith(world.Clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), world.ShopOrder("US-1").Field("shipstationDeliveredAt"), StringComparison.Ordinal);
        Assert.Equal(writes + 1, world.ShopWrites);
        Assert.Equal(withKey, world.ShippingCalls(Track) > 0);

        await world.SyncAsync();
        await world.SyncAsync();
        Assert.Equal(writes + 1, world.ShopWrites);
        Assert.Empty(await world.ErrorsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_delivery_is_found_by_polling_and_then_nobody_asks_again(bool onSqlite)
    {
        await using var world = await World.StartAsync(new WorldPlan { V2Key = true, OnSqlite = onSqlite });
        var parcel = await ShipAsync(world);
        await world.SyncAsync();
        Assert.Equal(1, world.ShippingCalls(Track));
        await world.People.MoveAsync(parcel, "DE");
        await world.SyncAsync();
        Assert.Equal(1, world.ShippingCalls(Track));

        world.Clock.Advance(TimeSpan.FromHours(5));
        await world.SyncAsync();

        Assert.Equal("Delivered", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(2, world.ShippingCalls(Track));
        for (var i = 0; i < 2; i++)
        {
            world.Clock.Advance(TimeSpan.FromHours(5));
            await world.SyncAsync();
        }
        Assert.Equal(2, world.ShippingCalls(Track));
        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task An_exception_is_shown_with_the_carriers_words_and_goes_when_it_is_over()
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true });
        var parcel = await ShipAsync(world);

        await world.People.MoveAsync(parcel, "EX", new JsonObject { ["description"] = "Address not found" });
        await DeliverNotificationsAsync(world);
        Assert.Equal("exception", world.ShopOrder("US-1").Field("shipstationTrackingStatus"));
        Assert.EndsWith(": Address not found", world.ShopOrder("US-1").Field("shipstationTrackingProblem"), StringComparison.Ordinal);
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));

        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.People.MoveAsync(parcel, "IT");
        await DeliverNotificationsAsync(world);
        Assert.Equal("in transit", world.ShopOrder("US-1").Field("shipstationTrackingStatus"));
        Assert.Null(world.ShopOrder("US-1").Field("shipstationTrackingProblem"));
    }

    [Fact]
    public async Task A_return_to_the_sender_is_no_delivery_though_the_sender_got_it()
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true });
        var parcel = await ShipAsync(world);
        await world.People.MoveAsync(parcel, "EX", new JsonObject { ["detail"] = "RETURN_TO_SENDER", ["description"] = "Refused" });
        world.Clock.Advance(TimeSpan.FromHours(30));
        await world.People.MoveAsync(parcel, "DE");
        await DeliverNotificationsAsync(world);

        Assert.Equal("returned to sender", world.ShopOrder("US-1").Field("shipstationTrackingStatus"));
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Null(world.ShopOrder("US-1").Field("shipstationDeliveredAt"));
    }

    [Fact]
    public async Task What_happened_earlier_and_is_reported_later_changes_nothing()
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true });
        var parcel = await ShipAsync(world);
        await world.People.MoveAsync(parcel, "DE");
        await DeliverNotificationsAsync(world);
        var writes = world.ShopWrites;

        await world.People.MoveAsync(parcel, "EX", new JsonObject { ["occurredAt"] = world.Clock.GetUtcNow().AddHours(-3).ToString("O") });
        await DeliverNotificationsAsync(world);

        Assert.Equal("delivered", world.ShopOrder("US-1").Field("shipstationTrackingStatus"));
        Assert.Equal(writes, world.ShopWrites);
    }

    [Fact]
    public async Task Notifications_that_come_in_reverse_end_in_the_same_state()
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true });
        var parcel = await ShipAsync(world);
        await world.People.SetWebhooksAsync(new JsonObject { ["reorder"] = true });
        var now = world.Clock.GetUtcNow();
        foreach (var (status, hours) in new[] { ("AC", -4), ("IT", -3), ("EX", -2), ("DE", -1) })
            await world.People.MoveAsync(parcel, status, new JsonObject { ["occurredAt"] = now.AddHours(hours).ToString("O") });
        await DeliverNotificationsAsync(world);

        Assert.Equal("Delivered", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Null(world.ShopOrder("US-1").Field("shipstationTrackingProblem"));
    }

    [Fact]
    public async Task An_order_in_two_parcels_is_delivered_with_the_second()
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true });
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 2);
        await world.People.PlaceAsync(order);
        await world.SyncAsync();
        var first = await world.People.LabelAsync("US-1", (order.Lines[0], 1));
        await world.SyncAsync();
        await world.People.MoveAsync(first, "DE");
        await DeliverNotificationsAsync(world);
        Assert.Equal("Partial", world.ShopOrder("US-1").Text("shipmentState"));
        var second = await world.People.LabelAsync("US-1");
        await world.SyncAsync();
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        await world.People.MoveAsync(second, "IT");
        await world.People.MoveAsync(second, "DE");
        await DeliverNotificationsAsync(world);
        Assert.Equal("Delivered", world.ShopOrder("US-1").Text("shipmentState"));
    }

    [Fact]
    public async Task What_is_reported_of_a_voided_label_counts_for_nothing()
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true });
        var parcel = await ShipAsync(world);
        await world.People.VoidAsync(parcel);
        await world.SyncAsync();
        var writes = world.ShopWrites;

        await world.People.MoveAsync(parcel, "DE");
        await DeliverNotificationsAsync(world);
        await world.SyncAsync();

        Assert.Equal("Pending", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Null(world.ShopOrder("US-1").Field("shipstationTrackingStatus"));
        Assert.Equal(writes, world.ShopWrites);
    }

    [Fact]
    public async Task A_parcel_that_is_heard_of_before_its_label_is_reported_with_it()
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        await world.People.SetWebhooksAsync(new JsonObject { ["dropNext"] = 1 });
        var parcel = await world.People.LabelAsync("US-1");
        await world.People.MoveAsync(parcel, "DE");
        await DeliverNotificationsAsync(world);
        Assert.Empty(world.ShopOrder("US-1").Deliveries());

        await world.SyncAsync();

        Assert.Equal("Delivered", world.ShopOrder("US-1").Text("shipmentState"));
    }

    [Fact]
    public async Task A_key_that_was_rotated_is_learned_within_a_minute()
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true });
        var parcel = await ShipAsync(world);
        await world.People.MoveAsync(parcel, "IT");
        await DeliverNotificationsAsync(world);
        await world.People.RotateKeyAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        await world.People.MoveAsync(parcel, "DE");
        await DeliverNotificationsAsync(world);

        Assert.Equal("Delivered", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(2, world.ShippingCalls("GET /jwks"));
    }

    [Fact]
    public async Task A_signed_notification_of_a_label_is_a_hint_for_one_list()
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true });
        await world.People.SubscribeSignedAsync(world.HooksAddress, "label_created_v2");
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        // The V1 notification is lost.
        await world.People.SetWebhooksAsync(new JsonObject { ["dropNext"] = 1 });
        var (lists, fulfillments) = (world.ShippingCalls("GET /shipments"), world.ShippingCalls("GET /fulfillments"));

        await world.People.LabelAsync("US-1");
        await DeliverNotificationsAsync(world);

        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal((lists + 1, fulfillments), (world.ShippingCalls("GET /shipments"), world.ShippingCalls("GET /fulfillments")));
    }

    [Fact]
    public async Task A_refused_key_of_V2_stops_tracking_and_nothing_else()
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true, Settings = new Dictionary<string, string?> { ["ShipStation:V2ApiKey"] = "wrong" } });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        var parcel = await world.People.LabelAsync("US-1");
        await DeliverNotificationsAsync(world);
        await world.People.MoveAsync(parcel, "DE");
        await DeliverNotificationsAsync(world);
        Assert.Equal(ErrorCodes.TrackingRefused, Assert.Single(await world.ErrorsAsync()).Info.Code);

        await world.People.PlaceAsync(ShopOrder.Numbered("US-2"));
        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(() => world.SyncAsync());

        Assert.Equal(ErrorCodes.TrackingRefused, failure.Code);
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        await world.ShippingOrderAsync("US-2");
    }

    [Fact]
    public async Task The_merchant_says_which_states_follow()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Writeback:ShipmentStateDelivered"] = "false", ["Writeback:OrderStateWhenDelivered"] = "Complete", ["Writeback:Tracking"] = nameof(TrackingScope.All)
        };
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true, Settings = settings });
        var parcel = await ShipAsync(world);
        await world.People.MoveAsync(parcel, "IT");
        await DeliverNotificationsAsync(world);
        Assert.Equal(("in transit", "Open"), (world.ShopOrder("US-1").Field("shipstationTrackingStatus"), world.ShopOrder("US-1").Text("orderState")));
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.People.MoveAsync(parcel, "DE");
        await DeliverNotificationsAsync(world);
        Assert.Equal(("Shipped", "Complete"), (world.ShopOrder("US-1").Text("shipmentState"), world.ShopOrder("US-1").Text("orderState")));
    }

    [Fact]
    public async Task Who_wants_none_of_it_gets_none_of_it()
    {
        await using var world = await World.StartAsync(
            new WorldPlan { Webhooks = true, V2Key = true, Settings = new Dictionary<string, string?> { ["Writeback:Tracking"] = nameof(TrackingScope.None) } });
        var parcel = await ShipAsync(world);
        var writes = world.ShopWrites;
        await world.SyncAsync();
        Assert.Equal(0, world.ShippingCalls(Track));
        await world.People.MoveAsync(parcel, "DE");
        await DeliverNotificationsAsync(world);
        Assert.Equal(writes, world.ShopWrites);
    }

    /// <summary>An order with its label, written back to the shop. Returns the shipment.</summary>
    private static async Task<long> ShipAsync(World world)
    {
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();
        var parcel = await world.People.LabelAsync("US-1");
        await DeliverNotificationsAsync(world);
        if (world.ShopOrder("US-1").Text("shipmentState") != "Shipped") await world.SyncAsync();
        return parcel;
    }

    private static async Task DeliverNotificationsAsync(World world)
    {
        await world.Shipping.WhenWebhooksAreDeliveredAsync(default);
        await world.PumpAsync();
    }
}
