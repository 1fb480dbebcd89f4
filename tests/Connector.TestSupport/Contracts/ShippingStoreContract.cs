using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="IShippingStore"/> keeps.</summary>
public abstract class ShippingStoreContract
{
    private readonly ManualTimeProvider _clock = new();

    /// <summary>
    /// A store on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<IShippingStore> CreateAsync(ManualTimeProvider clock);

    private Task<IShippingStore> StoreAsync() => CreateAsync(_clock);

    [Fact]
    public async Task A_first_reading_is_reported_as_new_and_kept_whole()
    {
        var store = await StoreAsync();
        var order = A.Snapshot(null, static s => s with
        {
            Status = ShippingOrderStatus.Other, StatusText = "status_of_tomorrow", AddressCheck = AddressCheck.Warning, HoldUntil = new DateOnly(2026, 4, 1),
            ParentId = 12, MergedOrSplit = true, MergedIds = [13, 14], ExternallyFulfilled = true, ObservedAt = ManualTimeProvider.Start.AddTicks(5)
        });

        Assert.Equal(order.ShippingOrderId, Assert.Single(await store.PutOrdersAsync([order], default)).ShippingOrderId);

        var kept = await (await StoreAsync()).FindOrderAsync(order.Account, order.ShippingOrderId, default);
        Assert.NotNull(kept);
        Assert.Equal(PayloadJson.Write(order.Content), PayloadJson.Write(kept.Content));
        Assert.Equal(order.MergedIds, kept.MergedIds);
        Assert.Equal(order with { Content = kept.Content, MergedIds = kept.MergedIds }, kept);
    }

    [Fact]
    public async Task The_same_content_read_again_is_no_change_but_counts_as_seen()
    {
        var store = await StoreAsync();
        var order = A.Snapshot();
        await store.PutOrdersAsync([order], default);
        var later = order with { ObservedAt = order.ObservedAt.AddMinutes(1) };

        Assert.Empty(await store.PutOrdersAsync([later], default));
        Assert.Equal(later.ObservedAt, (await store.FindOrderAsync(order.Account, order.ShippingOrderId, default))?.ObservedAt);
    }

    [Fact]
    public async Task Only_readings_that_differ_are_reported()
    {
        var store = await StoreAsync();
        var (same, changed) = (A.Snapshot(), A.Snapshot());
        await store.PutOrdersAsync([same, changed], default);

        var reported = await store.PutOrdersAsync(
            [same with { ObservedAt = Later(same) }, changed with { ObservedAt = Later(changed), Content = changed.Content with { CustomField1 = "rush" } }], default);

        Assert.Equal("rush", Assert.Single(reported).Content.CustomField1);
        Assert.Equal("rush", (await store.FindOrderAsync(changed.Account, changed.ShippingOrderId, default))?.Content.CustomField1);
    }

    [Fact]
    public async Task An_older_reading_never_replaces_a_newer_one()
    {
        var store = await StoreAsync();
        var now = A.Snapshot(null, static s => s with { Status = ShippingOrderStatus.Shipped });
        await store.PutOrdersAsync([now], default);

        var reported = await store.PutOrdersAsync([now with { Status = ShippingOrderStatus.AwaitingShipment, ObservedAt = now.ObservedAt.AddSeconds(-1) }], default);

        Assert.Empty(reported);
        Assert.Equal(now.ObservedAt, (await store.FindOrderAsync(now.Account, now.ShippingOrderId, default))?.ObservedAt);
        Assert.Equal(ShippingOrderStatus.Shipped, (await store.FindOrderAsync(now.Account, now.ShippingOrderId, default))?.Status);
    }

    [Fact]
    public async Task What_changed_later_replaces_what_changed_before_whatever_our_clock_said_when_it_was_read()
    {
        var store = await StoreAsync();
        var ahead = A.Snapshot(null, static s => s with { ObservedAt = s.ObservedAt.AddHours(2) });
        await store.PutOrdersAsync([ahead], default);

        var cancelled = ahead with { Status = ShippingOrderStatus.Cancelled, ModifiedAt = ahead.ModifiedAt.AddMinutes(5), ObservedAt = ManualTimeProvider.Start };

        Assert.Single(await store.PutOrdersAsync([cancelled], default));
        Assert.Equal(ShippingOrderStatus.Cancelled, (await store.FindOrderAsync(ahead.Account, ahead.ShippingOrderId, default))?.Status);
    }

    [Fact]
    public async Task What_changed_before_never_replaces_what_changed_later_however_late_it_was_read()
    {
        var store = await StoreAsync();
        var held = A.Snapshot(null, static s => s with { Status = ShippingOrderStatus.OnHold });
        await store.PutOrdersAsync([held], default);

        var before = held with { Status = ShippingOrderStatus.AwaitingShipment, ModifiedAt = held.ModifiedAt.AddMinutes(-5), ObservedAt = Later(held) };

        Assert.Empty(await store.PutOrdersAsync([before], default));
        Assert.Equal(ShippingOrderStatus.OnHold, (await store.FindOrderAsync(held.Account, held.ShippingOrderId, default))?.Status);
    }

    [Fact]
    public async Task Of_two_readings_of_one_change_the_one_that_an_instant_to_come_was_noted_for_is_no_later()
    {
        var store = await StoreAsync();
        var ahead = A.Snapshot(null, static s => s with { ObservedAt = s.ObservedAt.AddHours(2) });
        await store.PutOrdersAsync([ahead], default);

        var checkedNow = ahead with { AddressCheck = AddressCheck.Failed, ObservedAt = ManualTimeProvider.Start };

        Assert.Single(await store.PutOrdersAsync([checkedNow], default));
        Assert.Equal(checkedNow.ObservedAt, (await store.FindOrderAsync(ahead.Account, ahead.ShippingOrderId, default))?.ObservedAt);
    }

    [Fact]
    public async Task Orders_are_found_by_key_with_all_parts_of_a_split_one()
    {
        var store = await StoreAsync();
        var content = A.ShippingOrder();
        var (first, second, other) = (A.Snapshot(content), A.Snapshot(content), A.Snapshot());
        await store.PutOrdersAsync([first, second, other, A.Snapshot(null, static s => s with { OrderKey = null })], default);

        var found = await store.GetOrdersAsync([content.OrderKey, content.OrderKey, "unknown"], default);

        Assert.Equal(new[] { first.ShippingOrderId, second.ShippingOrderId }.Order(), found.Select(static o => o.ShippingOrderId).Order());
        Assert.Empty(await store.GetOrdersAsync([], default));
    }

    [Fact]
    public async Task The_same_id_in_two_accounts_is_two_orders()
    {
        var store = await StoreAsync();
        var one = A.Snapshot();
        var two = one with { Account = "second", OrderNumber = "other" };
        await store.PutOrdersAsync([one, two], default);
        Assert.Equal("other", (await store.FindOrderAsync("second", one.ShippingOrderId, default))?.OrderNumber);
        Assert.Equal(one.OrderNumber, (await store.FindOrderAsync(one.Account, one.ShippingOrderId, default))?.OrderNumber);
        Assert.Null(await store.FindOrderAsync("third", one.ShippingOrderId, default));
    }

    [Fact]
    public async Task A_shipment_is_outstanding_until_it_is_marked()
    {
        var store = await StoreAsync();
        var (shipment, orderId) = (A.Shipment(), Ids.OrderId());

        Assert.Equal(shipment.Key, Assert.Single(await store.PutShipmentsAsync([(shipment, orderId)], default)).Shipment.Key);
        Assert.Single(await store.PutShipmentsAsync([(shipment, orderId)], default));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await store.MarkRecordedAsync([(shipment.Account, shipment.Key, new(ShipmentMark.Shipped))], default);

        Assert.Empty(await store.PutShipmentsAsync([(shipment with { ObservedAt = Later(shipment) }, orderId)], default));
        var row = Assert.Single(await (await StoreAsync()).GetShipmentsAsync([orderId], default));
        Assert.False(row.Outstanding);
        Assert.Equal("shipped", row.RecordedState?.Text);
        Assert.Equal(_clock.Now, row.RecordedAt);
    }

    [Fact]
    public async Task A_shipment_is_kept_whole()
    {
        var store = await StoreAsync();
        var (shipment, orderId) = (A.Shipment(static s => s with
        {
            Kind = ShipmentKind.Fulfillment, IsReturn = true, InsuranceCost = 1.25m, StoreId = 9, Part = "second", IsForeign = true
        }), Ids.OrderId());
        await store.PutShipmentsAsync([(shipment, orderId)], default);
        var kept = Assert.Single(await store.GetShipmentsAsync([orderId], default)).Shipment;
        Assert.Equal(shipment.Items, kept.Items);
        Assert.Equal(shipment, kept with { Items = shipment.Items });
    }

    [Fact]
    public async Task Marking_twice_changes_nothing_and_marking_the_unknown_does_no_harm()
    {
        var store = await StoreAsync();
        var (shipment, orderId) = (A.Shipment(), Ids.OrderId());
        await store.PutShipmentsAsync([(shipment, orderId)], default);
        await store.MarkRecordedAsync([(shipment.Account, shipment.Key, new(ShipmentMark.Shipped))], default);
        var first = Assert.Single(await store.GetShipmentsAsync([orderId], default)).RecordedAt;
        _clock.Advance(TimeSpan.FromMinutes(2));

        await store.MarkRecordedAsync([(shipment.Account, shipment.Key, new(ShipmentMark.Shipped)), (shipment.Account, "ss-1", new(ShipmentMark.Shipped))], default);

        Assert.Equal(first, Assert.Single(await store.GetShipmentsAsync([orderId], default)).RecordedAt);
    }

    [Fact]
    public async Task A_recorded_label_that_is_voided_later_is_outstanding_again()
    {
        var store = await StoreAsync();
        var (shipment, orderId) = (A.Shipment(), Ids.OrderId());
        await store.PutShipmentsAsync([(shipment, orderId)], default);
        await store.MarkRecordedAsync([(shipment.Account, shipment.Key, new(ShipmentMark.Shipped))], default);

        var row = Assert.Single(await store.PutShipmentsAsync([(shipment with { Voided = true, ObservedAt = Later(shipment) }, orderId)], default));
        Assert.Equal("voided", row.WantedState.Text);

        await store.MarkRecordedAsync([(shipment.Account, shipment.Key, new(ShipmentMark.Voided))], default);
        Assert.False(Assert.Single(await store.GetShipmentsAsync([orderId], default)).Outstanding);
    }

    [Fact]
    public async Task What_was_refused_is_outstanding_no_more_until_there_is_something_else_to_report()
    {
        var store = await StoreAsync();
        var (shipment, orderId) = (A.Shipment(), Ids.OrderId());
        await store.PutShipmentsAsync([(shipment, orderId)], default);
        await store.MarkRecordedAsync([(shipment.Account, shipment.Key, new(ShipmentMark.Shipped, IsRefused: true))], default);

        Assert.Empty(await store.PutShipmentsAsync([(shipment with { ObservedAt = Later(shipment) }, orderId)], default));
        var row = Assert.Single(await (await StoreAsync()).GetShipmentsAsync([orderId], default));
        Assert.Equal(("shipped, refused", false), (row.RecordedState?.Text, row.Outstanding));

        Assert.Single(await store.PutShipmentsAsync([(shipment with { Voided = true, ObservedAt = Later(shipment) }, orderId)], default));
        await store.MarkRecordedAsync([(shipment.Account, shipment.Key, new(ShipmentMark.Voided, IsRefused: true))], default);
        Assert.False(Assert.Single(await store.GetShipmentsAsync([orderId], default)).Outstanding);
    }

    [Fact]
    public async Task What_lies_foreign_is_reported_as_that_until_it_is_read_to_be_here()
    {
        var store = await StoreAsync();
        var (shipment, orderId) = (A.Shipment(static s => s with { IsForeign = true }), Ids.OrderId());
        Assert.Equal("foreign", Assert.Single(await store.PutShipmentsAsync([(shipment, orderId)], default)).WantedState.Text);
        await store.MarkRecordedAsync([(shipment.Account, shipment.Key, new(ShipmentMark.Foreign))], default);
        Assert.False(Assert.Single(await store.GetShipmentsAsync([orderId], default)).Outstanding);

        var here = Assert.Single(await store.PutShipmentsAsync([(shipment with { IsForeign = false, ObservedAt = Later(shipment) }, orderId)], default));
        Assert.Equal(("foreign", "shipped"), (here.RecordedState?.Text, here.WantedState.Text));
    }

    [Fact]
    public async Task Parts_of_one_label_are_kept_and_marked_apart()
    {
        var store = await StoreAsync();
        var (whole, first, second) = (A.Shipment(), Ids.OrderId(), Ids.OrderId());
        var part = whole with { Part = "second", Items = [new ShipmentItem(null, "CUP", null, 1)] };
        Assert.Equal(2, (await store.PutShipmentsAsync([(whole, first), (part, second)], default)).Count);

        await store.MarkRecordedAsync([(part.Account, part.Key, new(ShipmentMark.Shipped))], default);

        Assert.Equal((null, whole.Key), await RecordedAsync(store, first));
        Assert.Equal(("shipped", part.Key), await RecordedAsync(store, second));
        Assert.Equal(2, (await store.FindByTrackingAsync(whole.TrackingNumber!, default)).Count);
    }

    [Fact]
    public async Task A_voided_label_stays_voided_whatever_is_read_later_or_was_read_earlier()
    {
        var store = await StoreAsync();
        var (shipment, orderId) = (A.Shipment(static s => s with { Voided = true, VoidedAt = ManualTimeProvider.Start }), Ids.OrderId());
        await store.PutShipmentsAsync([(shipment, orderId)], default);

        await store.PutShipmentsAsync([(shipment with { Voided = false, VoidedAt = null, ObservedAt = Later(shipment) }, orderId)], default);
        await store.PutShipmentsAsync([(shipment with { Voided = false, VoidedAt = null, ObservedAt = shipment.ObservedAt.AddMinutes(-1) }, orderId)], default);

        var kept = Assert.Single(await store.GetShipmentsAsync([orderId], default)).Shipment;
        Assert.True(kept.Voided);
        Assert.Equal(ManualTimeProvider.Start, kept.VoidedAt);
    }

    [Fact]
    public async Task An_older_reading_of_a_shipment_replaces_nothing_but_still_reports_of_a_void()
    {
        var store = await StoreAsync();
        var (shipment, orderId) = (A.Shipment(static s => s with { TrackingNumber = "NEW" }), Ids.OrderId());
        await store.PutShipmentsAsync([(shipment, orderId)], default);

        await store.PutShipmentsAsync([(shipment with { TrackingNumber = "OLD", Voided = true, ObservedAt = shipment.ObservedAt.AddMinutes(-1) }, orderId)], default);

        var kept = Assert.Single(await store.GetShipmentsAsync([orderId], default)).Shipment;
        Assert.Equal(("NEW", true, shipment.ObservedAt), (kept.TrackingNumber, kept.Voided, kept.ObservedAt));
    }

    [Fact]
    public async Task Items_once_seen_are_not_forgotten_by_a_reading_without_items()
    {
        var store = await StoreAsync();
        var (shipment, orderId) = (A.Shipment(), Ids.OrderId());
        await store.PutShipmentsAsync([(shipment, orderId)], default);

        await store.PutShipmentsAsync([(shipment with { Items = null, CarrierCode = "ups", ObservedAt = Later(shipment) }, orderId)], default);
        await store.PutShipmentsAsync([(shipment with { Items = [], CarrierCode = "ups", ObservedAt = Later(shipment) }, orderId)], default);

        var kept = Assert.Single(await store.GetShipmentsAsync([orderId], default)).Shipment;
        Assert.Equal(shipment.Items, kept.Items);
        Assert.Equal("ups", kept.CarrierCode);
    }

    [Fact]
    public async Task A_shipment_that_is_not_ours_is_kept_and_never_outstanding_until_its_order_is_known()
    {
        var store = await StoreAsync();
        var (shipment, orderId) = (A.Shipment(), Ids.OrderId());

        Assert.Empty(await store.PutShipmentsAsync([(shipment, null)], default));
        Assert.Null(Assert.Single(await store.FindByTrackingAsync(shipment.TrackingNumber!, default)).OrderId);
        Assert.Single(await store.PutShipmentsAsync([(shipment, orderId)], default));
        Assert.Equal(orderId, Assert.Single(await store.PutShipmentsAsync([(shipment with { ObservedAt = Later(shipment) }, null)], default)).OrderId);
    }

    [Fact]
    public async Task Shipments_are_found_by_order_and_by_the_tracking_number_read_last()
    {
        var store = await StoreAsync();
        var orderId = Ids.OrderId();
        var (one, two, other) = (A.Shipment(), A.Shipment(), A.Shipment());
        await store.PutShipmentsAsync([(one, orderId), (two, orderId), (other, Ids.OrderId())], default);
        await store.PutShipmentsAsync([(one with { TrackingNumber = "TRK-NEW", ObservedAt = Later(one) }, orderId)], default);

        Assert.Equal(new[] { one.Key, two.Key }.Order(), (await store.GetShipmentsAsync([orderId], default)).Select(static r => r.Shipment.Key).Order());
        Assert.Equal(one.Key, Assert.Single(await store.FindByTrackingAsync("TRK-NEW", default)).Shipment.Key);
        Assert.Empty(await store.FindByTrackingAsync(one.TrackingNumber!, default));
    }

    [Fact]
    public async Task A_shipment_reported_twice_in_one_response_is_one()
    {
        var store = await StoreAsync();
        var (shipment, orderId) = (A.Shipment(), Ids.OrderId());
        Assert.Single(await store.PutShipmentsAsync([(shipment, orderId), (shipment with { Voided = true }, orderId)], default));
        Assert.True(Assert.Single(await store.GetShipmentsAsync([orderId], default)).Shipment.Voided);
    }

    private static async Task<(string? State, string Key)> RecordedAsync(IShippingStore store, string orderId)
    {
        var row = Assert.Single(await store.GetShipmentsAsync([orderId], default));
        return (row.RecordedState?.Text, row.Shipment.Key);
    }

    private static DateTimeOffset Later(ShippingOrderSnapshot order) => order.ObservedAt.AddMinutes(1);
    private static DateTimeOffset Later(Shipment shipment) => shipment.ObservedAt.AddMinutes(1);
}
