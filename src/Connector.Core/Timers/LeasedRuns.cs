using Connector.Core.Errors;
using Connector.Core.Journal;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Core.Timers;

/// <summary>Runs what a timer starts, each under a lease of its name, so that several instances never poll twice. A failed run is told and tried at the next tick.</summary>
public sealed partial class LeasedRuns(ILeases leases, IJournal journal, TimeProvider clock, ILogger<LeasedRuns> log)
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);

    /// <summary>Throws for nothing but cancellation and a store that is lost. Does nothing while another instance runs the same.</summary>
    public async Task RunAsync(string name, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        try
        {
            await using var lease = await leases.TryTakeAsync(name, LeaseTime, cancellationToken);
            if (lease is not null) await run(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.RateLimited)
        {
            // The next tick finds a new window.
        }
        catch (Exception e)
        {
            Log.RunFailed(log, e, name);
            await journal.AppendAsync([new JournalEntry(clock.GetUtcNow(), JournalKind.Alert, null, null, $"{name} failed: {e.Message}")], CancellationToken.None);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(110, LogLevel.Error, "{Timer} failed; it runs again at the next tick")]
        public static partial void RunFailed(ILogger logger, Exception exception, string timer);
    }
}
