using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.Pump;

/// <summary>Takes batches off a queue of this machine, has them processed and settles them. In Azure the Functions host does this instead.</summary>
public sealed class QueueWorker(IWorkQueue queue, MessagePump pump, IFlowPauses pauses, IOptions<EngineOptions> options, TimeProvider clock)
{
    public const int BatchSize = 100;

    /// <summary>One batch. Returns how many messages it held; zero when nothing is due or the flow is paused.</summary>
    public async Task<int> ProcessBatchAsync(string queueName, CancellationToken cancellationToken)
    {
        if (await IsPausedAsync(queueName, cancellationToken)) return 0;
        var batch = await queue.ReceiveAsync(queueName, BatchSize, options.Value.Lock, cancellationToken);
        if (batch.Count == 0) return 0;
        var settlements = await pump.ProcessAsync(queueName, batch, cancellationToken);
        await queue.SettleAsync([.. batch.Zip(settlements)], cancellationToken);
        return batch.Count;
    }

    private async Task<bool> IsPausedAsync(string flow, CancellationToken cancellationToken)
    {
        if (await pauses.GetAsync(flow, cancellationToken) is not { } pause) return false;
        if (pause.Until is null || pause.Until > clock.GetUtcNow()) return true;
        await pauses.ResumeAsync(flow, cancellationToken);
        return false;
    }
}
