using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Core.Engine.Pump;

/// <summary>Holds the clock of this machine against its own count of time, and reports each step of more than a minute once.</summary>
public sealed partial class ClockWatch(IJournal journal, TimeProvider clock, ILogger<ClockWatch> log)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private (DateTimeOffset Wall, long Count) _last = (clock.GetUtcNow(), clock.GetTimestamp());

    /// <summary>Looks again. Never throws.</summary>
    public async Task LookAsync()
    {
        var step = Step();
        if (step.Duration() <= Tolerance) return;
        var text = $"the clock went {(step > TimeSpan.Zero ? "forward" : "back")} by {step.Duration().ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture)} at once";
        Log.Stepped(log, text);
        try
        {
            await journal.AppendAsync([new JournalEntry(clock.GetUtcNow(), JournalKind.Alert, null, null, text)], CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.NotInJournal(log, e);
        }
    }

    private TimeSpan Step()
    {
        lock (_gate)
        {
            var now = (Wall: clock.GetUtcNow(), Count: clock.GetTimestamp());
            var step = now.Wall - _last.Wall - clock.GetElapsedTime(_last.Count, now.Count);
            _last = now;
            return step;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(113, LogLevel.Warning, "The clock jumped: {Step} (it was set, or the machine slept)")]
        public static partial void Stepped(ILogger logger, string step);

        [LoggerMessage(114, LogLevel.Warning, "The clock jump could not be written to the journal")]
        public static partial void NotInJournal(ILogger logger, Exception exception);
    }
}
