using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;

namespace Connector.Core.Ports.Labels;

/// <summary>Quotes. They cost nothing, and a repeated one does no harm.</summary>
public interface IRates
{
    /// <summary>
    /// V1: one call for each carrier of the request; V2: one call in all. Lane <see cref="RateLane.Preparing"/>, because a purchase follows. A carrier that says no is a
    /// <see cref="RateProblem"/>; a failure of a call throws <see cref="ConnectorException"/>, and then there is no quote. Throws <see cref="ArgumentException"/> for
    /// a request without what its <see cref="RateRequest.Api"/> needs.
    /// </summary>
    Task<RateQuote> QuoteAsync(RateRequest request, CancellationToken cancellationToken);
}
