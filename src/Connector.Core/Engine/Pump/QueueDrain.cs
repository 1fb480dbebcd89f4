using Connector.Core.Ports;

namespace Connector.Core.Engine.Pump;

/// <summary>Works off queues until nothing is due, and what that causes; waits for what is due soon.</summary>
public sealed class QueueDrain(QueueWorker worker, IWorkQueue queue, IFlowPauses pauses, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private const int Workers = 2;

    /// <summary>Several workers until the feeder is done and nothing is due (or under way, or due soon).</summary>
    public async Task RunAsync(IReadOnlyList<string> queues, Task feeder, IProgress<SyncProgress>? progress, CancellationToken cancellationToken)
    {
        var handled = 0L;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            var idleSince = (DateTimeOffset?)null;
            while (true)
            {
                var fed = feeder.IsCompleted;
                var count = 0;
                foreach (var name in queues) count += await worker.ProcessBatchAsync(name, cancellationToken);
                if (count > 0)
                {
                    idleSince = null;
                    progress?.Report(new SyncProgress(queues[0], Interlocked.Add(ref handled, count)));
                    continue;
                }
                if (fed && !await WorthWaitingAsync(queues, idleSince ??= clock.GetUtcNow(), cancellationToken)) return;
                await Task.Delay(Tick, clock, cancellationToken);
            }
        }, cancellationToken)));
    }

    private async Task<bool> WorthWaitingAsync(IReadOnlyList<string> queues, DateTimeOffset idleSince, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var name in queues)
        {
            if (await pauses.GetAsync(name, cancellationToken) is not null) continue;
            var depth = await queue.PeekDepthAsync(name, cancellationToken);
            if (depth.Ready > 0 || (depth.NextDueAt is { } due && due - now <= SyncPass.Patience)) return true;
            if (depth.Locked > 0 && now - idleSince <= SyncPass.Patience) return true;
        }
        return false;
    }
}
