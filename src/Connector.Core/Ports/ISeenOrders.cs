using Connector.Core.Model.Orders;

namespace Connector.Core.Ports;

/// <summary>Takes what was read of orders in the shop, so that the list of orders knows also those that are not sent.</summary>
public interface ISeenOrders
{
    /// <summary>Safe to repeat.</summary>
    Task TakeAsync(IReadOnlyList<SeenOrder> seen, CancellationToken cancellationToken);
}
