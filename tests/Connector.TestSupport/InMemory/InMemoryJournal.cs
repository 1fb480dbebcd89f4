using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>The story of this process only; it grows until <see cref="PruneAsync"/>.</summary>
public sealed class InMemoryJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<TimelineItem>> _byOrder = new(StringComparer.Ordinal);
    private readonly List<TimelineItem> _all = [];
    private readonly List<Exchange> _calls = [];

    /// <summary>Every call in its order, also what found nothing and was not stored.</summary>
    public IReadOnlyList<Exchange> Calls
    {
        get { lock (_gate) return [.. _calls]; }
    }

    public Task AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var entry in entries) Add(new TimelineItem(entry.At, entry, null), entry.OrderId is null ? [] : [entry.OrderId]);
        }
        return Task.CompletedTask;
    }

    public Task AppendAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        lock (_gate) _calls.Add(exchange with { RequestBody = null, ResponseBody = null });
        if (exchange.FoundNothing) return Task.CompletedTask;
        lock (_gate) Add(new TimelineItem(exchange.At, null, exchange), exchange.OrderIds.Distinct(StringComparer.Ordinal));
        return Task.CompletedTask;
    }

    public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<TimelineItem>> ReadAsync(string orderId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // OrderBy is stable: what happened at one instant stays in the order in which it was written.
            IReadOnlyList<TimelineItem> history = _byOrder.TryGetValue(orderId, out var items) ? [.. items.OrderBy(static i => i.At)] : [];
            return Task.FromResult(history);
        }
    }

    public Task<string?> FindOrderIdAsync(string orderNumber, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var reported = _all.Select(static i => i.Entry).OfType<JournalEntry>().Where(e => e.OrderId is not null && e.OrderNumber == orderNumber);
            return Task.FromResult(reported.Reverse().MaxBy(static e => e.At)?.OrderId);
        }
    }

    public Task<IReadOnlyList<JournalEntry>> ListRunsAsync(int take, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var runs = _all.Select(static i => i.Entry).OfType<JournalEntry>().Where(static e => e.Kind == JournalKind.Run);
            return Task.FromResult<IReadOnlyList<JournalEntry>>([.. runs.Reverse().OrderByDescending(static e => e.At).Take(take)]);
        }
    }

    public Task<long> PruneAsync(JournalAges before, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var (orderId, items) in _byOrder.ToList())
            {
                items.RemoveAll(IsOld);
                if (items.Count == 0) _byOrder.Remove(orderId);
            }
            var removed = (long)_all.RemoveAll(IsOld);
            Replace(i => i.Exchange is not null && i.At < before.Bodies ? WithoutBodies(i) : i);
            return Task.FromResult(removed);
        }

        bool IsOld(TimelineItem item) => item.At < (item.Entry is null ? before.Calls : before.Events);
    }

    public Task<ErasedContent> EraseAsync(string orderId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            using var digest = new ErasureDigest();
            var ofOrder = _byOrder.GetValueOrDefault(orderId)?.ToHashSet<object>(ReferenceEqualityComparer.Instance) ?? [];
            Replace(item =>
            {
                if (!ofOrder.Contains(item)) return item;
                if (item.Entry is { } entry)
                {
                    if (OrderEvent.WithoutValues(entry.Events) is not { } bare) return item;
                    digest.Add(OrderEvent.Write(entry.Events)!);
                    return item with { Entry = entry with { Events = bare } };
                }
                if (item.Exchange is { RequestBody: null, ResponseBody: null }) return item;
                digest.Add(item.Exchange!.RequestBody + item.Exchange.ResponseBody);
                return WithoutBodies(item);
            });
            return Task.FromResult(digest.ToContent());
        }
    }

    private static TimelineItem WithoutBodies(TimelineItem item) => item with { Exchange = item.Exchange! with { RequestBody = null, ResponseBody = null } };

    /// <summary>The same item stays one: it may stand under several orders.</summary>
    private void Replace(Func<TimelineItem, TimelineItem> change)
    {
        var changed = new Dictionary<object, TimelineItem>(ReferenceEqualityComparer.Instance);
        foreach (var item in _all) changed[item] = change(item);
        foreach (var items in _byOrder.Values.Append(_all))
            for (var i = 0; i < items.Count; i++) items[i] = changed[items[i]];
    }

    private void Add(TimelineItem item, IEnumerable<string> orderIds)
    {
        _all.Add(item);
        foreach (var orderId in orderIds)
        {
            if (!_byOrder.TryGetValue(orderId, out var items)) _byOrder[orderId] = items = [];
            items.Add(item);
        }
    }
}
