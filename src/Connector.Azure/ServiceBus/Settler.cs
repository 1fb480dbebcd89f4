using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Azure.Messaging.ServiceBus;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;

namespace Connector.Azure.ServiceBus;

/// <summary>
/// Carries settlements out. The copy of a message goes out before the original is completed, so a failure in between makes one message too many and never one
/// too few; handlers read the current data, so that one does no harm.
/// </summary>
public sealed class Settler(ServiceBusQueues queues, MessageFactory making, ReplacedEntries replaced, TimeProvider clock)
{
    private const int AtOnce = 16;

    /// <summary>Returns how many messages had lost their lock. Goes on after a failure, and throws the first one at the end.</summary>
    public async Task<int> SettleAsync(
        string queue, IReadOnlyList<(ServiceBusReceivedMessage Message, Settlement Settlement)> work, IMessageSettler settler, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentQueue<Exception>();
        var copies = work.Select(static w => w.Settlement).OfType<Settlement.Reschedule>().Select(r => making.Create(r.Copy, r.DueAt)).ToList();
        try
        {
            await queues.SendAsync(queue, copies, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failures.Enqueue(e);
            work = [.. work.Where(static w => w.Settlement is not Settlement.Reschedule)];
        }
        var lost = 0;
        await Parallel.ForEachAsync(
            work,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (w, cancel) =>
            {
                try
                {
                    await SettleAsync(w.Message, w.Settlement, settler, cancel);
                }
                catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessageLockLost)
                {
                    Interlocked.Increment(ref lost);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    failures.Enqueue(e);
                }
            });
        await replaced.RemoveAsync(work.Select(static w => w.Settlement));
        if (failures.TryDequeue(out var first)) ExceptionDispatchInfo.Throw(first);
        return lost;
    }

    private Task SettleAsync(ServiceBusReceivedMessage message, Settlement settlement, IMessageSettler settler, CancellationToken cancellationToken) => settlement switch
    {
        Settlement.DeadLetter { Info: var info } => settler.DeadLetterAsync(
            message, DeadLetterMarks.Create(info, clock.GetUtcNow()), info.Code, DeadLetterMarks.Cut(info.Description), cancellationToken),
        _ => settler.CompleteAsync(message, cancellationToken)
    };
}
