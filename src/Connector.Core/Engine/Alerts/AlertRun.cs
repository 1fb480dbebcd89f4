using Connector.Core.Engine.Telemetry;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Core.Engine.Alerts;

/// <summary>
/// Says what somebody should know. What is to be said is stored before it is sent: a stop in between sends it twice, never not at all. A channel that does not take it is tried again for a day; then the
/// log has what was not sent.
/// </summary>
public sealed partial class AlertRun(IEnumerable<IAlertChannel> channels, ICursorStore notes, IIdSource ids, IOptions<AlertOptions> options, TimeProvider clock, ILogger<AlertRun> log)
{
    private static readonly TimeSpan[] s_delays = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>Attempts beyond the delays are an hour apart: a day in all.</summary>
    internal const int MostAttempts = 26;

    private const int MostWaiting = 200;

    private readonly IReadOnlyList<IAlertChannel> _channels = [.. channels.Where(static c => c.IsOn)];

    /// <summary>Whether anybody would be notified.</summary>
    public bool IsOn => _channels.Count > 0;

    public async Task RunAsync(Signals signals, CancellationToken cancellationToken)
    {
        if (!IsOn) return;
        var now = clock.GetUtcNow();
        var stored = await notes.GetAsync(CursorName.Alerts, cancellationToken);
        var before = AlertState.Read(stored?.Value);
        var (after, lines) = AlertPlan.Compute(before, AlertConditions.List(signals, options.Value), options.Value, now);
        if (lines.Count > 0)
        {
            var message = new AlertMessage(ids.New(), now, lines);
            after = after with { Waiting = Bounded([.. after.Waiting, .. _channels.Select(channel => new WaitingAlert(message, channel.Name, 0, now))]) };
        }
        var text = after.Write();
        // Another process that was quicker says it.
        if (text != stored?.Value && !await notes.TrySetAsync(CursorName.Alerts, text, stored?.ETag, cancellationToken)) return;
        await DeliverAsync(after, cancellationToken);
    }

    /// <summary>One message to every channel, now. Null for each that took it, otherwise the reason.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> TestAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var message = new AlertMessage(ids.New(), now, [new AlertLine(AlertKind.Test, "test", "this is a test; nothing is wrong", now, 0)]);
        var results = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var channel in _channels) results[channel.Name] = await TrySendAsync(channel, message, cancellationToken);
        return results;
    }

    private async Task DeliverAsync(AlertState state, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = state.Waiting.Where(w => w.DueAt <= now).ToList();
        if (due.Count == 0) return;
        var rest = state.Waiting.Where(w => w.DueAt > now).ToList();
        var down = new HashSet<string>(StringComparer.Ordinal);
        foreach (var waiting in due)
        {
            // A channel that is not configured any longer takes nothing.
            if (_channels.FirstOrDefault(c => c.Name == waiting.Channel) is not { } channel) continue;
            var problem = down.Contains(channel.Name) ? "an earlier message was not taken" : await TrySendAsync(channel, waiting.Message, cancellationToken);
            if (problem is null) continue;
            down.Add(channel.Name);
            if (waiting.Attempts + 1 >= MostAttempts) Log.GivenUp(log, waiting.Channel, waiting.Attempts + 1, problem, Words(waiting.Message));
            else rest.Add(waiting with { Attempts = waiting.Attempts + 1, DueAt = now + s_delays[Math.Min(waiting.Attempts, s_delays.Length - 1)] });
        }
        var stored = await notes.GetAsync(CursorName.Alerts, cancellationToken);
        await notes.TrySetAsync(CursorName.Alerts, (state with { Waiting = [.. rest.OrderBy(static w => w.Message.At)] }).Write(), stored?.ETag, CancellationToken.None);
    }

    private async Task<string?> TrySendAsync(IAlertChannel channel, AlertMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await channel.SendAsync(message, cancellationToken);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            // The words of another exception may hold the address.
            var reason = e is AlertFailedException known ? known.Message : e.GetType().Name;
            Log.NotSent(log, channel.Name, reason);
            return reason;
        }
    }

    /// <summary>What is too much is said in the log.</summary>
    private List<WaitingAlert> Bounded(List<WaitingAlert> waiting)
    {
        while (waiting.Count > MostWaiting)
        {
            Log.GivenUp(log, waiting[0].Channel, waiting[0].Attempts, "too many alerts wait", Words(waiting[0].Message));
            waiting.RemoveAt(0);
        }
        return waiting;
    }

    private static string Words(AlertMessage message) => string.Join("; ", message.Lines.Select(static l => l.Sentence));

    private static partial class Log
    {
        [LoggerMessage(140, LogLevel.Warning, "An alert was not taken by {Channel}: {Reason}; it is sent again")]
        public static partial void NotSent(ILogger logger, string channel, string reason);

        [LoggerMessage(141, LogLevel.Error, "An alert was never taken by {Channel} in {Attempts} attempts ({Reason}): {Text}")]
        public static partial void GivenUp(ILogger logger, string channel, int attempts, string reason, string text);
    }
}
