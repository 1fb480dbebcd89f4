using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Intake;

/// <summary>
/// Who wants to know what ShipStation shows of shipments of our orders. What becomes of them then is another flow's business: the engine connects the two
/// (docs/architecture.md). The same shipment twice is harmless.
/// </summary>
public interface ISeenShipments
{
    /// <summary>After they are stored and before they count as read: a failure here brings them back.</summary>
    Task TakeAsync(IReadOnlyList<(Shipment Shipment, string OrderId)> shipments, CancellationToken cancellationToken);
}
