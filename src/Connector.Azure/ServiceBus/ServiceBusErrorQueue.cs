using Azure.Messaging.ServiceBus;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Azure.ServiceBus;

/// <summary>
/// The dead letters of the three queues. Listing looks and takes nothing; replaying sends first and removes then, so a crash in between makes a message too many,
/// which does no harm. Looks at no more than <see cref="DeadLetters.MostSeen"/> of each queue.
/// </summary>
public sealed class ServiceBusErrorQueue(DeadLetters dead, ServiceBusQueues queues, MessageFactory making) : IErrorQueue
{
    public async Task<IReadOnlyList<ErrorQueueEntry>> ListAsync(ErrorFilter filter, CancellationToken cancellationToken)
    {
        var found = new List<ErrorQueueEntry>();
        foreach (var queue in QueueNames.All)
        {
            await ServiceBusFailures.ReadAsync(queue, async () =>
            {
                await foreach (var message in dead.AllAsync(queue, cancellationToken))
                    if (DeadLetterReader.Read(queue, message) is var shown && Matches(shown, filter)) found.Add(shown);
            });
        }
        List<ErrorQueueEntry> sorted = [.. found.OrderBy(static d => d.DeadAt).ThenBy(static d => d.Id, StringComparer.Ordinal)];
        var at = filter.After is { } after ? sorted.FindIndex(d => d.Id == after) : -1;
        // One that was settled meanwhile is no place to go on from: the walk ends.
        return filter.After is not null && at < 0 ? [] : [.. sorted.Skip(at + 1).Take(filter.Take)];
    }

    public async Task<ErrorQueueEntry?> GetAsync(string id, CancellationToken cancellationToken)
    {
        if (DeadLetterId.Read(id) is not var (queue, sequence)) return null;
        var message = await ServiceBusFailures.ReadAsync(queue, () => dead.FindAsync(queue, sequence, cancellationToken));
        return message is null ? null : DeadLetterReader.Read(queue, message);
    }

    public Task<int> ReplayAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => RemoveAsync(
        ids, (queue, messages) => queues.SendAsync(queue, [.. messages.Select(making.ForReplay)], cancellationToken), cancellationToken);

    public Task<int> DiscardAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => RemoveAsync(ids, null, cancellationToken);

    /// <summary>Asked after every push and write-back that went well: with no dead letters it is one look.</summary>
    public Task<int> ResolveAsync(string messageType, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) =>
        RemoveAsync(messageType, orderIds, static entries => entries, cancellationToken);

    /// <summary>Asked after dead letters only. The newest is the one that died last; the broker's number decides among those of one instant.</summary>
    public Task<int> KeepNewestAsync(string messageType, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) =>
        RemoveAsync(messageType, orderIds, static entries => entries.GroupBy(static e => e.Order, StringComparer.Ordinal)
            .SelectMany(static g => g.OrderByDescending(static e => e.DeadAt).ThenByDescending(static e => e.Sequence).Skip(1)), cancellationToken);

    private Task<int> RemoveAsync(
        string messageType, IReadOnlyCollection<string> orderIds, Func<List<(string Order, DateTimeOffset DeadAt, long Sequence)>, IEnumerable<(string Order, DateTimeOffset DeadAt, long Sequence)>> which,
        CancellationToken cancellationToken)
    {
        var (queue, wanted) = (QueueOf(messageType), orderIds.ToHashSet(StringComparer.Ordinal));
        return ServiceBusFailures.ReadAsync(queue, async () =>
        {
            if (wanted.Count == 0) return 0;
            var found = new List<(string Order, DateTimeOffset DeadAt, long Sequence)>();
            await foreach (var message in dead.AllAsync(queue, cancellationToken))
            {
                var shown = DeadLetterReader.Read(queue, message);
                if (shown.MessageType == messageType && shown.Info.OrderId is { } order && wanted.Contains(order)) found.Add((order, shown.DeadAt, message.SequenceNumber));
            }
            return await dead.RemoveAsync(queue, which(found).Select(static e => e.Sequence), null, cancellationToken);
        });
    }

    private async Task<int> RemoveAsync(
        IReadOnlyCollection<string> ids, Func<string, IReadOnlyList<ServiceBusReceivedMessage>, Task>? before, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var ofQueue in ids.Select(DeadLetterId.Read).OfType<(string Queue, long Sequence)>().GroupBy(static i => i.Queue, StringComparer.Ordinal))
        {
            removed += await ServiceBusFailures.ReadAsync(ofQueue.Key, () => dead.RemoveAsync(
                ofQueue.Key, ofQueue.Select(static i => i.Sequence), before is null ? null : messages => before(ofQueue.Key, messages), cancellationToken));
        }
        return removed;
    }

    private static bool Matches(ErrorQueueEntry message, ErrorFilter filter) =>
        (filter.Kind is null || message.Info.Kind == filter.Kind)
        && (filter.Code is null || message.Info.Code == filter.Code)
        && (filter.OrderIds is null || filter.OrderIds.Contains(message.Info.OrderId))
        && (filter.Order is null || message.Info.OrderId == filter.Order || message.Info.OrderNumber == filter.Order)
        && (filter.DeadBefore is null || message.DeadAt < filter.DeadBefore);

    private static string QueueOf(string messageType) => messageType switch
    {
        MessageTypes.PushOrder => QueueNames.Orders,
        MessageTypes.BuyLabel => QueueNames.Labels,
        _ => QueueNames.Shipments
    };
}
