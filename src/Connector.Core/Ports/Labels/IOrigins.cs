using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Ports.Labels;

/// <summary>Where parcels leave from. Kept for a day in this process; lane <see cref="RateLane.Preparing"/>. Failures throw <see cref="ConnectorException"/>.</summary>
public interface IOrigins
{
    /// <summary>The address of a warehouse, or of the account's default one; null when there is none.</summary>
    Task<ShippingAddress?> FindAsync(long? warehouseId, CancellationToken cancellationToken);
}
