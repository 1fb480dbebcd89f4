using System.Diagnostics;
using Connector.Core.Engine.Telemetry;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Core.Engine.Pump;

/// <summary>
/// Runs what a timer starts, each under a lease of its name, so that several instances never poll twice. A failed run is reported and tried at the next tick.
/// </summary>
public sealed partial class LeasedRuns(
    ILeases leases, RunReports reports, ClockWatch watch, IShippingAccounts accounts, IJournal journal, IIdSource ids, TimeProvider clock, ILogger<LeasedRuns> log)
{
    /// <summary>Short, because a run renews it while it is alive (docs/adr/0015).</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    /// <summary>Throws nothing but the cancellation that its caller asked for, whatever fails. Does nothing while another instance runs the same.</summary>
    public async Task RunAsync(string name, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var scope = log.BeginScope(LogScope.From(name, ids.New()));
        await watch.LookAsync();
        ILease? lease;
        try
        {
            lease = await leases.TryTakeAsync(name, LeaseTime, cancellationToken);
        }
        catch (Exception e) when (!IsStop(e, cancellationToken))
        {
            await EndAsync(name, e);
            return;
        }
        if (lease is null) return;
        try
        {
            await reports.StartedAsync(name);
            var began = clock.GetTimestamp();
            using var activity = ConnectorTelemetry.Source.StartActivity($"timer {name}");
            var failure = await TryAsync(name, lease, run, cancellationToken);
            if (failure is not null) activity?.SetStatus(ActivityStatusCode.Error);
            ConnectorTelemetry.Ran(name, failure is not null, clock.GetElapsedTime(began));
            await EndAsync(name, failure);
        }
        finally
        {
            await GiveBackAsync(name, lease);
        }
    }

    /// <summary>Returns the failure; null after a success.</summary>
    private async Task<Exception?> TryAsync(string name, ILease lease, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        await using var renewal = new LeaseRenewal(name, lease, LeaseTime, clock, log, cancellationToken);
        try
        {
            await run(renewal.Held);
            return null;
        }
        catch (Exception e) when (!IsStop(e, cancellationToken))
        {
            return renewal.IsLost ? new ConnectorException(FailureKind.Transient, ErrorCodes.Timeout, "The run lost its lease and was stopped.", e) : e;
        }
    }

    private async Task EndAsync(string name, Exception? failure)
    {
        await reports.ReportAsync(name, null, failure);
        await ReportAccountsAsync(name, failure);
        // Where the calls of a window ran out, the next tick finds a new one.
        if (failure is null or ConnectorException { Kind: FailureKind.RateLimited }) return;
        Log.RunFailed(log, failure, name);
        try
        {
            await journal.AppendAsync(
                [new JournalEntry(clock.GetUtcNow(), JournalKind.Alert, null, null, $"{name} failed: {RunFailure.Describe(failure)}")], CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.NotInJournal(log, e, name);
        }
    }

    /// <summary>A timer that reads account by account says of each whether it could be read; a run that broke off says nothing of them.</summary>
    private async Task ReportAccountsAsync(string name, Exception? failure)
    {
        if (!TimerNames.ReadsAccounts(name) || failure is not (null or AccountFailuresException)) return;
        foreach (var account in accounts.Names) await reports.ReportAsync(name, account, (failure as AccountFailuresException)?.Failures.GetValueOrDefault(account));
    }

    private async Task GiveBackAsync(string name, ILease lease)
    {
        try
        {
            await lease.DisposeAsync();
        }
        catch (Exception e)
        {
            Log.NotGivenBack(log, e, name);
        }
    }

    private static bool IsStop(Exception e, CancellationToken cancellationToken) => e is OperationCanceledException && cancellationToken.IsCancellationRequested;

    private static partial class Log
    {
        [LoggerMessage(110, LogLevel.Error, "{Timer} failed; it runs again at the next tick")]
        public static partial void RunFailed(ILogger logger, Exception exception, string timer);

        [LoggerMessage(116, LogLevel.Warning, "The failure of {Timer} could not be written to the journal")]
        public static partial void NotInJournal(ILogger logger, Exception exception, string timer);

        [LoggerMessage(117, LogLevel.Warning, "The lease of {Timer} could not be released; it expires by itself")]
        public static partial void NotGivenBack(ILogger logger, Exception exception, string timer);
    }
}
