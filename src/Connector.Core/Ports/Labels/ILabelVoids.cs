using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;

namespace Connector.Core.Ports.Labels;

/// <summary>Voids labels.</summary>
public interface ILabelVoids
{
    /// <summary>
    /// Asks for one void with one call, lane <see cref="RateLane.Cancel"/>: it comes before everything, because windows close. It is not tried again inside the client. Once
    /// the request may have left, every end is a result. Throws only before that, as <see cref="ILabelPurchases.BuyAsync"/> does (<see cref="ConnectorException"/> of
    /// our own store, <see cref="OperationCanceledException"/>).
    /// </summary>
    Task<VoidOutcome> VoidAsync(VoidRequest request, CancellationToken cancellationToken);
}
