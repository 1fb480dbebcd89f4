using System.Collections.Concurrent;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>The list of orders of this process only.</summary>
public sealed class InMemoryOrderIndex : IOrderIndex
{
    private readonly ConcurrentDictionary<string, OrderSummary> _orders = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<OrderSummary>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OrderSummary>>([.. orderIds.Distinct(StringComparer.Ordinal).Select(_orders.GetValueOrDefault).OfType<OrderSummary>()]);

    public Task PutAsync(IReadOnlyList<OrderSummary> orders, CancellationToken cancellationToken)
    {
        foreach (var order in orders) _orders[order.OrderId] = order;
        return Task.CompletedTask;
    }

    public Task DeleteAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken)
    {
        foreach (var id in orderIds) _orders.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    public Task<OrderListPage> ListAsync(OrderFilter filter, string? after, int take, CancellationToken cancellationToken) =>
        Task.FromResult(OrderPosition.Page(_orders.Values.Where(filter.Matches), filter.Sort, after, take));

    public Task ReadTimesAsync(DateTimeOffset placedFrom, Action<OrderTimes> read, CancellationToken cancellationToken)
    {
        foreach (var order in _orders.Values.Where(order => order.PlacedAt >= placedFrom)) read(OrderTimes.From(order));
        return Task.CompletedTask;
    }

    public Task<OrderIndexCounts> CountAsync(DateTimeOffset now, DateTimeOffset soon, CancellationToken cancellationToken)
    {
        var open = _orders.Values.Where(static o => o.IsOpen).ToList();
        return Task.FromResult(new OrderIndexCounts(
            open.CountBy(static o => o.Progress).ToDictionary(static c => c.Key, static c => (long)c.Value), _orders.Values.Count(static o => o.NeedsAttention),
            _orders.Values.Count(o => o.Deadline <= now), _orders.Values.Count(o => o.Deadline > now && o.Deadline <= soon)));
    }
}
