using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>The story of this process only; it grows until <see cref="PruneAsync"/>.</summary>
public sealed class InMemoryJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<TimelineItem>> _byOrder = new(StringComparer.Ordinal);
    private readonly List<TimelineItem> _all = [];

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

    public Task<long> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var (orderId, items) in _byOrder.ToList())
            {
                items.RemoveAll(i => i.At < before);
                if (items.Count == 0) _byOrder.Remove(orderId);
            }
            return Task.FromResult((long)_all.RemoveAll(i => i.At < before));
        }
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
