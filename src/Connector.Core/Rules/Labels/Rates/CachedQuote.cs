using Connector.Core.Model.Labels;

namespace Connector.Core.Rules.Labels.Rates;

/// <summary>A quote that other parcels of the same key may use for a while.</summary>
/// <param name="Grams">The weight that was quoted.</param>
/// <param name="ShippingOrderId">The order that it was quoted for.</param>
public sealed record CachedQuote(RateCacheKey Key, RateQuote Quote, decimal Grams, long ShippingOrderId)
{
    /// <summary>Only what every carrier took part in is kept.</summary>
    public static bool IsCacheable(RateQuote quote, QuoteRules rules) => rules.KeepFor > TimeSpan.Zero && quote.Status == QuoteStatus.Completed && quote.Rates.Count > 0;

    /// <summary>The first instant at which it counts no longer.</summary>
    public DateTimeOffset ExpiresAt(QuoteRules rules) => Quote.QuotedAt + rules.KeepFor;

    /// <summary>
    /// The quote for a parcel; null when it is too old or the parcel is heavier. For another order its offers have no ids: an id buys a label for the order that was quoted,
    /// and for no other.
    /// </summary>
    public RateQuote? For(long shippingOrderId, decimal grams, DateTimeOffset now, QuoteRules rules)
    {
        if (grams > Grams || now >= ExpiresAt(rules)) return null;
        if (shippingOrderId == ShippingOrderId && grams == Grams) return Quote;
        return Quote with { Rates = [.. Quote.Rates.Select(static rate => rate with { RateId = null })] };
    }
}
