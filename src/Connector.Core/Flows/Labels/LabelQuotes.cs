using System.Collections.Concurrent;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Rates;
using Connector.Core.Rules.Mapping.Units;

namespace Connector.Core.Flows.Labels;

/// <summary>Quotes, kept for parcels that cost the same.</summary>
internal sealed class LabelQuotes(ILabelAccounts accounts, LabelRules rules, TimeProvider clock)
{
    private readonly ConcurrentDictionary<RateCacheKey, CachedQuote> _kept = new();

    /// <summary>By account and order: whose labels wait for the next window is not quoted again.</summary>
    private readonly ConcurrentDictionary<(string Account, long Order), CachedQuote> _own = new();

    /// <summary>The quote, and whether it was kept from before.</summary>
    /// <param name="byRate">Its offers are bought by their ids: only this order's own will do, and not for long.</param>
    public async Task<(RateQuote Quote, bool IsKept)> GetAsync(
        string account, string locationKey, RateRequest request, DateOnly shipDate, bool byRate, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var key = RateCacheKey.Compute(request, account, locationKey, shipDate, rules.Quotes);
        var grams = request.Weight is { } weight ? WeightReader.Grams(weight) : 0m;
        if (key is not null && Find(account, key, request.ShippingOrderId, now, byRate)?.For(request.ShippingOrderId, grams, now, rules.Quotes) is { } quote) return (quote, true);
        var fresh = await accounts.Get(account).Rates.QuoteAsync(request, cancellationToken);
        if (key is not null && CachedQuote.IsCacheable(fresh, rules.Quotes))
        {
            Forget(now);
            var cached = _kept[key] = new CachedQuote(key, fresh, grams, request.ShippingOrderId);
            if (byRate) _own[(account, request.ShippingOrderId)] = cached;
        }
        return (fresh, false);
    }

    private CachedQuote? Find(string account, RateCacheKey key, long order, DateTimeOffset now, bool byRate)
    {
        if (!byRate) return _kept.GetValueOrDefault(key);
        return _own.TryGetValue((account, order), out var own) && own.Key == key && now - own.Quote.QuotedAt <= rules.Quotes.MaxAge ? own : null;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (old, over) in _kept)
            if (over.ExpiresAt(rules.Quotes) <= now) _kept.TryRemove(old, out _);
        foreach (var (old, over) in _own)
            if (now - over.Quote.QuotedAt > rules.Quotes.MaxAge) _own.TryRemove(old, out _);
    }
}
