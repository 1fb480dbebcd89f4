using System.Globalization;
using System.Text;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>The error queue of an <see cref="InMemoryWorkQueue"/>.</summary>
public sealed class InMemoryErrorQueue(InMemoryWorkQueue queue) : IErrorQueue
{
    public Task<IReadOnlyList<ErrorQueueEntry>> ListAsync(ErrorFilter filter, CancellationToken cancellationToken)
    {
        lock (queue.Gate)
        {
            var found = queue.Dead.Where(d =>
                (filter.Kind is null || d.Info.Kind == filter.Kind)
                && (filter.Code is null || d.Info.Code == filter.Code)
                && (filter.OrderIds is null || filter.OrderIds.Contains(d.Info.OrderId))
                && (filter.Order is null || d.Info.OrderId == filter.Order || d.Info.OrderNumber == filter.Order)
                && (filter.DeadBefore is null || d.DeadAt < filter.DeadBefore)
                && (filter.After is null || d.Number > long.Parse(filter.After, CultureInfo.InvariantCulture)));
            return Task.FromResult<IReadOnlyList<ErrorQueueEntry>>([.. found.Take(filter.Take).Select(static d => d.Show())]);
        }
    }

    public Task<ErrorQueueEntry?> GetAsync(string id, CancellationToken cancellationToken)
    {
        lock (queue.Gate) return Task.FromResult(queue.Dead.Find(d => d.Id == id)?.Show());
    }

    public Task<int> ReplayAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        lock (queue.Gate)
        {
            var taken = Remove(ByIds(ids));
            foreach (var dead in taken) queue.Add(dead.Queue, WorkMessageBody.ForReplay(dead.Body, dead.Info.FirstFailedAt), null);
            return Task.FromResult(taken.Count);
        }
    }

    public Task<int> DiscardAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        lock (queue.Gate) return Task.FromResult(Remove(ByIds(ids)).Count);
    }

    public Task<int> ResolveAsync(string messageType, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        var wanted = orderIds.ToHashSet(StringComparer.Ordinal);
        lock (queue.Gate)
            return Task.FromResult(Remove(d => d.Info.OrderId is { } order && wanted.Contains(order) && d.MessageType == messageType).Count);
    }

    public Task<int> KeepNewestAsync(string messageType, IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        var wanted = orderIds.ToHashSet(StringComparer.Ordinal);
        lock (queue.Gate)
        {
            var newest = queue.Dead.Where(d => d.Info.OrderId is { } order && wanted.Contains(order) && d.MessageType == messageType)
                .GroupBy(d => d.Info.OrderId!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(d => d.Number), StringComparer.Ordinal);
            return Task.FromResult(Remove(d => d.MessageType == messageType && d.Info.OrderId is { } order && newest.TryGetValue(order, out var number) && d.Number < number).Count);
        }
    }

    private static Predicate<InMemoryDeadLetter> ByIds(IReadOnlyCollection<string> ids)
    {
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        return d => wanted.Contains(d.Id);
    }

    private List<InMemoryDeadLetter> Remove(Predicate<InMemoryDeadLetter> which)
    {
        var found = queue.Dead.FindAll(which);
        if (found.Count > 0) queue.Dead.RemoveAll(which);
        return found;
    }
}

/// <summary>A dead message as the memory keeps it: the body as it came.</summary>
internal sealed record InMemoryDeadLetter(long Number, string Queue, byte[] Body, DeadLetterInfo Info, DateTimeOffset DeadAt, int DeliveryCount)
{
    public string Id { get; } = Number.ToString(CultureInfo.InvariantCulture);
    public string MessageType { get; } = WorkMessageBody.TryRead(Body, out var message) ? message.Type : WorkMessageBody.UnreadableType;

    public ErrorQueueEntry Show() => new(Id, Queue, MessageType, Info, Encoding.UTF8.GetString(Body), DeadAt, DeliveryCount);
}
