using Connector.Core.Flows.Intake;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Writes to the log, for alerts outside of the process, how far behind each poll is, how much of each rate window is used, and how many promises are broken. Asks the stores alone, neither vendor.
/// </summary>
public sealed partial class HealthMetrics(ICursorStore cursors, IRateBudget rates, IShippingAccounts accounts, PromiseCounts promises, TimeProvider clock, ILogger<HealthMetrics> log)
{
    /// <summary>One line for each poll that has ever come to its end and for each account.</summary>
    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var name in CursorName.ListMoved(accounts.Names))
        {
            if (await cursors.GetAsync(name, cancellationToken) is { } cursor && PollPositions.CaughtUpAt(cursor.Value) is { } at)
                Log.PollCaughtUp(log, name.Text, (long)(now - at).TotalSeconds);
        }
        foreach (var account in accounts.Names)
        {
            var window = await rates.PeekAsync(account, cancellationToken);
            Log.WindowUsed(log, account, window.Used, window.Limit);
        }
        var counts = await promises.ReadAsync(cancellationToken);
        Log.Promises(log, counts.Breached, counts.Soon, counts.NeedsAttention);
    }

    private static partial class Log
    {
        [LoggerMessage(120, LogLevel.Information, "Poll {Cursor} caught up {AgeSeconds} s ago")]
        public static partial void PollCaughtUp(ILogger logger, string cursor, long ageSeconds);

        [LoggerMessage(121, LogLevel.Information, "Account {Account} used {Used} of {Limit} calls of this window")]
        public static partial void WindowUsed(ILogger logger, string account, int used, int limit);

        [LoggerMessage(131, LogLevel.Information, "Promises: {Breached} broken, {Soon} end soon; {Attention} orders need attention")]
        public static partial void Promises(ILogger logger, long breached, long soon, long attention);
    }
}
