using System.Collections.Concurrent;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>Values that people set for single orders, of this process only.</summary>
public sealed class InMemoryOrderOverrides : IOrderOverrides
{
    private readonly ConcurrentDictionary<(string Order, string Field), OrderOverride> _values = new();

    public Task<IReadOnlyList<OrderOverride>> ListAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<OrderOverride>>(
        [.. _values.Values.Where(o => orderIds.Contains(o.OrderId)).OrderBy(static o => o.OrderId, StringComparer.Ordinal).ThenBy(static o => o.Field, StringComparer.Ordinal)]);

    public Task PutAsync(OrderOverride value, CancellationToken cancellationToken)
    {
        _values[(value.OrderId, value.Field)] = value;
        return Task.CompletedTask;
    }

    public Task<int> RemoveAsync(string orderId, string? field, CancellationToken cancellationToken) =>
        Task.FromResult(_values.Keys.Where(k => k.Order == orderId && (field is null || k.Field == field)).Count(k => _values.TryRemove(k, out _)));
}
