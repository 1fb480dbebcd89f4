using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;

namespace Connector.Core.Ports.Labels;

/// <summary>Buys labels: the calls that spend money. The other side has no idempotency key, so each call may buy again, and nothing below this port ever sends it twice.</summary>
public interface ILabelPurchases
{
    /// <summary>A purchase that has begun ends within this time, with a response or without.</summary>
    TimeSpan LongestCall { get; }

    /// <summary>
    /// Buys one label with one call, lane <see cref="RateLane.Normal"/>. Once the request may have left, every end is a result: no exception, so that no layer above repeats
    /// it by mistake; a cancelled token ends as <see cref="PurchaseResult.Unknown"/>. Before that a request that cannot be right is <see cref="PurchaseResult.Refused"/>, a
    /// missing permit <see cref="PurchaseResult.Postponed"/>, a failure of our own store throws <see cref="ConnectorException"/>, and a token that is cancelled already
    /// throws <see cref="OperationCanceledException"/>; nothing was sent then. The caller looks for a live label directly before (<see cref="ILabelReadings"/>).
    /// </summary>
    Task<PurchaseResult> BuyAsync(PurchaseRequest request, CancellationToken cancellationToken);
}
