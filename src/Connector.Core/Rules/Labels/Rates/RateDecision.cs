using Connector.Core.Model.Labels;

namespace Connector.Core.Rules.Labels.Rates;

/// <summary>Which offer is taken, and why.</summary>
/// <param name="Winner">Never a refused one; null when there is none.</param>
/// <param name="NeedsApproval">The winner does not keep the promise: it is proposed, whatever the mode.</param>
/// <param name="QuoteAgain">The quote says nothing (yet).</param>
/// <param name="Rates">All offers that were seen: those that could be taken, best first, then the refused ones.</param>
/// <param name="Reasons">What somebody should know about quote and choice.</param>
/// <param name="Explanation">One or two sentences about the winner, or why there is none.</param>
public sealed record RateDecision(
    ConsideredRate? Winner, bool NeedsApproval, bool QuoteAgain, IReadOnlyList<ConsideredRate> Rates, IReadOnlyList<LabelReason> Reasons, string Explanation);

/// <summary>An offer, and what was found out about it.</summary>
/// <param name="Delivery">The day of delivery; null when it is not known.</param>
/// <param name="Preference">Its place among the allowed services, from 0; -1 when it is not among them.</param>
/// <param name="Refusal">Null for an offer that can be taken.</param>
/// <param name="IsLate">True when it does not keep the promise, or when that is not known.</param>
public sealed record ConsideredRate(ShippingRate Rate, DateOnly? Delivery, int Preference, LabelReason? Refusal, bool IsLate)
{
    /// <summary>Shipping, insurance, confirmation and surcharges together.</summary>
    public decimal Price => Rate.Price;
}
