namespace Connector.Core.Model.Labels;

/// <summary>The offers for one parcel. Nothing is charged for a quote.</summary>
/// <param name="Rates">Also those that are not valid, so that people see why; in the vendor's order.</param>
/// <param name="Problems">Carriers that gave no offer, and why.</param>
/// <param name="QuotedAt">The instant before the (first) request went out.</param>
public sealed record RateQuote(QuoteStatus Status, IReadOnlyList<ShippingRate> Rates, IReadOnlyList<RateProblem> Problems, DateTimeOffset QuotedAt)
{
    /// <summary>The vendor's id of the quote; null where it gives none.</summary>
    public string? RequestId { get; init; }
}

/// <summary>
/// <see cref="Partial"/>: some carriers gave none. <see cref="Failed"/>: all of them. <see cref="Working"/>: the vendor is not done; quote again later.
/// </summary>
public enum QuoteStatus { Completed, Partial, Failed, Working }

/// <param name="Code">The vendor's own, or one of our codes.</param>
/// <param name="Text">One line without personal data.</param>
public sealed record RateProblem(string? CarrierCode, long? CarrierAccountId, string Code, string Text);
