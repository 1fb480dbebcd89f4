using Connector.Core.Ports;

namespace Connector.Core.Engine.Pump;

/// <summary>Works off queues until nothing is due, and what that causes; waits for what is due soon.</summary>
public sealed class QueueDrain(QueueWorker worker, IWorkQueue queue, IFlowPauses pauses, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private const int Workers = 2;

    /// <summary>Several workers until the feeder is done and nothing is due (or under way, or due soon).</summary>
    /// <param name="stopSoon">Batches under way are finished, and no other begins.</param>
    public async Task RunAsync(
        IReadOnlyList<string> queues, Task feeder, IProgress<SyncProgress>? progress, CancellationToken cancellationToken, CancellationToken stopSoon = default)
    {
        var (handled, busy) = (0L, 0);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            var idleSince = (DateTimeOffset?)null;
            while (true)
            {
                stopSoon.ThrowIfCancellationRequested();
                var fed = feeder.IsCompleted;
                var count = 0;
                Interlocked.Increment(ref busy);
                try
                {
                    foreach (var name in queues) count += await worker.ProcessBatchAsync(name, cancellationToken);
                }
                finally
                {
                    Interlocked.Decrement(ref busy);
                }
                if (count > 0)
                {
                    idleSince = null;
                    if (progress is not null) await ReportAsync(progress, queues, Interlocked.Add(ref handled, count), cancellationToken);
                    continue;
                }
                // While none of our own workers is at it, what is locked is locked by others.
                var others = Volatile.Read(ref busy) == 0 ? progress : null;
                if (fed && !await WorthWaitingAsync(queues, idleSince ??= clock.GetUtcNow(), others, cancellationToken)) return;
                await Task.Delay(Tick, clock, cancellationToken);
            }
        }, cancellationToken)));
    }

    private async Task ReportAsync(IProgress<SyncProgress> progress, IReadOnlyList<string> queues, long handled, CancellationToken cancellationToken)
    {
        var left = 0L;
        foreach (var name in queues)
        {
            var depth = await queue.PeekDepthAsync(name, cancellationToken);
            left += depth.Ready + depth.Locked;
        }
        progress.Report(new SyncProgress(queues[0], handled, handled + left));
    }

    private async Task<bool> WorthWaitingAsync(IReadOnlyList<string> queues, DateTimeOffset idleSince, IProgress<SyncProgress>? others, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var name in queues)
        {
            if (await pauses.GetAsync(name, cancellationToken) is not null) continue;
            var depth = await queue.PeekDepthAsync(name, cancellationToken);
            if (depth.Ready > 0 || (depth.NextDueAt is { } due && due - now <= SyncPass.Patience)) return true;
            if (depth.Locked == 0 || now - idleSince > SyncPass.Patience) continue;
            others?.Report(new SyncProgress(SyncProgress.Held, depth.Locked));
            return true;
        }
        return false;
    }
}
