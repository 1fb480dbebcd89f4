using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="ISyncStore"/> keeps.</summary>
public abstract class SyncStoreContract
{
    /// <summary>
    /// A store on this test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<ISyncStore> CreateAsync(ManualTimeProvider clock);

    private Task<ISyncStore> StoreAsync() => CreateAsync(new ManualTimeProvider());

    [Fact]
    public async Task A_new_row_is_stored_whole_and_gets_an_etag()
    {
        var store = await StoreAsync();
        var row = A.SyncRow(null, static r => r with
        {
            ShippingNumber = "US-1-2",
            ShippingOrderId = 310_000_001,
            OrderVersion = 7,
            PayloadHash = "ab12",
            RulesHash = "f00d",
            Payload = [1, 2, 3],
            Status = SyncStatus.Synced,
            Reservation = new Reservation("worker-1", 8, "cd34", ManualTimeProvider.Start.AddMinutes(5).AddTicks(7)),
            FailureCode = "PushRejected",
            UpdatedAt = ManualTimeProvider.Start.AddTicks(3)
        });

        var written = Assert.Single(await store.WriteAsync([row], default));
        var read = Assert.Single(await (await StoreAsync()).GetAsync([row.OrderId], default));

        Assert.NotNull(written);
        Assert.False(string.IsNullOrEmpty(written.ETag));
        Assert.Equal(row.Payload, read.Payload);
        Assert.Equal(row with { ETag = written.ETag, Payload = null }, read with { Payload = null });
    }

    [Fact]
    public async Task What_calls_without_a_known_outcome_carried_is_kept()
    {
        var store = await StoreAsync();
        var row = A.SyncRow(null, static r => r with
        {
            Reservation = new Reservation("worker-1", 8, "cd34", ManualTimeProvider.Start.AddMinutes(5)) { Payload = [7, 8] },
            Unverified = new UnverifiedCalls([[1, 2, 3], [], [4]], ManualTimeProvider.Start.AddTicks(9))
        });

        var written = Assert.Single(await store.WriteAsync([row], default));
        var read = Assert.Single(await (await StoreAsync()).GetAsync([row.OrderId], default));

        Assert.Equal([7, 8], read.Reservation!.Payload!);
        Assert.Equal(row.Unverified!.Payloads, read.Unverified!.Payloads);
        Assert.Equal(row.Unverified.Since, read.Unverified.Since);
        await store.WriteAsync([written! with { Reservation = null, Unverified = null }], default);
        var cleared = Assert.Single(await store.GetAsync([row.OrderId], default));
        Assert.Equal((null, null), (cleared.Reservation, cleared.Unverified));
    }

    [Fact]
    public async Task A_row_without_the_optional_parts_reads_as_it_was_written()
    {
        var store = await StoreAsync();
        var row = A.SyncRow();
        var written = Assert.Single(await store.WriteAsync([row], default));
        Assert.Equal(row with { ETag = written!.ETag }, Assert.Single(await store.GetAsync([row.OrderId], default)));
    }

    [Fact]
    public async Task A_row_that_exists_is_not_inserted_again()
    {
        var store = await StoreAsync();
        var row = A.SyncRow();
        await store.WriteAsync([row], default);

        var second = Assert.Single(await store.WriteAsync([row with { Status = SyncStatus.Failed }], default));

        Assert.Null(second);
        Assert.Equal(SyncStatus.Reserved, Assert.Single(await store.GetAsync([row.OrderId], default)).Status);
    }

    [Fact]
    public async Task A_write_with_the_current_etag_wins_and_one_with_an_old_etag_changes_nothing()
    {
        var store = await StoreAsync();
        var first = (await store.WriteAsync([A.SyncRow()], default))[0]!;

        var second = (await store.WriteAsync([first with { Status = SyncStatus.Synced }], default))[0];
        var late = (await store.WriteAsync([first with { Status = SyncStatus.Failed }], default))[0];

        Assert.NotNull(second);
        Assert.NotEqual(first.ETag, second.ETag);
        Assert.Null(late);
        Assert.Equal(second, Assert.Single(await store.GetAsync([first.OrderId], default)));
    }

    [Fact]
    public async Task An_update_of_a_row_that_does_not_exist_and_one_with_a_foreign_etag_lose()
    {
        var store = await StoreAsync();
        var stored = (await store.WriteAsync([A.SyncRow()], default))[0]!;

        var results = await store.WriteAsync([A.SyncRow() with { ETag = stored.ETag }, stored with { ETag = "not one of yours" }], default);

        Assert.Equal([null, null], results);
    }

    [Fact]
    public async Task Rows_of_one_write_are_independent_and_responded_in_their_order()
    {
        var store = await StoreAsync();
        var stale = (await store.WriteAsync([A.SyncRow()], default))[0]!;
        await store.WriteAsync([stale with { OrderVersion = 4 }], default);
        var (before, after) = (A.SyncRow(), A.SyncRow());

        var results = await store.WriteAsync([before, stale, after], default);

        Assert.Equal([before.OrderId, null, after.OrderId], results.Select(static r => r?.OrderId));
        Assert.Equal(2, (await store.GetAsync([before.OrderId, after.OrderId], default)).Count);
    }

    [Fact]
    public async Task Of_many_writers_at_once_exactly_one_wins()
    {
        var stores = new[] { await StoreAsync(), await StoreAsync() };
        var row = (await stores[0].WriteAsync([A.SyncRow()], default))[0]!;

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
            (await stores[i % 2].WriteAsync([row with { OrderVersion = 100 + i }], default))[0])));

        var winner = Assert.Single(results, static r => r is not null);
        Assert.Equal(winner, Assert.Single(await stores[0].GetAsync([row.OrderId], default)));
    }

    [Fact]
    public async Task Of_many_inserts_at_once_exactly_one_wins()
    {
        var stores = new[] { await StoreAsync(), await StoreAsync() };
        var row = A.SyncRow();
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
            (await stores[i % 2].WriteAsync([row with { OrderVersion = 100 + i }], default))[0])));
        Assert.Single(results, static r => r is not null);
    }

    [Fact]
    public async Task All_groups_of_the_orders_asked_for_are_read_and_no_others()
    {
        var store = await StoreAsync();
        var split = A.SyncRow();
        var other = A.SyncRow();
        await store.WriteAsync([split, split with { GroupKey = "east", OrderKey = split.OrderId + "-east" }, other, A.SyncRow()], default);

        var rows = await store.GetAsync([split.OrderId, other.OrderId, other.OrderId, Ids.OrderId()], default);

        Assert.Equal(
            new[] { (split.OrderId, "east"), (split.OrderId, "main"), (other.OrderId, "main") }.Order(),
            rows.Select(static r => (r.OrderId, r.GroupKey)).Order());
        Assert.Empty(await store.GetAsync([], default));
    }

    [Fact]
    public async Task Two_hundred_rows_are_written_and_read_in_one_call_each()
    {
        var store = await StoreAsync();
        var rows = Enumerable.Range(0, 200).Select(static _ => A.SyncRow(null, static r => r with { Payload = new byte[2000] })).ToList();
        var written = await store.WriteAsync(rows, default);
        Assert.DoesNotContain(null, written);
        Assert.Equal(200, (await store.GetAsync([.. rows.Select(static r => r.OrderId)], default)).Count);
    }

    [Fact]
    public async Task A_row_is_found_by_account_and_shipping_order_id()
    {
        var store = await StoreAsync();
        var row = A.SyncRow(null, static r => r with { ShippingOrderId = 310_777_001 });
        await store.WriteAsync([row, A.SyncRow()], default);

        Assert.Equal(row.OrderId, (await store.FindByShippingOrderIdAsync(row.Account, 310_777_001, default))?.OrderId);
        Assert.Null(await store.FindByShippingOrderIdAsync("another", 310_777_001, default));
        Assert.Null(await store.FindByShippingOrderIdAsync(row.Account, 310_777_002, default));
    }

    [Fact]
    public async Task A_shipping_order_id_that_is_written_later_is_found_too()
    {
        var store = await StoreAsync();
        var row = (await store.WriteAsync([A.SyncRow()], default))[0]!;
        await store.WriteAsync([row with { ShippingOrderId = 310_777_003 }], default);
        Assert.Equal(row.OrderId, (await store.FindByShippingOrderIdAsync(row.Account, 310_777_003, default))?.OrderId);
    }

    [Fact]
    public async Task Rows_are_found_by_exactly_the_merchants_number_or_the_shipping_number()
    {
        var store = await StoreAsync();
        var one = A.SyncRow(null, static r => r with { OrderNumber = "US-900", ShippingNumber = "US-900-1" });
        var two = A.SyncRow(one.OrderId, static r => r with { GroupKey = "east", OrderNumber = "US-900", ShippingNumber = "US-900-2" });
        await store.WriteAsync([one, two, A.SyncRow(null, static r => r with { OrderNumber = "US-9001", ShippingNumber = "US-9001" })], default);

        Assert.Equal(["east", "main"], (await store.FindByNumberAsync("US-900", default)).Select(static r => r.GroupKey).Order());
        Assert.Equal("east", Assert.Single(await store.FindByNumberAsync("US-900-2", default)).GroupKey);
        Assert.Empty(await store.FindByNumberAsync("US-90", default));
    }

    [Fact]
    public async Task Rows_are_counted_by_status()
    {
        var store = await StoreAsync();
        var moved = (await store.WriteAsync([A.SyncRow()], default))[0]!;
        await store.WriteAsync([moved with { Status = SyncStatus.Shipped }, A.SyncRow(), A.SyncRow()], default);

        var counts = await store.CountAsync(default);

        Assert.Equal(2, counts.GetValueOrDefault(SyncStatus.Reserved));
        Assert.Equal(1, counts.GetValueOrDefault(SyncStatus.Shipped));
        Assert.Equal(3, counts.Values.Sum());
    }

    [Fact]
    public async Task A_scan_passes_every_row_once_in_the_order_of_their_keys()
    {
        var store = await StoreAsync();
        var rows = Enumerable.Range(0, 7).Select(static _ => A.SyncRow()).ToList();
        rows.Add(rows[2] with { GroupKey = "east" });
        await store.WriteAsync([.. Enumerable.Reverse(rows)], default);

        var seen = new List<(string, string)>();
        string? after = null;
        while (await store.ScanAsync(after, 3, default) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(static r => (r.OrderId, r.GroupKey)));
            after = page[^1].OrderId;
        }

        var expected = rows.Select(static r => (r.OrderId, r.GroupKey)).ToList();
        expected.Sort(static (a, b) => string.CompareOrdinal(a.OrderId + "/" + a.GroupKey, b.OrderId + "/" + b.GroupKey));
        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task A_scan_never_tears_an_order_apart()
    {
        var store = await StoreAsync();
        var row = A.SyncRow();
        await store.WriteAsync([row, row with { GroupKey = "east" }, row with { GroupKey = "west" }, A.SyncRow()], default);

        Assert.Equal(3, (await store.ScanAsync(null, 2, default)).Count);
        Assert.Single(await store.ScanAsync(row.OrderId, 2, default));
        Assert.Equal(4, (await store.ScanAsync(null, 100, default)).Count);
    }
}
