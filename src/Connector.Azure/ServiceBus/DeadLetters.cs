using Azure.Messaging.ServiceBus;

namespace Connector.Azure.ServiceBus;

/// <summary>
/// The dead letters of one queue at a time. The broker gives no message by its number: to take some, one receives from the head until they have come by, keeps
/// the others locked meanwhile, and gives those back.
/// </summary>
public sealed class DeadLetters(ServiceBusQueues queues, TimeProvider clock) : IDisposable
{
    /// <summary>How far into the dead letters of a queue anything looks.</summary>
    public const int MostSeen = 5000;

    /// <summary>Well within the five minutes of a lock, so that the last message found is still ours when it is completed.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(1);
    private const int BatchSize = 100;

    /// <summary>Two searches at once would hold from each other what they look for.</summary>
    private readonly SemaphoreSlim _oneSearch = new(1, 1);

    public IAsyncEnumerable<ServiceBusReceivedMessage> AllAsync(string queue, CancellationToken cancellationToken) =>
        MessagePeeker.AllAsync(queues.DeadReceiver(queue), MostSeen, cancellationToken);

    /// <summary>Null when it is not there (any longer).</summary>
    public async Task<ServiceBusReceivedMessage?> FindAsync(string queue, long sequence, CancellationToken cancellationToken) =>
        (await queues.DeadReceiver(queue).PeekMessagesAsync(1, sequence, cancellationToken)).FirstOrDefault(m => m.SequenceNumber == sequence);

    /// <summary>
    /// Removes these from the queue's dead letters, after <paramref name="before"/> was done with them. Returns how many were there. What another tool holds just
    /// now stays.
    /// </summary>
    public async Task<int> RemoveAsync(
        string queue, IEnumerable<long> sequences, Func<IReadOnlyList<ServiceBusReceivedMessage>, Task>? before, CancellationToken cancellationToken)
    {
        var wanted = await StillThereAsync(queue, sequences.ToHashSet(), cancellationToken);
        if (wanted.Count == 0) return 0;
        await _oneSearch.WaitAsync(cancellationToken);
        try
        {
            return await SearchAsync(queues.DeadReceiver(queue), wanted, before, cancellationToken);
        }
        finally
        {
            _oneSearch.Release();
        }
    }

    public void Dispose() => _oneSearch.Dispose();

    private async Task<int> SearchAsync(
        ServiceBusReceiver receiver, HashSet<long> wanted, Func<IReadOnlyList<ServiceBusReceivedMessage>, Task>? before, CancellationToken cancellationToken)
    {
        var held = new List<ServiceBusReceivedMessage>();
        var (removed, end) = (0, clock.GetUtcNow() + s_longest);
        try
        {
            while (wanted.Count > 0 && held.Count < MostSeen && clock.GetUtcNow() < end)
            {
                var batch = await receiver.ReceiveMessagesAsync(BatchSize, s_wait, cancellationToken);
                if (batch.Count == 0) break;
                var found = batch.Where(m => wanted.Remove(m.SequenceNumber)).ToList();
                held.AddRange(batch);
                if (found.Count == 0) continue;
                if (before is not null) await before(found);
                foreach (var message in found)
                {
                    await CompleteAsync(receiver, message, cancellationToken);
                    held.Remove(message);
                    removed++;
                }
            }
            return removed;
        }
        finally
        {
            await GiveBackAsync(receiver, held);
        }
    }

    /// <summary>A look before, so that a number that is gone sends nobody through all of the dead letters.</summary>
    private async Task<HashSet<long>> StillThereAsync(string queue, HashSet<long> sequences, CancellationToken cancellationToken)
    {
        if (sequences.Count == 0) return sequences;
        var there = new HashSet<long>();
        if (sequences.Count <= 10)
        {
            foreach (var sequence in sequences)
                if (await FindAsync(queue, sequence, cancellationToken) is not null) there.Add(sequence);
            return there;
        }
        await foreach (var message in AllAsync(queue, cancellationToken))
            if (sequences.Contains(message.SequenceNumber)) there.Add(message.SequenceNumber);
        return there;
    }

    private static async Task CompleteAsync(ServiceBusReceiver receiver, ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await receiver.CompleteMessageAsync(message, cancellationToken);
        }
        catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessageLockLost)
        {
            // It stays among the dead letters; what was done with it may be done again.
        }
    }

    /// <summary>Best effort: a lock that is not given back ends by itself.</summary>
    private static async Task GiveBackAsync(ServiceBusReceiver receiver, List<ServiceBusReceivedMessage> messages)
    {
        foreach (var message in messages)
        {
            try
            {
                await receiver.AbandonMessageAsync(message, null, CancellationToken.None);
            }
            catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessageLockLost)
            {
                // Then it is back already.
            }
            catch (Exception e) when (e is ServiceBusException or UnauthorizedAccessException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
