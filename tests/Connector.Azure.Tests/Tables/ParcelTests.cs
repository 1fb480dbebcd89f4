using Azure.Data.Tables;
using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Azure.Tests.Tables;

/// <summary>Parcels under limits, faults, crashes and contention, beyond what every tracking store keeps.</summary>
[NeedsAzurite]
public sealed class ParcelTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Storage _storage = new();
    private readonly FaultyTransport _way = new();

    [Fact]
    public async Task More_parcels_than_a_transaction_or_a_page_takes_are_followed_and_listed_in_turn()
    {
        var store = await StoreAsync();
        await store.FollowAsync([.. Enumerable.Range(1, 250).Select(i => Parcel(i) with { Since = _clock.Now.AddMinutes(-i) })], default);
        Assert.Equal(250, (await DueAsync(store, 1000)).Count);
        Assert.Equal([250, 249, 248], (await DueAsync(store, 3)).Select(static p => p.ShipmentId));
        Assert.Empty(await DueAsync(store, 0));

        foreach (var id in new[] { 250, 249 }) await store.MarkAskedAsync(A.Account, id, _clock.Now.AddSeconds(-id), default);

        Assert.Equal([248, 247], (await DueAsync(store, 2)).Select(static p => p.ShipmentId));
        Assert.Equal([1, 250, 249], (await DueAsync(store, 1000)).TakeLast(3).Select(static p => p.ShipmentId));
        Assert.Equal(250, (await store.GetAsync(["order"], default)).Count);
    }

    [Fact]
    public async Task The_longest_words_of_a_carrier_are_kept_and_reported()
    {
        var store = await StoreAsync();
        await store.FollowAsync([Parcel(1)], default);
        var reading = new TrackingReading { Account = A.Account, ShipmentId = 1, Status = TrackingStatus.Exception, Problem = new string('漢', 500) };
        var reported = WrittenTracking.From(reading);
        await store.PutAsync([reading], default);
        await store.MarkWrittenBackAsync([(A.Account, 1, reported)], default);
        Assert.Equal(new TrackingRow(A.Account, 1, "order", reading, reported, false), Assert.Single(await store.GetAsync(["order"], default)));
    }

    [Fact]
    public async Task What_older_versions_wrote_is_read()
    {
        var (store, shipping) = (await StoreAsync(), new TableShippingStore(await _storage.ConnectAsync(), _clock));
        var (shipment, orderId) = (A.Shipment(static s => s with { IsForeign = true }), Ids.OrderId());
        await shipping.PutShipmentsAsync([(shipment, orderId)], default);
        await store.FollowAsync([Parcel(1)], default);
        await store.PutAsync([Delivered(1)], default);
        await SetAsync(TableNames.Shipments, "RecordedState", "elsewhere");
        await SetAsync(TableNames.Parcels, "Told", $"Delivered {_clock.Now.UtcTicks} ");

        Assert.Equal((new(ShipmentMark.Foreign), false), await StateAsync(shipping, orderId));
        Assert.False(Assert.Single(await store.GetAsync(["order"], default)).Outstanding);

        await SetAsync(TableNames.Shipments, "RecordedState", "of another version");
        await SetAsync(TableNames.Parcels, "Told", "of another version");
        Assert.Equal((null, true), await StateAsync(shipping, orderId));
        Assert.True(Assert.Single(await store.GetAsync(["order"], default)).Outstanding);
    }

    [Fact]
    public async Task A_parcel_is_listed_by_one_row_while_it_is_due_and_by_none_after()
    {
        var store = await StoreAsync();
        await store.FollowAsync([Parcel(1), Parcel(2)], default);
        for (var hour = 0; hour < 3; hour++) await store.MarkAskedAsync(A.Account, 1, _clock.Now.AddHours(hour - 9), default);
        await store.FollowAsync([Parcel(1) with { TrackingNumber = "9401", OrderId = "other", Since = _clock.Now.AddDays(-2) }], default);
        Assert.Equal(2, (await ListedAsync()).Count);
        Assert.Equal(("9401", "other"), (await DueAsync(store, 10)).Where(static p => p.ShipmentId == 1).Select(static p => (p.TrackingNumber, p.OrderId)).Single());
        Assert.Equal([2], (await store.GetAsync(["order"], default)).Select(static r => r.ShipmentId));

        await store.FollowAsync([Parcel(2) with { Ended = true }], default);
        var arrived = Assert.Single(await store.PutAsync([Delivered(1)], default)).Reading!;
        Assert.Single(await ListedAsync());
        await store.MarkWrittenBackAsync([(A.Account, 1, WrittenTracking.From(arrived))], default);
        Assert.Empty(await ListedAsync());
    }

    [Fact]
    public async Task What_changes_nothing_writes_nothing()
    {
        var store = await StoreAsync(_way);
        await store.FollowAsync([Parcel(1)], default);
        await store.PutAsync([Delivered(1)], default);
        _way.Next(Fault.Broken, "POST $batch", int.MaxValue);
        await store.FollowAsync([Parcel(1)], default);
        await store.PutAsync([Delivered(1)], default);
        await store.MarkWrittenBackAsync([(A.Account, 9, new(TrackingStatus.InTransit, null, null))], default);
        await store.MarkAskedAsync(A.Account, 9, _clock.Now, default);
        Assert.Equal(0, _way.Happened);
        await Assert.ThrowsAsync<ConnectorException>(() => store.MarkAskedAsync(A.Account, 1, _clock.Now, default));
    }

    [Fact]
    public async Task A_write_whose_response_was_lost_is_a_success()
    {
        var store = await StoreAsync(_way);
        _way.Next(Fault.LostResponse, "POST $batch");
        await store.FollowAsync([Parcel(1)], default);
        _way.Next(Fault.LostResponse, "POST $batch");
        Assert.Equal(TrackingStatus.Delivered, Assert.Single(await store.PutAsync([Delivered(1)], default)).Reading!.Status);
        _way.Next(Fault.LostResponse, "POST $batch");
        await store.MarkAskedAsync(A.Account, 1, _clock.Now, default);
        Assert.Equal(3, _way.Happened);
        Assert.Single(await ListedAsync());
        Assert.Empty(await store.ListDueAsync(A.Account, DateTimeOffset.MinValue, _clock.Now.AddTicks(-1), 10, default));
        Assert.True(Assert.Single(await store.GetAsync(["order"], default)).Outstanding);
    }

    [Fact]
    public async Task A_lookup_without_its_parcel_leads_nowhere_until_the_parcel_is_written()
    {
        var store = await StoreAsync(_way);
        _way.Next(Fault.Broken, "POST $batch", int.MaxValue);
        await Assert.ThrowsAsync<ConnectorException>(() => store.FollowAsync([Parcel(1)], default));
        _way.Heal();
        Assert.Empty(await store.GetAsync(["order"], default));
        await store.FollowAsync([Parcel(1)], default);
        Assert.Single(await store.GetAsync(["order"], default));
    }

    [Fact]
    public async Task All_that_several_instances_report_of_one_parcel_at_once_is_kept()
    {
        TableTrackingStore[] stores = [await StoreAsync(), await StoreAsync()];
        var reported = WrittenTracking.From(Delivered(1));
        // Marks count for parcels that are known only.
        await stores[0].PutAsync([Delivered(1) with { Status = TrackingStatus.Accepted, OccurredAt = null }], default);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => (i % 4) switch
        {
            0 => stores[i / 4 % 2].FollowAsync([Parcel(1)], default),
            1 => stores[i / 4 % 2].PutAsync([Delivered(1), Delivered(1) with { Status = TrackingStatus.InTransit, OccurredAt = _clock.Now.AddHours(-i) }], default),
            2 => stores[i / 4 % 2].MarkAskedAsync(A.Account, 1, _clock.Now, default),
            _ => stores[i / 4 % 2].FollowAsync([Parcel(1) with { Account = "second" }], default)
        })));

        Assert.Equal([1], (await DueAsync(stores[0], 10)).Select(static p => p.ShipmentId));
        Assert.Empty(await stores[0].ListDueAsync(A.Account, DateTimeOffset.MinValue, _clock.Now.AddTicks(-1), 10, default));
        Assert.Equal(2, (await ListedAsync()).Count);
        await stores[1].MarkWrittenBackAsync([(A.Account, 1, reported)], default);
        var row = Assert.Single(await stores[0].GetAsync(["order"], default), static r => r.Account == A.Account);
        Assert.Equal((TrackingStatus.Delivered, reported, false), (row.Reading!.Status, row.WrittenBack, row.Outstanding));
        Assert.Single(await ListedAsync());
    }

    private TrackedParcel Parcel(long id) => new(A.Account, id, "order", $"9400{id}", _clock.Now.AddDays(-1));

    private TrackingReading Delivered(long id) => new()
    {
        Account = A.Account, ShipmentId = id, Status = TrackingStatus.Delivered, OccurredAt = _clock.Now, DeliveredAt = _clock.Now, ObservedAt = _clock.Now
    };

    private Task<IReadOnlyList<TrackedParcel>> DueAsync(TableTrackingStore store, int max) =>
        store.ListDueAsync(A.Account, DateTimeOffset.MinValue, _clock.Now, max, default);

    private async Task<TableTrackingStore> StoreAsync(FaultyTransport? way = null) => new(await _storage.ConnectAsync(way));

    private static async Task<(RecordedState? State, bool Outstanding)> StateAsync(TableShippingStore store, string orderId)
    {
        var row = Assert.Single(await store.GetShipmentsAsync([orderId], default));
        return (row.RecordedState, row.Outstanding);
    }

    /// <summary>Writes the text where rows have it, as another version would have.</summary>
    private async Task SetAsync(string name, string column, string text)
    {
        var table = await _storage.TableAsync(name);
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>()) if (row.PartitionKey.Length > 0 && !row.RowKey.StartsWith("d:", StringComparison.Ordinal)) rows.Add(row);
        foreach (var row in rows) await table.UpdateEntityAsync(new TableEntity(row.PartitionKey, row.RowKey) { [column] = text }, row.ETag, TableUpdateMode.Merge);
    }

    private async Task<List<string>> ListedAsync()
    {
        var rows = new List<string>();
        await foreach (var row in (await _storage.TableAsync(TableNames.Parcels)).QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"]))
            if (row.RowKey.StartsWith("d:", StringComparison.Ordinal)) rows.Add(row.RowKey);
        return rows;
    }
}
