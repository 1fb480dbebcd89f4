using Connector.Core.Model.Orders;

namespace Connector.Core.Ports;

/// <summary>Values that people set for fields of single orders. Few, and asked for with every batch of orders that is mapped.</summary>
public interface IOrderOverrides
{
    /// <summary>Those of these orders, by order and field.</summary>
    Task<IReadOnlyList<OrderOverride>> ListAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);

    /// <summary>Replaces what is there for this field of this order. Safe to repeat.</summary>
    Task PutAsync(OrderOverride value, CancellationToken cancellationToken);

    /// <summary>Removes those of this order: of one field, or all (null). Returns how many there were.</summary>
    Task<int> RemoveAsync(string orderId, string? field, CancellationToken cancellationToken);
}
