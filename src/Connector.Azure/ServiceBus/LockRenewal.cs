using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace Connector.Azure.ServiceBus;

/// <summary>
/// Keeps the locks of a batch while it is worked on: the host renews locks of single messages only. A batch that is done in half the time of its locks makes no call.
/// A lock that is lost is not asked for again; its message comes once more, which is harmless.
/// </summary>
internal sealed partial class LockRenewal : IAsyncDisposable
{
    private const int AtOnce = 16;
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_unknown = TimeSpan.FromMinutes(1);
    private readonly string _queue;
    private readonly IMessageSettler _settler;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<string, ServiceBusReceivedMessage> _held;
    private readonly PeriodicTimer _ticks;
    private readonly Task _loop;

    public LockRenewal(string queue, IReadOnlyList<ServiceBusReceivedMessage> messages, IMessageSettler settler, TimeProvider clock, ILogger log)
    {
        (_queue, _settler, _log) = (queue, settler, log);
        _held = new ConcurrentDictionary<string, ServiceBusReceivedMessage>(
            messages.GroupBy(static m => m.LockToken, StringComparer.Ordinal).Select(static g => KeyValuePair.Create(g.Key, g.First())), StringComparer.Ordinal);
        _ticks = new PeriodicTimer(PeriodFor(messages.Min(static m => m.LockedUntil) - clock.GetUtcNow()), clock);
        _loop = RenewAsync();
    }

    /// <summary>Half of what is left. Where nothing is, our clock is ahead of the broker's and tells nothing.</summary>
    public static TimeSpan PeriodFor(TimeSpan left) => left <= TimeSpan.Zero ? s_unknown : left / 2 > s_shortest ? left / 2 : s_shortest;

    /// <summary>These are about to be settled.</summary>
    public void Release(IEnumerable<ServiceBusReceivedMessage> messages)
    {
        foreach (var message in messages) _held.TryRemove(message.LockToken, out _);
    }

    /// <summary>Ends the renewal, and waits for one that is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        _ticks.Dispose();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RenewAsync()
    {
        while (await _ticks.WaitForNextTickAsync(CancellationToken.None))
            await Parallel.ForEachAsync(_held.Values, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (message, stop) => await RenewAsync(message, stop));
    }

    private async Task RenewAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            if (_held.ContainsKey(message.LockToken)) await _settler.RenewAsync(message, cancellationToken);
        }
        catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessageLockLost)
        {
            // Nobody holds it any more when it was settled meanwhile.
            if (_held.TryRemove(message.LockToken, out _)) Log.Lost(_log, _queue);
        }
        catch (Exception e)
        {
            Log.NotRenewed(_log, e, _queue);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(505, LogLevel.Warning, "A message of {Queue} lost its lock while it was processed; it is delivered again")]
        public static partial void Lost(ILogger logger, string queue);

        [LoggerMessage(506, LogLevel.Warning, "The lock of a message of {Queue} could not be renewed")]
        public static partial void NotRenewed(ILogger logger, Exception exception, string queue);
    }
}
