using Azure.Data.Tables;
using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Connector.Azure.Tests.Tables;

/// <summary>A process that dies between two writes: what stands then is harmless, and the next run corrects it.</summary>
[NeedsAzurite]
public sealed class CrashTests
{
    private const int Always = int.MaxValue;
    private readonly ManualTimeProvider _clock = new();
    private readonly Storage _storage = new();
    private readonly FaultyTransport _way = new();

    [Fact]
    public async Task A_lookup_without_its_row_leads_nowhere_until_the_row_is_written()
    {
        var row = A.SyncRow(null, static r => r with { ShippingOrderId = 310_900_001 });
        _way.Next(Fault.Broken, "POST SyncRows", Always);
        // The table itself must be there before its rows can fail.
        await new TableSyncStore(await _storage.ConnectAsync()).CountAsync(default);
        await Assert.ThrowsAsync<ConnectorException>(async () => await new TableSyncStore(await _storage.ConnectAsync(_way)).WriteAsync([row], default));

        var next = new TableSyncStore(await _storage.ConnectAsync());
        Assert.NotEmpty(await RowsAsync(TableNames.Lookups));
        Assert.Empty(await next.FindByNumberAsync(row.OrderNumber, default));
        Assert.Null(await next.FindByShippingOrderIdAsync(row.Account, 310_900_001, default));
        Assert.NotNull(Assert.Single(await next.WriteAsync([row], default)));
        Assert.Single(await next.FindByNumberAsync(row.OrderNumber, default));
        Assert.NotNull(await next.FindByShippingOrderIdAsync(row.Account, 310_900_001, default));
    }

    [Fact]
    public async Task A_row_that_did_not_get_its_new_number_is_still_found_by_the_old_one_only()
    {
        var store = new TableSyncStore(await _storage.ConnectAsync(_way));
        var row = (await store.WriteAsync([A.SyncRow()], default))[0]!;
        var renumbered = row with { ShippingNumber = row.OrderNumber + "-1" };
        _way.Next(Fault.Broken, "PUT SyncRows", Always);
        await Assert.ThrowsAsync<ConnectorException>(() => store.WriteAsync([renumbered], default));
        _way.Heal();

        Assert.Empty(await store.FindByNumberAsync(renumbered.ShippingNumber, default));
        Assert.NotNull(Assert.Single(await store.WriteAsync([renumbered], default)));
        Assert.Single(await store.FindByNumberAsync(renumbered.ShippingNumber, default));
        Assert.Single(await store.FindByNumberAsync(row.OrderNumber, default));
    }

    [Fact]
    public async Task A_row_keeps_its_payload_when_the_new_one_was_written_beside_it_and_then_the_process_died()
    {
        var store = new TableSyncStore(await _storage.ConnectAsync(_way));
        var row = (await store.WriteAsync([A.SyncRow(null, static r => r with { Payload = Noise(400_000) })], default))[0]!;
        _way.Next(Fault.Broken, "PUT SyncRows RowKey='g", Always);
        await Assert.ThrowsAsync<ConnectorException>(() => store.WriteAsync([row with { Payload = Noise(500_000) }], default));
        Assert.NotEqual(0, _way.Happened);
        _way.Heal();

        var kept = Assert.Single(await store.GetAsync([row.OrderId], default));
        Assert.Equal(row.Payload, kept.Payload);
        Assert.NotNull(Assert.Single(await store.WriteAsync([kept with { Payload = [1] }], default)));
    }

    [Fact]
    public async Task An_update_needs_no_lookups_again_while_its_numbers_stay()
    {
        var store = new TableSyncStore(await _storage.ConnectAsync(_way));
        var row = (await store.WriteAsync([A.SyncRow()], default))[0]!;
        _way.Next(Fault.Broken, "Lookups", Always);

        row = (await store.WriteAsync([row with { OrderVersion = 9 }], default))[0]!;
        Assert.NotNull((await store.WriteAsync([Assert.Single(await store.GetAsync([row.OrderId], default))], default))[0]);

        Assert.Equal(0, _way.Happened);
        await Assert.ThrowsAsync<ConnectorException>(() => store.WriteAsync([row with { ShippingOrderId = 1 }], default));
    }

    [Fact]
    public async Task A_reading_whose_row_was_not_written_is_reported_again_as_new()
    {
        var store = new TableShippingStore(await _storage.ConnectAsync(_way), _clock);
        var (order, shipment, orderId) = (A.Snapshot(), A.Shipment(), Ids.OrderId());
        await store.PutOrdersAsync([A.Snapshot()], default);
        await store.PutShipmentsAsync([(A.Shipment(), null)], default);
        _way.Next(Fault.Broken, "POST ShippingOrders", Always);
        await Assert.ThrowsAsync<ConnectorException>(() => store.PutOrdersAsync([order], default));
        _way.Next(Fault.Broken, "POST Shipments", Always);
        await Assert.ThrowsAsync<ConnectorException>(() => store.PutShipmentsAsync([(shipment, orderId)], default));
        _way.Heal();

        Assert.Empty(await store.GetOrdersAsync([order.OrderKey!], default));
        Assert.Empty(await store.GetShipmentsAsync([orderId], default));
        Assert.Empty(await store.FindByTrackingAsync(shipment.TrackingNumber!, default));
        Assert.Single(await store.PutOrdersAsync([order], default));
        Assert.Single(await store.PutShipmentsAsync([(shipment, orderId)], default));
        Assert.Single(await store.GetOrdersAsync([order.OrderKey!], default));
        Assert.Single(await store.GetShipmentsAsync([orderId], default));
        Assert.Single(await store.FindByTrackingAsync(shipment.TrackingNumber!, default));
    }

    [Fact]
    public async Task An_order_key_that_changes_hands_is_followed()
    {
        var store = new TableShippingStore(await _storage.ConnectAsync(), _clock);
        var order = A.Snapshot();
        await store.PutOrdersAsync([order], default);
        await store.PutOrdersAsync([order with { OrderKey = "by-hand", ObservedAt = order.ObservedAt.AddMinutes(1) }], default);
        Assert.Empty(await store.GetOrdersAsync([order.OrderKey!], default));
        Assert.Single(await store.GetOrdersAsync(["by-hand"], default));
    }

    [Fact]
    public async Task Exchanges_that_could_not_be_written_wait_for_the_next_flush()
    {
        var journal = new TableJournal(await _storage.ConnectAsync(_way), NullLogger<TableJournal>.Instance);
        var orderId = Ids.OrderId();
        _way.Next(Fault.Unavailable, times: Always);
        for (var i = 0; i < ExchangeBuffer.Portion + 1; i++) await journal.AppendAsync(Exchange(orderId), default);
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => journal.FlushAsync(default));
        Assert.Equal(FailureKind.Transient, failure.Kind);
        _way.Heal();
        Assert.Equal(ExchangeBuffer.Portion + 1, (await journal.ReadAsync(orderId, default)).Count);
    }

    [Fact]
    public async Task Exchanges_are_stored_with_the_next_entry_at_the_latest()
    {
        var orderId = Ids.OrderId();
        var journal = new TableJournal(await _storage.ConnectAsync(), NullLogger<TableJournal>.Instance);
        await journal.AppendAsync(Exchange(orderId), default);
        await journal.AppendAsync([new JournalEntry(ManualTimeProvider.Start, JournalKind.Outcome, orderId, null, "pushed")], default);
        var next = new TableJournal(await _storage.ConnectAsync(), NullLogger<TableJournal>.Instance);
        Assert.Equal(["/orders/createorders", "pushed"], (await next.ReadAsync(orderId, default)).Select(static i => i.Exchange?.Path ?? i.Entry?.Text));
    }

    [Fact]
    public async Task An_exchange_whose_links_were_not_written_is_reported_once_when_they_are()
    {
        var journal = new TableJournal(await _storage.ConnectAsync(_way), NullLogger<TableJournal>.Instance);
        var orderId = Ids.OrderId();
        await journal.AppendAsync(Exchange(orderId), default);
        await journal.ReadAsync(Ids.OrderId(), default);
        await journal.AppendAsync(Exchange(orderId), default);
        _way.Next(Fault.Broken, "PUT JournalEntries", Always);
        await Assert.ThrowsAsync<ConnectorException>(() => journal.FlushAsync(default));
        _way.Heal();
        Assert.Equal(2, (await journal.ReadAsync(orderId, default)).Count);
        Assert.Equal(2, (await RowsAsync(TableNames.Exchanges)).Count);
    }

    [Fact]
    public async Task While_storage_stays_away_a_bounded_number_of_exchanges_is_kept()
    {
        var journal = new TableJournal(await _storage.ConnectAsync(_way), NullLogger<TableJournal>.Instance);
        var orderId = Ids.OrderId();
        _way.Next(Fault.Forbidden, times: Always);
        for (var i = 0; i < ExchangeBuffer.Most + 40; i++) await journal.AppendAsync(Exchange(orderId) with { Attempt = i }, default);
        await Assert.ThrowsAsync<ConnectorException>(() => journal.FlushAsync(default));
        _way.Heal();
        var kept = await journal.ReadAsync(orderId, default);
        Assert.Equal(ExchangeBuffer.Most, kept.Count);
        Assert.Equal(ExchangeBuffer.Most + 39, kept[^1].Exchange?.Attempt);
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static Exchange Exchange(string orderId) =>
        new(ManualTimeProvider.Start, "ShipStation", "POST", "/orders/createorders", 200, null, TimeSpan.FromMilliseconds(120), 1, "[]", null, [orderId]);

    private async Task<List<TableEntity>> RowsAsync(string name)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in (await _storage.TableAsync(name)).QueryAsync<TableEntity>()) rows.Add(row);
        return rows;
    }
}
