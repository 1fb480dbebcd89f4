using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class OrderTracesTests
{
    private static readonly ManualTimeProvider Clock = new();
    private readonly InMemorySyncStore _sync = new();
    private readonly InMemoryShippingStore _shipping = new(Clock);
    private readonly InMemoryJournal _journal = new();
    private readonly InMemoryWorkQueue _queue = new(Clock);
    private readonly OrderTraces _traces;

    public OrderTracesTests() => _traces = new OrderTraces(_sync, _shipping, new InMemoryTrackingStore(), new InMemoryLabelStore(), _journal, new InMemoryErrorQueue(_queue), new InMemoryOrderIndex(), ["default", "eu"]);

    [Fact]
    public async Task A_merchants_number_goes_before_the_same_shipping_number()
    {
        var split = await StoreAsync(static r => r with { OrderNumber = "US-1", ShippingNumber = "US-1-2" });
        var named = await StoreAsync(static r => r with { OrderNumber = "US-1-2", ShippingNumber = "US-1-2-1" });

        await FoundAsync("US-1-2", named, "US-1-2", OrderHandle.OrderNumber);
        await FoundAsync(" US-1 ", split, "US-1", OrderHandle.OrderNumber);
        await FoundAsync("US-1-2-1", named, "US-1-2", OrderHandle.ShippingNumber);
    }

    [Fact]
    public async Task Shipping_order_ids_are_tried_in_each_account()
    {
        var order = await StoreAsync(static r => r with { Account = "eu", ShippingOrderId = 4711 });
        await FoundAsync("4711", order, null, OrderHandle.ShippingOrderId);
    }

    [Fact]
    public async Task A_part_that_was_split_off_on_the_shipping_side_is_found_by_its_key()
    {
        var order = await StoreAsync();
        await _shipping.PutOrdersAsync([A.Snapshot(A.ShippingOrder(o => o with { OrderKey = OrderKeys.OrderKey(order, "main") }), static s => s with { ShippingOrderId = 4712 })], default);
        await FoundAsync("4712", order, null, OrderHandle.ShippingOrderId);
    }

    [Fact]
    public async Task A_tracking_number_leads_to_the_order_even_when_another_parcel_with_it_is_not_ours()
    {
        var order = await StoreAsync();
        await _shipping.PutShipmentsAsync([(A.Shipment(static s => s with { TrackingNumber = "T1" }), order), (A.Shipment(static s => s with { TrackingNumber = "T1", CreatedAt = Clock.Now }), null)], default);
        await FoundAsync("T1", order, null, OrderHandle.TrackingNumber);
    }

    [Fact]
    public async Task An_order_of_which_only_the_error_queue_knows_is_found_there()
    {
        var message = A.PushOrder();
        await _queue.SendAsync(QueueNames.Orders, [message], null, default);
        var taken = Assert.Single(await _queue.ReceiveAsync(QueueNames.Orders, 1, TimeSpan.FromMinutes(1), default));
        var info = new DeadLetterInfo(FailureKind.Unmappable, ErrorCodes.OrderUnreadable, "x", message.Id, message.OrderNumber, null, Clock.Now);
        await _queue.SettleAsync([(taken, new Settlement.DeadLetter(info))], default);

        var trace = await FoundAsync(message.OrderNumber!, message.Id, message.OrderNumber, OrderHandle.OrderNumber);

        Assert.Single(trace.DeadLetters);
    }

    [Fact]
    public async Task Rows_come_by_group_and_without_their_payloads()
    {
        var order = await StoreAsync(static r => r with { GroupKey = "west", Payload = [1] });
        await _sync.WriteAsync([A.SyncRow(order, static r => r with { GroupKey = "east", Payload = [2] })], default);

        var trace = await _traces.FindAsync(order, default);

        Assert.Equal(["east", "west"], trace!.Rows.Select(static r => r.GroupKey));
        Assert.All(trace.Rows, static r => Assert.Null(r.Payload));
    }

    [Fact]
    public async Task A_shipping_number_in_the_journal_does_not_hide_the_orders_own()
    {
        var order = await StoreAsync(static r => r with { OrderNumber = "US-1", ShippingNumber = "US-1-2" });
        await _journal.AppendAsync([new JournalEntry(Clock.Now, JournalKind.Outcome, order, "US-1-2", "RecordShipment: done")], default);
        await FoundAsync("US-1-2", order, "US-1", OrderHandle.ShippingNumber);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("US-404")]
    [InlineData("99999999999999999999999999")]
    [InlineData("0a0de000-0000-4000-8000-0000000000ff")]
    public async Task What_nobody_knows_is_not_found(string words)
    {
        await StoreAsync();
        Assert.Null(await _traces.FindAsync(words, default));
    }

    private async Task<string> StoreAsync(Func<SyncRow, SyncRow>? with = null)
    {
        var row = A.SyncRow(null, with);
        Assert.NotNull(Assert.Single(await _sync.WriteAsync([row], default)));
        return row.OrderId;
    }

    private async Task<OrderTrace> FoundAsync(string words, string orderId, string? number, OrderHandle by)
    {
        var trace = await _traces.FindAsync(words, default);
        Assert.NotNull(trace);
        Assert.Equal((orderId, by), (trace.OrderId, trace.FoundBy));
        if (number is not null) Assert.Equal(number, trace.OrderNumber);
        return trace;
    }
}
