using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Core.Engine.Pump;

/// <summary>Takes batches off a queue of this machine, has them processed and settles them. In Azure the Functions host does this instead.</summary>
public sealed partial class QueueWorker(
    IWorkQueue queue, MessagePump pump, IFlowPauses pauses, ReplacedEntries replaced, IOptions<EngineOptions> options, SyncMeter meter, TimeProvider clock, ILogger<QueueWorker> log)
{
    public const int BatchSize = 100;

    /// <summary>
    /// One batch. Returns how many messages it held; zero when nothing is due or the flow is paused. Cancelled, it lets the call that is under way end and gives the
    /// messages back.
    /// </summary>
    public async Task<int> ProcessBatchAsync(string queueName, CancellationToken cancellationToken)
    {
        if (await IsPausedAsync(queueName, cancellationToken)) return 0;
        var batch = await queue.ReceiveAsync(queueName, BatchSize, options.Value.Lock, cancellationToken);
        if (batch.Count == 0) return 0;
        var settlements = await ProcessAsync(queueName, batch, cancellationToken);
        // What was done is noted, also when the stop comes now.
        var lost = await queue.SettleAsync([.. batch.Zip(settlements)], CancellationToken.None);
        if (lost > 0)
        {
            meter.Add(Measure.LocksLost, lost);
            Log.LocksLost(log, lost, queueName);
        }
        await replaced.RemoveAsync(settlements);
        return batch.Count;
    }

    private async Task<IReadOnlyList<Settlement>> ProcessAsync(string queueName, IReadOnlyList<QueuedMessage> batch, CancellationToken cancellationToken)
    {
        await using var renewal = new LockRenewal(queue, batch, options.Value.Lock, clock, e => Log.NotRenewed(log, e, queueName));
        try
        {
            return await pump.ProcessAsync(queueName, batch, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await ReleaseAsync(queueName, batch);
            throw;
        }
    }

    private async Task ReleaseAsync(string queueName, IReadOnlyList<QueuedMessage> batch)
    {
        try
        {
            await queue.ReleaseAsync(batch, CancellationToken.None);
        }
        catch (Exception e)
        {
            // Their locks end by themselves.
            Log.NotReleased(log, e, queueName);
        }
    }

    private async Task<bool> IsPausedAsync(string flow, CancellationToken cancellationToken)
    {
        if (await pauses.GetAsync(flow, cancellationToken) is not { } pause) return false;
        if (pause.Until is null || pause.Until > clock.GetUtcNow()) return true;
        await pauses.ResumeAsync(flow, cancellationToken);
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(104, LogLevel.Warning, "{Count} messages of {Queue} lost their lock; another worker has them")]
        public static partial void LocksLost(ILogger logger, int count, string queue);

        [LoggerMessage(105, LogLevel.Warning, "The locks of a batch of {Queue} were not renewed; they are renewed again before they expire")]
        public static partial void NotRenewed(ILogger logger, Exception exception, string queue);

        [LoggerMessage(106, LogLevel.Warning, "A batch of {Queue} was not released; its locks expire by themselves")]
        public static partial void NotReleased(ILogger logger, Exception exception, string queue);
    }
}
