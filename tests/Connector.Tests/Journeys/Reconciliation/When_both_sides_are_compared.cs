using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Xunit;

namespace Connector.Tests.Journeys.Reconciliation;

/// <summary>Each test damages one order of two, behind the connector's back; reconciliation must find that and nothing else, mend it, and then find nothing.</summary>
public sealed class When_both_sides_are_compared
{
    private const string Number = "US-1";

    [Fact]
    public async Task An_order_that_was_never_pushed_is_missing()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered(Number));
        await new Damage(world).LosePulledAsync();

        await FindsAndMendsAsync(world, DifferenceKind.MissingInShipping);

        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync(Number)).Text("orderStatus"));
    }

    [Fact]
    public async Task An_order_that_was_deleted_in_ShipStation_is_missing()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        await damage.DeleteInShipStationAsync(Number);

        await FindsAndMendsAsync(world, DifferenceKind.MissingInShipping);

        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync(Number)).Text("orderStatus"));
    }

    [Fact]
    public async Task A_copy_that_others_made_is_reported_and_left_alone()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        var copy = await damage.CopyInShipStationAsync(Number, new JsonObject { ["orderKey"] = "made-by-another-program" });

        var difference = Assert.Single((await ReconcileAsync(world, fix: true)).Differences);

        Assert.Equal((DifferenceKind.DuplicateInShipping, false), (difference.Kind, difference.Repaired));
        var orders = await world.ShippingOrdersAsync(Number);
        Assert.Equal("awaiting_shipment", orders.Single(o => o.GetProperty("orderId").GetInt64() == copy["orderId"]!.GetValue<long>()).Text("orderStatus"));
        Assert.Equal("awaiting_shipment", orders.Single(o => o.Text("orderKey") != "made-by-another-program").Text("orderStatus"));
    }

    [Fact]
    public async Task An_order_of_the_same_number_with_other_goods_is_reported_and_left_alone()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number));
        var other = new JsonArray(new JsonObject { ["sku"] = "SOMETHING-ELSE", ["name"] = "Something else", ["quantity"] = 3, ["unitPrice"] = 1 });
        await damage.CopyInShipStationAsync(Number, new JsonObject { ["orderKey"] = "another-channel", ["items"] = other });

        var report = await ReconcileAsync(world, fix: true);

        var difference = Assert.Single(report.Differences);
        Assert.Equal((DifferenceKind.DuplicateInShipping, false), (difference.Kind, difference.Repaired));
        Assert.All(await world.ShippingOrdersAsync(Number), o => Assert.Equal("awaiting_shipment", o.Text("orderStatus")));
    }

    [Fact]
    public async Task A_change_that_was_never_sent_is_drift()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        await world.People.EditInShopAsync(Number, new JsonObject { ["shippingAddress"] = ShopOrder.Address("7 Other Street") });
        await damage.LosePulledAsync();

        await FindsAndMendsAsync(world, DifferenceKind.ChangeNotSent);

        Assert.Equal("7 Other Street", (await world.ShippingOrderAsync(Number)).GetProperty("shipTo").Text("street1"));
    }

    [Fact]
    public async Task A_cancellation_that_was_never_sent_leaves_an_open_order()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        await world.People.CancelInShopAsync(Number);
        await damage.LosePulledAsync();

        await FindsAndMendsAsync(world, DifferenceKind.CancelledButOpen);

        Assert.Equal("cancelled", (await world.ShippingOrderAsync(Number)).Text("orderStatus"));
    }

    [Fact]
    public async Task A_cancelled_order_that_was_opened_again_there_is_cancelled_again()
    {
        await using var world = await World.StartAsync();
        await new Damage(world).SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        await world.People.CancelInShopAsync(Number);
        await world.SyncUntilQuietAsync();
        await world.People.EditInShipStationAsync(Number, new JsonObject { ["orderStatus"] = "awaiting_shipment" });

        await FindsAndMendsAsync(world, DifferenceKind.CancelledButOpen);

        Assert.Equal("cancelled", (await world.ShippingOrderAsync(Number)).Text("orderStatus"));
    }

    [Fact]
    public async Task A_part_that_the_order_does_not_want_is_an_orphan()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        var key = world.ShopOrder(Number).Text("id") + "-old-place";
        await damage.CopyInShipStationAsync(Number, new JsonObject { ["orderKey"] = key, ["orderNumber"] = Number + "-2" });

        await FindsAndMendsAsync(world, DifferenceKind.LeftoverPart);

        var orders = await world.ShippingOrdersAsync(Number);
        Assert.Equal("cancelled", orders.Single(o => o.Text("orderKey") == key).Text("orderStatus"));
        Assert.Equal("awaiting_shipment", orders.Single(o => o.Text("orderKey") != key).Text("orderStatus"));
    }

    [Fact]
    public async Task A_record_that_names_another_order_is_put_right()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        var id = await damage.IdAsync(Number);
        await damage.ChangeRowAsync(Number, row => row with { ShippingOrderId = 1 });

        await FindsAndMendsAsync(world, DifferenceKind.RecordMissing);

        Assert.Equal(id, Assert.Single(await world.RowsAsync(Number)).ShippingOrderId);
    }

    [Fact]
    public async Task An_order_that_stands_there_without_any_record_is_adopted()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered("US-2"));
        var group = Assert.Single(await world.RowsAsync("US-2")).GroupKey;
        await world.People.PlaceAsync(ShopOrder.Numbered(Number));
        await damage.LosePulledAsync();
        await damage.CopyInShipStationAsync("US-2", new JsonObject { ["orderKey"] = $"{world.ShopOrder(Number).Text("id")}-{group}", ["orderNumber"] = Number });

        await FindsAndMendsAsync(world, DifferenceKind.RecordMissing);

        Assert.Equal(await damage.IdAsync(Number), Assert.Single(await world.RowsAsync(Number)).ShippingOrderId);
    }

    [Fact]
    public async Task A_call_of_unknown_outcome_is_made_again()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        await damage.ChangeRowAsync(Number, row => row with { Reservation = new Reservation("gone", row.OrderVersion, "unknown", world.Clock.GetUtcNow().AddSeconds(-1)) });

        await FindsAndMendsAsync(world, DifferenceKind.UnknownOutcome);

        Assert.Null(Assert.Single(await world.RowsAsync(Number)).Reservation);
    }

    [Fact]
    public async Task A_label_that_no_poll_saw_is_reported()
    {
        await using var world = await World.StartAsync();
        await new Damage(world).SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        await world.People.LabelAsync(Number);

        await FindsAndMendsAsync(world, DifferenceKind.ShipmentNotWrittenBack);

        Assert.Equal("Shipped", world.ShopOrder(Number).Text("shipmentState"));
    }

    [Fact]
    public async Task A_delivery_that_somebody_removed_in_the_shop_is_reported_again()
    {
        await using var world = await World.StartAsync();
        await new Damage(world).SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        await world.People.LabelAsync(Number);
        await world.SyncUntilQuietAsync();
        await world.People.EditInShopAsync(Number, new JsonObject { ["shippingInfo"] = new JsonObject { ["deliveries"] = new JsonArray() } });

        await FindsAndMendsAsync(world, DifferenceKind.ShipmentNotWrittenBack);

        Assert.Single(world.ShopOrder(Number).GetProperty("shippingInfo").GetProperty("deliveries").EnumerateArray());
    }

    [Fact]
    public async Task A_void_that_no_poll_saw_is_taken_back()
    {
        await using var world = await World.StartAsync();
        await new Damage(world).SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        var shipment = await world.People.LabelAsync(Number);
        await world.SyncUntilQuietAsync();
        await world.People.VoidAsync(shipment);

        await FindsAndMendsAsync(world, DifferenceKind.VoidNotWrittenBack);

        Assert.Equal("Pending", world.ShopOrder(Number).Text("shipmentState"));
        Assert.Empty(world.ShopOrder(Number).GetProperty("shippingInfo").GetProperty("deliveries").EnumerateArray());
    }

    [Fact]
    public async Task A_state_that_somebody_set_back_is_set_again()
    {
        await using var world = await World.StartAsync();
        await new Damage(world).SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        await world.People.LabelAsync(Number);
        await world.SyncUntilQuietAsync();
        await world.People.EditInShopAsync(Number, new JsonObject { ["shipmentState"] = "Ready" });

        await FindsAndMendsAsync(world, DifferenceKind.ShopShowsOtherValues);

        Assert.Equal("Shipped", world.ShopOrder(Number).Text("shipmentState"));
    }

    [Fact]
    public async Task A_hold_whose_message_was_lost_is_reported()
    {
        await using var world = await World.StartAsync();
        await new Damage(world).SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.People.EditInShipStationAsync(Number, new JsonObject { ["orderStatus"] = "on_hold" });
        await world.Get<OrderStatusPoll>().RunAsync(default);
        // The message waits until the reading is kept.
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        await new Damage(world).LoseAsync(QueueNames.Shipments);

        await FindsAndMendsAsync(world, DifferenceKind.StatusNotWrittenBack);

        Assert.Equal("on hold", world.ShopOrder(Number).Field("shipstationStatus"));
    }

    [Theory]
    [InlineData(MessageTypes.PushOrder)]
    [InlineData(MessageTypes.RecordShipment)]
    [InlineData(MessageTypes.RecordOrderStatus)]
    public async Task An_error_that_is_no_longer_true_is_closed(string type)
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        await damage.DeadLetterAsync(Number, type);

        await FindsAndMendsAsync(world, DifferenceKind.OutdatedError);

        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task An_error_that_is_still_true_stays()
    {
        await using var world = await World.StartAsync();
        await new Damage(world).SentAsync(ShopOrder.Numbered(Number));
        await world.People.LabelAsync(Number);
        await world.SyncUntilQuietAsync();
        await world.People.CancelInShopAsync(Number);
        await world.SyncUntilQuietAsync();
        Assert.Single(await world.ErrorsAsync());

        Assert.Empty((await ReconcileAsync(world, fix: true)).Differences);

        Assert.Single(await world.ErrorsAsync());
    }

    [Fact]
    public async Task An_order_of_ours_that_the_shop_does_not_have_is_reported_and_left_to_a_person()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number));
        await damage.CopyInShipStationAsync(Number, new JsonObject { ["orderKey"] = "0a1b2c3d-0000-4000-8000-000000000001-main", ["orderNumber"] = "US-9" });

        var report = await ReconcileAsync(world, fix: true);

        var difference = Assert.Single(report.Differences);
        Assert.Equal((DifferenceKind.NotInShop, false), (difference.Kind, difference.Repaired));
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync("US-9")).Text("orderStatus"));
    }

    [Fact]
    public async Task What_changed_a_moment_ago_is_left_for_the_next_night()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered(Number));

        var report = await world.Get<ReconciliationRun>().RunNightlyAsync(default);
        Assert.Equal((1, 0), (report.TooFresh, report.Differences.Count));

        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Single((await world.Get<ReconciliationRun>().RunNightlyAsync(default)).Differences);
    }

    [Fact]
    public async Task Without_fix_nothing_is_written_and_no_news_is_swallowed()
    {
        await using var world = await World.StartAsync();
        await new Damage(world).SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.People.EditInShipStationAsync(Number, new JsonObject { ["orderStatus"] = "on_hold" });
        await world.People.LabelAsync("US-2");
        var writes = (world.BulkCalls, world.ShopWrites);

        Assert.Equal(2, (await ReconcileAsync(world, fix: false)).Differences.Count);
        Assert.Equal(writes, (world.BulkCalls, world.ShopWrites));

        await world.SyncUntilQuietAsync();
        Assert.Equal("on hold", world.ShopOrder(Number).Field("shipstationStatus"));
        Assert.Equal("Shipped", world.ShopOrder("US-2").Text("shipmentState"));
    }

    [Theory]
    [InlineData("US-1-1")]
    [InlineData("US-1-2")]
    public async Task An_open_part_of_a_cancelled_order_is_found(string part)
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered(Number).With("MUG-RED", 4);
        await new Damage(world).SentAsync(order, ShopOrder.Numbered("US-2"));
        await world.People.SplitAsync(Number, (order.Lines[0], 2));
        await world.People.SplitAsync("US-1-1", (order.Lines[0], 1));
        await world.People.CancelInShopAsync(Number);
        await world.SyncUntilQuietAsync();
        foreach (var number in (string[])[Number, "US-1-1", "US-1-2"])
            await world.People.EditInShipStationAsync(number, new JsonObject { ["orderStatus"] = number == part ? "awaiting_shipment" : "cancelled" });

        await FindsAndMendsAsync(world, DifferenceKind.CancelledButOpen);

        Assert.All(await world.ShippingOrdersAsync(Number), o => Assert.Equal("cancelled", o.Text("orderStatus")));
    }

    [Fact]
    public async Task Units_that_stand_in_an_order_and_in_its_part_are_a_duplicate()
    {
        await using var world = await World.StartAsync();
        var order = ShopOrder.Numbered(Number).With("MUG-RED", 4);
        await new Damage(world).SentAsync(order, ShopOrder.Numbered("US-2"));
        await world.People.EditInShopAsync(Number, new JsonObject { ["shippingAddress"] = ShopOrder.Address("7 Other Street") });
        world.Between.At("push-reserved", () => world.People.SplitAsync(Number, (order.Lines[0], 1)));
        await world.SyncAsync(SyncScope.Orders);

        await FindsAndMendsAsync(world, DifferenceKind.DuplicateInShipping);

        var orders = await world.ShippingOrdersAsync(Number);
        Assert.Equal([3, 1], orders.Select(o => o.List("items").Sum(i => i.GetProperty("quantity").GetInt32())));
        Assert.All(orders, o => Assert.Equal("7 Other Street", o.Text("shipTo.street1")));
    }

    [Fact]
    public async Task A_cancellation_that_was_begun_and_never_noted_is_made_again()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        await world.People.CancelInShopAsync(Number);
        await world.SyncUntilQuietAsync();
        await damage.ChangeRowAsync(Number, row => row with { Status = SyncStatus.Synced, Reservation = Ended(world, row) });

        await FindsAndMendsAsync(world, DifferenceKind.UnknownOutcome);

        var mended = Assert.Single(await world.RowsAsync(Number));
        Assert.Equal((SyncStatus.Cancelled, null), (mended.Status, mended.Reservation));
    }

    [Fact]
    public async Task A_reservation_left_behind_on_a_row_that_needs_no_call_is_taken_away()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        await world.People.CancelInShopAsync(Number);
        await world.SyncUntilQuietAsync();
        await damage.ChangeRowAsync(Number, row => row with { Reservation = Ended(world, row) });

        await FindsAndMendsAsync(world, DifferenceKind.UnknownOutcome);

        Assert.Null(Assert.Single(await world.RowsAsync(Number)).Reservation);
    }

    [Fact]
    public async Task A_call_of_unknown_outcome_is_found_however_long_ago_its_order_changed()
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        world.Clock.Advance(TimeSpan.FromDays(40));
        await damage.ChangeRowAsync(Number, row => row with { Reservation = Ended(world, row) });

        await FindsAndMendsAsync(world, DifferenceKind.UnknownOutcome);
    }

    [Theory]
    [InlineData("on_hold", "on hold")]
    [InlineData("cancelled", "cancelled")]
    public async Task A_status_that_every_poll_missed_is_reported(string status, string reported)
    {
        await using var world = await World.StartAsync();
        var damage = new Damage(world);
        await damage.SentAsync(ShopOrder.Numbered(Number), ShopOrder.Numbered("US-2"));
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.People.EditInShipStationAsync(Number, new JsonObject { ["orderStatus"] = status });
        world.Clock.Advance(TimeSpan.FromHours(1));
        await damage.SkipPollsAsync();
        await world.SyncUntilQuietAsync();
        Assert.NotEqual(reported, world.ShopOrder(Number).Field("shipstationStatus"));

        await FindsAndMendsAsync(world, DifferenceKind.StatusNotWrittenBack);

        Assert.Equal(reported, world.ShopOrder(Number).Field("shipstationStatus"));
    }

    [Theory]
    [InlineData("orders-pull")]
    [InlineData("orders-status:default")]
    [InlineData("shipments-voided:default")]
    public async Task A_cursor_in_the_future_is_set_back(string name)
    {
        await using var world = await World.StartAsync();
        await new Damage(world).SentAsync(ShopOrder.Numbered(Number));
        await new Damage(world).MoveCursorAsync(CursorName.ListMoved(["default"]).Single(n => n.Text == name), TimeSpan.FromHours(3));

        var found = Assert.Single((await ReconcileAsync(world, fix: false)).Differences);
        Assert.Equal((DifferenceKind.CursorAhead, name, false), (found.Kind, found.ShippingKey, found.Repaired));
        Assert.True(Assert.Single((await ReconcileAsync(world, fix: true)).Differences).Repaired);
        Assert.Empty((await ReconcileAsync(world, fix: false)).Differences);
    }

    private static Reservation Ended(World world, SyncRow row) => new("gone", row.OrderVersion, "unknown", world.Clock.GetUtcNow().AddSeconds(-1));

    private static async Task FindsAndMendsAsync(World world, DifferenceKind kind)
    {
        var found = Assert.Single((await ReconcileAsync(world, fix: false)).Differences);
        Assert.Equal((kind, Number, false), (found.Kind, found.OrderNumber, found.Repaired));

        var mended = Assert.Single((await ReconcileAsync(world, fix: true)).Differences);
        Assert.Equal((kind, true), (mended.Kind, mended.Repaired));
        await world.PumpAsync();

        Assert.Empty((await ReconcileAsync(world, fix: false)).Differences);
        Assert.Empty(await world.ErrorsAsync());
        Assert.Contains(ReconciliationRun.RunWord, await world.HistoryAsync(Number));
    }

    private static Task<ReconciliationReport> ReconcileAsync(World world, bool fix) => world.Get<ReconciliationRun>().RunAsync(
        new ReconciliationScope(world.Clock.GetUtcNow().AddDays(-30), null, fix, TimeSpan.Zero), null, default);
}
