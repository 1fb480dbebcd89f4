using System.Threading.Channels;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Pump;

public sealed class LeasedRunsTests
{
    private const string Name = "PullOrders";
    private static readonly TimeSpan Third = LeasedRuns.LeaseTime / 3;
    private readonly ManualTimeProvider _clock = new();
    private readonly Mock<IJournal> _journal = new();
    private readonly Mock<IRunRecords> _records = new();
    private readonly WatchedLeases _leases;
    private readonly RunReports _reports;
    private readonly LeasedRuns _runs;

    public LeasedRunsTests()
    {
        _leases = new WatchedLeases(new InMemoryLeases(_clock));
        _reports = new RunReports(_records.Object, _clock, NullLogger<RunReports>.Instance);
        _runs = new LeasedRuns(
            _leases, _reports, new ClockWatch(_journal.Object, _clock, NullLogger<ClockWatch>.Instance), Mock.Of<IShippingAccounts>(static a => a.Names == new[] { "default", "eu" }), _journal.Object, new IdSource(_clock), _clock, NullLogger<LeasedRuns>.Instance);
    }

    [Fact]
    public async Task A_poll_is_recorded_for_each_account()
    {
        var refused = new Dictionary<string, ConnectorException> { ["eu"] = new(FailureKind.Unauthorized, ErrorCodes.Unauthorized, "refused") };
        await _runs.RunAsync(TimerNames.PollShipments, _ => { AccountFailuresException.ThrowIfAny(refused); return Task.CompletedTask; }, default);

        Assert.Equal(
            [("default", true, false), ("eu", false, true)],
            _reports.Seen.Where(r => r.Account is not null).OrderBy(r => r.Account, StringComparer.Ordinal).Select(r => (r.Account!, r.SucceededAt is not null, r.FailedAt is not null)));

        _clock.Advance(TimeSpan.FromMinutes(2));
        await _runs.RunAsync(TimerNames.PollShipments, static _ => Task.CompletedTask, default);
        Assert.All(_reports.Seen, record => Assert.Equal(_clock.Now, record.SucceededAt));
    }

    [Fact]
    public async Task A_poll_that_broke_off_says_nothing_of_its_accounts()
    {
        await _runs.RunAsync(TimerNames.PollShipments, static _ => throw new IOException("disk full"), default);
        Assert.Null(Assert.Single(_reports.Seen).Account);
    }

    [Fact]
    public async Task A_run_is_recorded_with_its_start_and_end()
    {
        await _runs.RunAsync(Name, _ => { _clock.Advance(TimeSpan.FromSeconds(4)); return Task.CompletedTask; }, default);

        var end = ManualTimeProvider.Start.AddSeconds(4);
        Assert.Equal(new RunRecord(Name, null) { StartedAt = ManualTimeProvider.Start, EndedAt = end, SucceededAt = end }, Assert.Single(_reports.Seen));
        _records.Verify(r => r.WriteAsync(new RunRecord(Name, null) { EndedAt = end, SucceededAt = end }, It.IsAny<CancellationToken>()));
    }

    public static TheoryData<Exception> Failures => new()
    {
        new IOException("disk at /secret/place is gone"), new OperationCanceledException(), new TimeoutException(), new ConnectorException(FailureKind.Unauthorized, ErrorCodes.Unauthorized, "refused")
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Whatever_a_run_throws_it_is_reported_and_the_next_one_runs(Exception failure)
    {
        _journal.Setup(static j => j.AppendAsync(It.IsAny<IReadOnlyList<JournalEntry>>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("disk full"));
        await _runs.RunAsync(Name, _ => throw failure, default);

        var record = Assert.Single(_reports.Seen);
        Assert.True(record.LastRunFailed);
        Assert.DoesNotContain("/secret/place", record.Failure, StringComparison.Ordinal);
        Assert.True(await RunsAsync());
    }

    [Fact]
    public async Task The_failure_stands_in_the_journal_as_an_alert()
    {
        await _runs.RunAsync(Name, static _ => throw new ConnectorException(FailureKind.Transient, ErrorCodes.Timeout, "The shop did not respond in time."), default);
        _journal.Verify(static j => j.AppendAsync(
            It.Is<IReadOnlyList<JournalEntry>>(e => e.Single().Kind == JournalKind.Alert && e.Single().Text == "PullOrders failed: The shop did not respond in time."), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task A_lease_store_that_fails_is_a_failed_run()
    {
        _leases.Failure = new IOException("disk full");
        Assert.False(await RunsAsync());
        Assert.True(Assert.Single(_reports.Seen).LastRunFailed);

        _leases.Failure = null;
        Assert.True(await RunsAsync());
    }

    [Fact]
    public async Task A_record_that_cannot_be_written_harms_no_run_and_is_remembered()
    {
        _records.Setup(static r => r.WriteAsync(It.IsAny<RunRecord>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("disk full"));
        Assert.True(await RunsAsync());
        Assert.NotNull(Assert.Single(_reports.Seen).SucceededAt);
    }

    [Fact]
    public async Task A_lease_that_cannot_be_given_back_harms_no_run()
    {
        _leases.FailsToGiveBack = true;
        Assert.True(await RunsAsync());
        Assert.NotNull(Assert.Single(_reports.Seen).SucceededAt);
    }

    [Fact]
    public async Task A_run_that_lacked_calls_is_a_run_and_no_failure()
    {
        await _runs.RunAsync(Name, static _ => throw new ConnectorException(FailureKind.RateLimited, ErrorCodes.RateLimited, "no calls left"), default);

        var record = Assert.Single(_reports.Seen);
        Assert.Equal((ManualTimeProvider.Start, null, null), (record.EndedAt, record.SucceededAt, record.FailedAt));
        _journal.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task What_another_instance_runs_is_not_this_ones_run()
    {
        await using var theirs = await _leases.TryTakeAsync(Name, LeasedRuns.LeaseTime, default);
        Assert.False(await RunsAsync());
        Assert.Empty(_reports.Seen);
    }

    [Fact]
    public async Task A_stop_is_no_failure_and_gives_the_lease_back()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _runs.RunAsync(
            Name, async held => { await stop.CancelAsync(); held.ThrowIfCancellationRequested(); }, stop.Token));

        Assert.Null(Assert.Single(_reports.Seen).FailedAt);
        Assert.True(await RunsAsync());
    }

    [Fact]
    public async Task A_long_run_keeps_its_lease()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = _runs.RunAsync(Name, _ => end.Task, default);
        for (var third = 0; third < 6; third++)
        {
            _clock.Advance(Third);
            await _leases.RenewedAsync();
        }
        Assert.Null(await _leases.TryTakeAsync(Name, LeasedRuns.LeaseTime, default));

        end.SetResult();
        await run;

        Assert.NotNull(Assert.Single(_reports.Seen).SucceededAt);
        Assert.True(await RunsAsync());
    }

    [Fact]
    public async Task A_run_whose_lease_is_lost_is_cancelled()
    {
        var run = _runs.RunAsync(Name, static held => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, held), default);
        _leases.IsLost = true;
        _clock.Advance(Third);
        await run.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

        Assert.Contains("lost its lease", Assert.Single(_reports.Seen).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_lease_cannot_be_renewed_is_cancelled_when_its_time_is_over()
    {
        var run = _runs.RunAsync(Name, static held => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, held), default);
        _leases.Failure = new IOException("disk full");
        for (var third = 0; third < 2; third++)
        {
            _clock.Advance(Third);
            await _leases.RenewedAsync();
        }
        Assert.False(run.IsCompleted);
        _clock.Advance(Third);
        await run.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

        Assert.True(Assert.Single(_reports.Seen).LastRunFailed);
    }

    private async Task<bool> RunsAsync()
    {
        var ran = false;
        await _runs.RunAsync(Name, _ => { ran = true; return Task.CompletedTask; }, default);
        return ran;
    }

    private sealed class WatchedLeases(ILeases inner) : ILeases
    {
        private readonly Channel<bool> _renewals = Channel.CreateUnbounded<bool>();

        public Exception? Failure { get; set; }
        public bool FailsToGiveBack { get; set; }
        public bool IsLost { get; set; }

        public async Task<ILease?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
        {
            if (Failure is { } failure) throw failure;
            return await inner.TryTakeAsync(name, duration, cancellationToken) is { } lease ? new Watched(this, lease) : null;
        }

        /// <summary>Ends when one more renewal was tried.</summary>
        public Task<bool> RenewedAsync() => _renewals.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

        private sealed class Watched(WatchedLeases all, ILease lease) : ILease
        {
            public async Task<bool> RenewAsync(CancellationToken cancellationToken)
            {
                try
                {
                    if (all.Failure is { } failure) throw failure;
                    return !all.IsLost && await lease.RenewAsync(cancellationToken);
                }
                finally
                {
                    all._renewals.Writer.TryWrite(true);
                }
            }

            public ValueTask DisposeAsync() => all.FailsToGiveBack ? throw new IOException("disk full") : lease.DisposeAsync();
        }
    }
}
