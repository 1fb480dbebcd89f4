using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;

namespace Connector.Core.Ports.Labels;

/// <summary>Orders as V2 stores them: what a quote and a purchase over V2 go by. Failures throw <see cref="ConnectorException"/>. Neither member spends money.</summary>
public interface ILabelShipments
{
    /// <summary>Null when V2 does not know it (yet: it takes some seconds after the order was written over V1).</summary>
    Task<LabelShipment?> FindAsync(long shippingOrderId, RateLane lane, CancellationToken cancellationToken);

    /// <summary>
    /// Stores carrier, service, ship date, confirmation and packages: the only way to several packages under one label. Three calls, lane <see cref="RateLane.Preparing"/>:
    /// it reads, writes everything back with the changes (the write replaces the whole), and reads again; the result is what is stored then, for the caller to compare. What
    /// people change between the first two calls is lost, so it is for orders that nobody works on. A repeated one does no harm. Throws kind
    /// <see cref="FailureKind.Rejected"/>, code <see cref="ErrorCodes.LabelRefused"/>, for a shipment that is not pending or is refused. Null when there is none.
    /// </summary>
    Task<LabelShipment?> PrepareAsync(ShipmentPreparation preparation, CancellationToken cancellationToken);
}
