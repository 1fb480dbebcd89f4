using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Keeps what became of the runs, for health. Never harms a run: what cannot be written stays in the memory of this process, which health reads as well.
/// </summary>
public sealed partial class RunReports(IRunRecords records, TimeProvider clock, ILogger<RunReports> log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Timer, string? Account), RunRecord> _known = [];
    private readonly long _began = clock.GetTimestamp();

    /// <summary>When this process began to keep them, by today's clock.</summary>
    public DateTimeOffset Since => clock.GetUtcNow() - clock.GetElapsedTime(_began);

    /// <summary>What this process saw itself.</summary>
    public IReadOnlyList<RunRecord> Seen
    {
        get { lock (_gate) return [.. _known.Values]; }
    }

    public Task StartedAsync(string timer) => KeepAsync(new RunRecord(timer, null) { StartedAt = clock.GetUtcNow() });

    /// <summary>A run has ended now. One that ran out of calls is neither a success nor a failure: the next one goes on.</summary>
    /// <param name="account">Null: the timer as a whole.</param>
    /// <param name="failure">Null when it did all there was to do.</param>
    public Task ReportAsync(string timer, string? account, Exception? failure)
    {
        var now = clock.GetUtcNow();
        var ended = new RunRecord(timer, account) { EndedAt = now };
        return KeepAsync(failure switch
        {
            null => ended with { SucceededAt = now },
            ConnectorException { Kind: FailureKind.RateLimited } => ended,
            _ => ended with { FailedAt = now, Failure = RunFailure.Describe(failure) }
        });
    }

    /// <summary>What all instances stored, with what this process saw since. Throws when the store cannot be read.</summary>
    public async Task<IReadOnlyList<RunRecord>> ReadAsync(CancellationToken cancellationToken)
    {
        var all = (await records.ListAsync(cancellationToken)).ToDictionary(static r => (r.Timer, r.Account));
        foreach (var seen in Seen)
        {
            var key = (seen.Timer, seen.Account);
            all[key] = all.TryGetValue(key, out var stored) ? RunRecord.Latest(stored, seen) : seen;
        }
        return [.. all.Values];
    }

    private async Task KeepAsync(RunRecord change)
    {
        lock (_gate)
        {
            var key = (change.Timer, change.Account);
            _known[key] = _known.TryGetValue(key, out var before) ? before.With(change) : change;
        }
        try
        {
            await records.WriteAsync(change, CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.NotWritten(log, e, change.Timer);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(115, LogLevel.Warning, "The run of {Timer} could not be recorded")]
        public static partial void NotWritten(ILogger logger, Exception exception, string timer);
    }
}
