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

/// <summary>What the stores make of a storage account that is slow, away, refuses us, or responds and is not heard.</summary>
[NeedsAzurite]
public sealed class FaultTests
{
    private const int Always = int.MaxValue;
    private readonly ManualTimeProvider _clock = new();
    private readonly Storage _storage = new();
    private readonly FaultyTransport _way = new();

    [Fact]
    public async Task An_insert_whose_response_was_lost_is_a_success()
    {
        var store = new TableSyncStore(await _storage.ConnectAsync(_way));
        _way.Next(Fault.LostResponse, "POST SyncRows");

        var written = Assert.Single(await store.WriteAsync([A.SyncRow()], default));

        Assert.Equal(1, _way.Happened);
        Assert.NotNull(written);
        Assert.NotNull(Assert.Single(await store.WriteAsync([written with { Status = SyncStatus.Synced }], default)));
    }

    [Fact]
    public async Task An_update_whose_response_was_lost_is_a_success()
    {
        var store = new TableSyncStore(await _storage.ConnectAsync(_way));
        var row = (await store.WriteAsync([A.SyncRow()], default))[0]!;
        _way.Next(Fault.LostResponse, "PUT SyncRows");

        var written = Assert.Single(await store.WriteAsync([row with { Status = SyncStatus.Synced }], default));

        Assert.Equal(1, _way.Happened);
        Assert.Equal(written, Assert.Single(await store.GetAsync([row.OrderId], default)));
    }

    [Fact]
    public async Task A_row_of_someone_else_is_not_taken_for_ones_own()
    {
        var row = A.SyncRow();
        await new TableSyncStore(await _storage.ConnectAsync()).WriteAsync([row], default);
        var store = new TableSyncStore(await _storage.ConnectAsync(_way));
        _way.Next(Fault.LostResponse, "POST SyncRows");
        Assert.Null(Assert.Single(await store.WriteAsync([row with { Status = SyncStatus.Failed }], default)));
    }

    [Fact]
    public async Task A_permit_whose_response_was_lost_counts_once()
    {
        var budget = new TableRateBudget(await _storage.ConnectAsync(_way), Options.Create(new RateBudgetOptions()), _clock);
        _way.Next(Fault.LostResponse, "POST Controls");
        Assert.True((await budget.TakeAsync(A.Account, RateLane.Normal, default)).Granted);
        _way.Next(Fault.LostResponse, "PUT Controls");
        Assert.True((await budget.TakeAsync(A.Account, RateLane.Normal, default)).Granted);

        Assert.Equal(2, _way.Happened);
        Assert.Equal(2, (await budget.PeekAsync(A.Account, default)).Used);
    }

    [Fact]
    public async Task A_lease_whose_response_was_lost_is_held_and_can_be_given_back()
    {
        var leases = new TableLeases(await _storage.ConnectAsync(_way), _clock);
        _way.Next(Fault.LostResponse, "POST Controls");

        var lease = await leases.TryTakeAsync("poll", TimeSpan.FromMinutes(1), default);

        Assert.NotNull(lease);
        Assert.Null(await leases.TryTakeAsync("poll", TimeSpan.FromMinutes(1), default));
        await lease.DisposeAsync();
        Assert.NotNull(await leases.TryTakeAsync("poll", TimeSpan.FromMinutes(1), default));
    }

    [Fact]
    public async Task A_lease_whose_renewal_got_no_response_is_still_ours()
    {
        var leases = new TableLeases(await _storage.ConnectAsync(_way), _clock);
        var lease = await leases.TryTakeAsync("poll", TimeSpan.FromMinutes(1), default);
        _way.Next(Fault.LostResponse, "PUT Controls", times: Always);
        await Assert.ThrowsAsync<ConnectorException>(() => lease!.RenewAsync(default));
        _way.Heal();

        Assert.True(await lease!.RenewAsync(default));
        await lease.DisposeAsync();
        Assert.NotNull(await leases.TryTakeAsync("poll", TimeSpan.FromMinutes(1), default));
    }

    [Fact]
    public async Task A_lease_that_cannot_be_given_back_frees_itself_when_its_time_is_over()
    {
        var leases = new TableLeases(await _storage.ConnectAsync(_way), _clock);
        var lease = await leases.TryTakeAsync("poll", TimeSpan.FromMinutes(1), default);
        _way.Next(Fault.Unavailable, times: Always);
        await lease!.DisposeAsync();
        _way.Heal();
        Assert.Null(await leases.TryTakeAsync("poll", TimeSpan.FromMinutes(1), default));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await leases.TryTakeAsync("poll", TimeSpan.FromMinutes(1), default));
    }

    [Theory]
    [InlineData("Broken")]
    [InlineData("TimedOut")]
    [InlineData("Unavailable")]
    [InlineData("TooMany")]
    [InlineData("ServerTimeout")]
    public async Task A_short_outage_is_not_notified(string fault)
    {
        var cursors = new TableCursorStore(await _storage.ConnectAsync(_way), _clock);
        _way.Next(Enum.Parse<Fault>(fault), times: 3);
        Assert.True(await cursors.TrySetAsync(CursorName.OrdersPull, "1", null, default));
        _way.Next(Enum.Parse<Fault>(fault), times: 3);
        Assert.Equal("1", (await cursors.GetAsync(CursorName.OrdersPull, default))?.Value);
        Assert.Equal(6, _way.Happened);
    }

    [Theory]
    [InlineData("Broken", FailureKind.Transient, ErrorCodes.ConnectionFailed)]
    [InlineData("TimedOut", FailureKind.Transient, ErrorCodes.Timeout)]
    [InlineData("Unavailable", FailureKind.Transient, ErrorCodes.ServerError)]
    [InlineData("TooMany", FailureKind.Transient, ErrorCodes.ServerError)]
    [InlineData("ServerTimeout", FailureKind.Transient, ErrorCodes.ServerError)]
    [InlineData("Forbidden", FailureKind.Unauthorized, ErrorCodes.Unauthorized)]
    [InlineData("Unauthorized", FailureKind.Unauthorized, ErrorCodes.Unauthorized)]
    public async Task A_lasting_fault_is_reported_in_the_engines_words_by_every_store(string fault, FailureKind kind, string code)
    {
        var tables = await _storage.ConnectAsync(_way);
        var sync = new TableSyncStore(tables);
        var shipping = new TableShippingStore(tables, _clock);
        var journal = new TableJournal(tables, NullLogger<TableJournal>.Instance);
        var budget = new TableRateBudget(tables, Options.Create(new RateBudgetOptions()), _clock);
        var tracking = new TableTrackingStore(tables);
        Func<Task>[] calls =
        [
            () => sync.GetAsync([Ids.OrderId()], default),
            () => sync.WriteAsync([A.SyncRow()], default),
            () => sync.CountAsync(default),
            () => sync.ScanAsync(null, 10, default),
            () => sync.FindByNumberAsync("US-1", default),
            () => shipping.PutOrdersAsync([A.Snapshot()], default),
            () => shipping.PutShipmentsAsync([(A.Shipment(), null)], default),
            () => shipping.MarkRecordedAsync([(A.Account, "ss-1", new(ShipmentMark.Shipped))], default),
            () => journal.AppendAsync([new(_clock.Now, JournalKind.Decision, Ids.OrderId(), "US-1", "written")], default),
            () => journal.ReadAsync(Ids.OrderId(), default),
            () => journal.PruneAsync(JournalAges.All(_clock.Now), default),
            () => budget.TakeAsync(A.Account, RateLane.Normal, default),
            () => new TableCursorStore(tables, _clock).GetAsync(CursorName.OrdersPull, default),
            () => new TableLeases(tables, _clock).TryTakeAsync("poll", TimeSpan.FromMinutes(1), default),
            () => new TableFlowPauses(tables, _clock).GetAsync("orders", default),
            () => new TableSeenNotifications(tables, _clock).IsSeenAsync("n-1", default),
            () => new TableSeenNotifications(tables, _clock).MarkAsync("n-1", _clock.Now.AddMinutes(5), default),
            () => tracking.FollowAsync([new(A.Account, 1, "order", "9400", _clock.Now)], default),
            () => tracking.PutAsync([new() { Account = A.Account, ShipmentId = 1 }], default),
            () => tracking.GetAsync(["order"], default),
            () => tracking.MarkWrittenBackAsync([(A.Account, 1, new(TrackingStatus.InTransit, null, null))], default),
            () => tracking.ListDueAsync(A.Account, _clock.Now, _clock.Now, 10, default),
            () => tracking.MarkAskedAsync(A.Account, 1, _clock.Now, default)
        ];
        _way.Next(Enum.Parse<Fault>(fault), times: Always);

        foreach (var call in calls)
        {
            var failure = await Assert.ThrowsAsync<ConnectorException>(call);
            Assert.Equal((kind, code), (failure.Kind, failure.Code));
        }
        _way.Heal();
        foreach (var call in calls) await call();
    }

    [Fact]
    public async Task A_wrong_key_is_a_matter_of_credentials()
    {
        var storage = await AzuriteStorage.GetAsync();
        var wrong = storage.ConnectionString.Replace("AccountKey=E", "AccountKey=F", StringComparison.Ordinal);
        var pauses = new TableFlowPauses(new StorageTables(new(wrong, TableStorage.ClientOptions()), AzuriteStorage.NewPrefix()), _clock);
        var failure = await Assert.ThrowsAsync<ConnectorException>(() => pauses.GetAsync("orders", default));
        Assert.Equal(FailureKind.Unauthorized, failure.Kind);
    }

    [Fact]
    public async Task What_the_caller_cancels_is_cancelled_and_no_failure_of_storage()
    {
        var store = new TableSyncStore(await _storage.ConnectAsync());
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.GetAsync([Ids.OrderId()], cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.FindByNumberAsync("US-1", cancelled.Token));
    }
}
