using Azure.Data.Tables;
using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Connector.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Azure.Tests.Tables;

/// <summary>What Table Storage limits: 64 KiB a column, 1 MiB a row, 100 rows a transaction, and the characters of keys.</summary>
[NeedsAzurite]
public sealed class LimitTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Storage _storage = new();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(65_536, 1)]
    [InlineData(65_537, 1)]
    [InlineData(262_144, 1)]
    [InlineData(262_145, 2)]
    [InlineData(300_000, 2)]
    [InlineData(655_361, 3)]
    [InlineData(3_000_000, 6)]
    public async Task A_payload_of_any_length_is_kept_in_as_few_rows_as_it_needs(int length, int rows)
    {
        var store = new TableSyncStore(await _storage.ConnectAsync());
        var row = A.SyncRow(null, r => r with { Payload = Noise(length) });

        var written = Assert.Single(await store.WriteAsync([row], default));

        Assert.NotNull(written);
        Assert.Equal(row.Payload, Assert.Single(await store.GetAsync([row.OrderId], default)).Payload);
        Assert.Equal(row.Payload, Assert.Single(await store.ScanAsync(null, 10, default)).Payload);
        Assert.Equal(row.Payload, Assert.Single(await store.FindByNumberAsync(row.OrderNumber, default)).Payload);
        Assert.Equal(rows, (await RowsAsync(TableNames.SyncRows)).Count);
        Assert.Equal(1, (await store.CountAsync(default)).Values.Sum());
    }

    [Fact]
    public async Task A_long_payload_that_was_replaced_leaves_nothing_behind_and_neither_does_one_that_lost_a_race()
    {
        var store = new TableSyncStore(await _storage.ConnectAsync());
        var first = (await store.WriteAsync([A.SyncRow(null, static r => r with { Payload = Noise(700_000) })], default))[0]!;
        var second = (await store.WriteAsync([first with { Payload = Noise(400_000) }], default))[0]!;
        Assert.Null((await store.WriteAsync([first with { Payload = Noise(500_000) }], default))[0]);
        Assert.Equal(second.Payload, Assert.Single(await store.GetAsync([first.OrderId], default)).Payload);
        Assert.Equal(2, (await RowsAsync(TableNames.SyncRows)).Count);

        var third = (await store.WriteAsync([second with { Payload = [1] }], default))[0]!;
        Assert.NotNull((await store.WriteAsync([third with { Payload = null }], default))[0]);
        Assert.Null(Assert.Single(await store.GetAsync([first.OrderId], default)).Payload);
        Assert.Single(await RowsAsync(TableNames.SyncRows));
    }

    [Fact]
    public async Task A_reading_with_long_notes_is_kept_whole()
    {
        var store = new TableShippingStore(await _storage.ConnectAsync(), _clock);
        var order = A.Snapshot(A.ShippingOrder(static o => o with { InternalNotes = Text(900_000) }));
        await store.PutOrdersAsync([order], default);
        Assert.Equal(order.Content.InternalNotes, Assert.Single(await store.GetOrdersAsync([order.OrderKey!], default)).Content.InternalNotes);

        await store.PutOrdersAsync([order with { ObservedAt = order.ObservedAt.AddMinutes(1) }], default);
        var seen = await store.FindOrderAsync(order.Account, order.ShippingOrderId, default);
        Assert.Equal((order.ObservedAt.AddMinutes(1), order.Content.InternalNotes), (seen?.ObservedAt, seen?.Content.InternalNotes));

        var later = order with { ObservedAt = order.ObservedAt.AddMinutes(2), Content = order.Content with { InternalNotes = null } };
        Assert.Single(await store.PutOrdersAsync([later], default));
        Assert.Null((await store.FindOrderAsync(order.Account, order.ShippingOrderId, default))?.Content.InternalNotes);
        Assert.Single(await RowsAsync(TableNames.ShippingOrders));
    }

    [Fact]
    public async Task An_exchange_with_two_bodies_of_megabytes_is_kept_whole_and_pruned_whole()
    {
        var journal = new TableJournal(await _storage.ConnectAsync(), NullLogger<TableJournal>.Instance);
        var orders = Enumerable.Range(0, 500).Select(static _ => Ids.OrderId()).ToList();
        var exchange = new Exchange(
            _clock.Now, "commercetools", "GET", "/orders?" + new string('x', 20_000), 200, null, TimeSpan.FromSeconds(1), 1, Text(2_000_000), Text(1_500_000), orders);
        await journal.AppendAsync(exchange, default);

        var kept = Assert.Single(await journal.ReadAsync(orders[499], default)).Exchange!;

        Assert.Equal((exchange.RequestBody, exchange.ResponseBody), (kept.RequestBody, kept.ResponseBody));
        Assert.Equal(orders, kept.OrderIds);
        Assert.EndsWith("(cut)", kept.Path, StringComparison.Ordinal);
        Assert.Equal(1, await journal.PruneAsync(JournalAges.All(_clock.Now.AddTicks(1)), default));
        Assert.Empty(await RowsAsync(TableNames.Exchanges));
        Assert.Empty(await RowsAsync(TableNames.JournalEntries));
    }

    [Fact]
    public async Task A_text_that_no_column_holds_is_cut_and_says_so()
    {
        var journal = new TableJournal(await _storage.ConnectAsync(), NullLogger<TableJournal>.Instance);
        var entry = new JournalEntry(_clock.Now, JournalKind.Alert, Ids.OrderId(), null, new string('漢', 100_000));
        await journal.AppendAsync([entry], default);
        var text = Assert.Single(await journal.ReadAsync(entry.OrderId!, default)).Entry!.Text;
        Assert.StartsWith("漢漢漢", text, StringComparison.Ordinal);
        Assert.EndsWith("(cut)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_entries_than_a_transaction_takes_are_all_kept_in_their_order()
    {
        var journal = new TableJournal(await _storage.ConnectAsync(), NullLogger<TableJournal>.Instance);
        var orderId = Ids.OrderId();
        await journal.AppendAsync(
            [.. Enumerable.Range(0, 250).Select(i => new JournalEntry(_clock.Now, JournalKind.Outcome, orderId, null, $"{i} {Text(i % 100 == 0 ? 29_000 : 10)}"))], default);
        Assert.Equal(Enumerable.Range(0, 250), (await journal.ReadAsync(orderId, default)).Select(static i => int.Parse(i.Entry!.Text.Split(' ')[0], null)));
    }

    [Theory]
    [MemberData(nameof(OddTexts))]
    public async Task Any_text_can_be_a_key(string odd)
    {
        var tables = await _storage.ConnectAsync();
        var sync = new TableSyncStore(tables);
        var row = A.SyncRow(null, r => r with { OrderId = odd, GroupKey = odd, OrderNumber = odd, ShippingNumber = odd + "-1", Account = odd, ShippingOrderId = 7 });
        Assert.NotNull((await sync.WriteAsync([row], default))[0]);
        Assert.Equal(odd, Assert.Single(await sync.GetAsync([odd], default)).GroupKey);
        Assert.Single(await sync.FindByNumberAsync(odd, default));
        Assert.Single(await sync.FindByNumberAsync(odd + "-1", default));
        Assert.NotNull(await sync.FindByShippingOrderIdAsync(odd, 7, default));
        Assert.Empty(await sync.ScanAsync(odd, 10, default));
        Assert.Equal(1, (await sync.CountAsync(default)).Values.Sum());

        var shipping = new TableShippingStore(tables, _clock);
        var (order, shipment) = (A.Snapshot(null, s => s with { Account = odd, OrderKey = odd }), A.Shipment(s => s with { Account = odd, TrackingNumber = odd }));
        await shipping.PutOrdersAsync([order], default);
        await shipping.PutShipmentsAsync([(shipment, odd)], default);
        await shipping.MarkRecordedAsync([(odd, shipment.Key, new(ShipmentMark.Shipped))], default);
        Assert.Single(await shipping.GetOrdersAsync([odd], default));
        Assert.False(Assert.Single(await shipping.GetShipmentsAsync([odd], default)).Outstanding);
        Assert.Single(await shipping.FindByTrackingAsync(odd, default));

        var journal = new TableJournal(tables, NullLogger<TableJournal>.Instance);
        await journal.AppendAsync([new JournalEntry(_clock.Now, JournalKind.Outcome, odd, odd, odd)], default);
        Assert.Equal(odd, Assert.Single(await journal.ReadAsync(odd, default)).Entry?.Text);
        Assert.Equal(odd, await journal.FindOrderIdAsync(odd, default));
        Assert.Equal(1, await journal.PruneAsync(JournalAges.All(_clock.Now.AddDays(1)), default));

        Assert.True(await new TableCursorStore(tables, _clock).TrySetAsync(CursorName.OrderStatus(odd), odd, null, default));
        await new TableFlowPauses(tables, _clock).PauseAsync(odd, new(odd, _clock.Now, null), default);
        Assert.Equal(odd, (await new TableFlowPauses(tables, _clock).GetAsync(odd, default))?.Reason);
        Assert.NotNull(await new TableLeases(tables, _clock).TryTakeAsync(odd, TimeSpan.FromMinutes(1), default));
        Assert.True((await new TableRateBudget(tables, Options.Create(new RateBudgetOptions()), _clock).TakeAsync(odd, RateLane.Normal, default)).Granted);

        var seen = new TableSeenNotifications(tables, _clock);
        await seen.MarkAsync(odd, _clock.Now.AddMinutes(1), default);
        Assert.True(await seen.IsSeenAsync(odd, default));
        Assert.False(await seen.IsSeenAsync(odd + odd, default));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await seen.MarkAsync("next", _clock.Now.AddMinutes(1), default);
        Assert.Equal(2, (await RowsAsync(TableNames.SeenNotifications)).Count);

        var parcels = new TableTrackingStore(tables);
        var parcel = new TrackedParcel(odd, 7, odd, odd, _clock.Now);
        await parcels.FollowAsync([parcel], default);
        var reading = new TrackingReading { Account = odd, ShipmentId = 7, TrackingNumber = odd, Problem = odd };
        var reported = WrittenTracking.From(reading);
        await parcels.PutAsync([reading], default);
        await parcels.MarkWrittenBackAsync([(odd, 7, reported)], default);
        await parcels.MarkAskedAsync(odd, 7, _clock.Now, default);
        Assert.Equal(new TrackingRow(odd, 7, odd, reading, reported, false), Assert.Single(await parcels.GetAsync([odd], default)));
        Assert.Equal(parcel, Assert.Single(await parcels.ListDueAsync(odd, DateTimeOffset.MinValue, _clock.Now, 10, default)));
    }

    public static TheoryData<string> OddTexts => new(
        "a/b\\c", "#1?x=%20", "100% + tax", "\t\u0001\u007f\u0085", "Zoë 漢字 🎁", "it's 'quoted'", "~", "~~", "a:b;c", " lead and trail ", new string('n', 900),
        "..", "$batch", "g:main");

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Text that does not become much shorter by compression.</summary>
    private static string Text(int length) => Convert.ToBase64String(Noise(length))[..length];

    private async Task<List<TableEntity>> RowsAsync(string name)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in (await _storage.TableAsync(name)).QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"])) rows.Add(row);
        return rows;
    }
}
