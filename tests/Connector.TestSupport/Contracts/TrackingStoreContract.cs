using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="ITrackingStore"/> keeps.</summary>
public abstract class TrackingStoreContract
{
    private readonly ManualTimeProvider _clock = new();

    /// <summary>
    /// This test's own, empty state.
    /// Every further call gives another instance on the same state, as a second process would have it.
    /// </summary>
    protected abstract Task<ITrackingStore> CreateAsync(ManualTimeProvider clock);

    [Fact]
    public async Task A_followed_parcel_is_found_by_its_order_in_every_instance()
    {
        var store = await CreateAsync(_clock);
        await store.FollowAsync([Parcel(1, "order-1"), Parcel(2, "order-1"), Parcel(3, "order-2")], default);

        var rows = await (await CreateAsync(_clock)).GetAsync(["order-1", "order-9"], default);

        Assert.Equal([1, 2], rows.Select(r => r.ShipmentId).Order());
        Assert.All(rows, r => Assert.Equal(new TrackingRow("default", r.ShipmentId, "order-1", null, null, false), r));
        Assert.Empty(await store.GetAsync([], default));
    }

    [Fact]
    public async Task A_reading_comes_back_whole_and_is_outstanding_until_it_is_reported()
    {
        var store = await CreateAsync(_clock);
        await store.FollowAsync([Parcel(1)], default);
        var reading = Reading(1, TrackingStatus.Exception) with { TrackingNumber = "9400", Problem = "Address unknown: ü", OccurredAt = _clock.Now.AddHours(-1) };

        var put = Assert.Single(await store.PutAsync([reading], default));

        Assert.Equal(reading, put.Reading);
        Assert.True(put.Outstanding);
        await store.MarkWrittenBackAsync([("default", 1, WrittenTracking.From(reading))], default);
        var row = Assert.Single(await (await CreateAsync(_clock)).GetAsync(["order-1"], default));
        Assert.Equal(reading, row.Reading);
        Assert.False(row.Outstanding);
        Assert.False(Assert.Single(await store.PutAsync([reading with { ObservedAt = _clock.Now.AddMinutes(1) }], default)).Outstanding);
    }

    [Fact]
    public async Task An_older_reading_never_replaces_a_newer_one()
    {
        var store = await CreateAsync(_clock);
        await store.FollowAsync([Parcel(1)], default);
        await store.PutAsync([Reading(1, TrackingStatus.Delivered) with { OccurredAt = _clock.Now }], default);

        var late = Reading(1, TrackingStatus.InTransit) with { OccurredAt = _clock.Now.AddHours(-2), ObservedAt = _clock.Now.AddHours(1) };

        Assert.Equal(TrackingStatus.Delivered, Assert.Single(await store.PutAsync([late], default)).Reading!.Status);
        Assert.Equal(TrackingStatus.Delivered, Assert.Single(await store.GetAsync(["order-1"], default)).Reading!.Status);
    }

    [Fact]
    public async Task Several_readings_of_one_parcel_come_to_one_row()
    {
        var store = await CreateAsync(_clock);
        var row = Assert.Single(await store.PutAsync(
            [Reading(1, TrackingStatus.Delivered) with { OccurredAt = _clock.Now }, Reading(1, TrackingStatus.InTransit) with { OccurredAt = _clock.Now.AddHours(-1) }], default));
        Assert.Equal(TrackingStatus.Delivered, row.Reading!.Status);
    }

    [Fact]
    public async Task A_reading_of_a_parcel_that_is_not_followed_waits_for_it()
    {
        var store = await CreateAsync(_clock);
        var early = Assert.Single(await store.PutAsync([Reading(1, TrackingStatus.Delivered)], default));
        Assert.Equal((null, false), (early.OrderId, early.Outstanding));

        await store.FollowAsync([Parcel(1)], default);

        Assert.True(Assert.Single(await store.GetAsync(["order-1"], default)).Outstanding);
    }

    [Fact]
    public async Task An_ended_parcel_stays_ended_and_is_outstanding_no_more()
    {
        var store = await CreateAsync(_clock);
        await store.FollowAsync([Parcel(1) with { Ended = true }], default);
        await store.FollowAsync([Parcel(1)], default);
        await store.PutAsync([Reading(1, TrackingStatus.Delivered)], default);

        var row = Assert.Single(await store.GetAsync(["order-1"], default));
        Assert.Equal((true, false), (row.Ended, row.Outstanding));
        Assert.Empty(await DueAsync(store));
    }

    [Fact]
    public async Task Accounts_do_not_share_numbers()
    {
        var store = await CreateAsync(_clock);
        await store.FollowAsync([Parcel(1), Parcel(1, "order-2") with { Account = "eu" }], default);
        await store.PutAsync([Reading(1, TrackingStatus.Delivered) with { Account = "eu" }], default);
        Assert.Null(Assert.Single(await store.GetAsync(["order-1"], default)).Reading);
        Assert.NotNull(Assert.Single(await store.GetAsync(["order-2"], default)).Reading);
        Assert.Equal([1], (await DueAsync(store)).Select(p => p.ShipmentId));
    }

    [Fact]
    public async Task Due_are_those_on_their_way_that_rested_longest_up_to_a_number()
    {
        var store = await CreateAsync(_clock);
        await store.FollowAsync([.. Enumerable.Range(1, 5).Select(i => Parcel(i))], default);
        await store.MarkAskedAsync("default", 1, _clock.Now.AddHours(-6), default);
        await store.MarkAskedAsync("default", 2, _clock.Now.AddHours(-9), default);
        await store.MarkAskedAsync("default", 3, _clock.Now.AddHours(-1), default);

        var due = await DueAsync(store);
        Assert.Equal([2, 1], due.Select(p => p.ShipmentId).TakeLast(2));
        Assert.Equal([4, 5], due.Select(p => p.ShipmentId).Take(2).Order());
        Assert.Equal(Parcel(2), due[2]);
        Assert.Equal(3, (await DueAsync(store, max: 3)).Count);
    }

    [Fact]
    public async Task Not_due_are_those_without_a_number_the_old_ones_and_those_not_ours()
    {
        var store = await CreateAsync(_clock);
        await store.FollowAsync([Parcel(1) with { TrackingNumber = null }, Parcel(2) with { Since = _clock.Now.AddDays(-61) }], default);
        await store.PutAsync([Reading(3, TrackingStatus.InTransit)], default);
        Assert.Empty(await DueAsync(store));
    }

    [Theory]
    [InlineData(TrackingStatus.Delivered)]
    [InlineData(TrackingStatus.ReturnToSender)]
    public async Task An_arrived_parcel_is_due_until_its_arrival_is_reported(TrackingStatus status)
    {
        var store = await CreateAsync(_clock);
        await store.FollowAsync([Parcel(1), Parcel(2)], default);
        await store.PutAsync([Reading(1, status), Reading(2, TrackingStatus.InTransit)], default);
        await store.MarkWrittenBackAsync([("default", 2, WrittenTracking.From(Reading(2, TrackingStatus.InTransit)))], default);
        Assert.Equal([1, 2], (await DueAsync(store)).Select(p => p.ShipmentId).Order());

        await store.MarkWrittenBackAsync([("default", 1, WrittenTracking.From(Reading(1, status)))], default);

        Assert.Equal([2], (await DueAsync(store)).Select(p => p.ShipmentId));
    }

    private Task<IReadOnlyList<TrackedParcel>> DueAsync(ITrackingStore store, int max = 100) =>
        store.ListDueAsync("default", _clock.Now.AddDays(-60), _clock.Now.AddHours(-4), max, default);

    private TrackedParcel Parcel(long id, string order = "order-1") => new("default", id, order, $"9400{id}", _clock.Now.AddDays(-1));

    private TrackingReading Reading(long id, TrackingStatus status) => new() { Account = "default", ShipmentId = id, Status = status, ObservedAt = _clock.Now };
}
