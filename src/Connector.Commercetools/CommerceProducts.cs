using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Connector.Commercetools.Mapping;
using Connector.Commercetools.Wire;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Http;
using Microsoft.Extensions.Options;

namespace Connector.Commercetools;

/// <summary>
/// Variants by SKU, kept with the version of their product for as long as references are. A shop keeps its variants within products or, with the modular catalog, on their own:
/// products are asked first, and what they do not hold is looked for among the variants unless the products have shown that they hold them.
/// </summary>
internal sealed class CommerceProducts(CommercetoolsClient client, IOptions<CommercetoolsOptions> options, TimeProvider clock) : ICommerceProducts
{
    private const int MostInOneCall = 50;
    private const int MostKept = 10_000;
    private static readonly TimeSpan ModelHolds = TimeSpan.FromDays(1);
    private static readonly TimeSpan MissingFor = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (IReadOnlyList<VariantFacts> Facts, DateTimeOffset Until)> _products = new(StringComparer.Ordinal);
    private readonly TimeSpan _lifetime = TimeSpan.FromMinutes(options.Value.ReferenceMinutes);
    private volatile SeenModel? _model;

    private enum Model { Embedded, Alone }

    public async Task<IReadOnlyList<VariantFacts>> FindVariantsAsync(IReadOnlyCollection<string> skus, CancellationToken cancellationToken)
    {
        var (now, found, missing) = (clock.GetUtcNow(), new List<VariantFacts>(), new Queue<string>());
        foreach (var sku in skus.Where(static sku => sku.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (!_kept.TryGetValue(sku, out var kept) || kept.Until <= now) missing.Enqueue(sku);
            else if (kept.Facts is { } facts) found.Add(facts);
        }

        while (missing.Count > 0) found.AddRange(await ReadAsync(NextChunk(missing), now, cancellationToken));
        return found;
    }

    public async Task<IReadOnlyList<VariantFacts>> FindVariantsOfAsync(IReadOnlyCollection<string> productIds, CancellationToken cancellationToken)
    {
        var (now, found, missing) = (clock.GetUtcNow(), new List<VariantFacts>(), new List<string>());
        foreach (var id in productIds.Where(static id => id.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (_products.TryGetValue(id, out var kept) && kept.Until > now) found.AddRange(kept.Facts);
            else missing.Add(id);
        }
        foreach (var chunk in missing.Chunk(MostInOneCall))
        {
            var read = (await PageAsync("product-projections", "id in :id", "var.id", chunk, WireJson.Default.WireProduct, cancellationToken)).SelectMany(VariantsFromWire.Embedded).ToLookup(static f => f.ProductId, StringComparer.Ordinal);
            if (_products.Count + chunk.Length > MostKept) _products.Clear();
            foreach (var id in chunk)
            {
                _products[id] = ([.. read[id]], now + _lifetime);
                found.AddRange(read[id]);
            }
        }
        return found;
    }

    public async Task<IReadOnlyList<AttributeDefinition>> ListAttributesAsync(CancellationToken cancellationToken)
    {
        List<AttributeDefinition> all = [];
        for (string? after = null; ;)
        {
            var rows = (await client.SendAsync(ReferenceCalls.Page(client, new QueryString("product-types"), after, WireJson.Default.WireProductType), cancellationToken))!.Rows;
            foreach (var type in rows)
            {
                foreach (var attribute in type.Attributes ?? [])
                {
                    if (attribute?.Name is { } name) all.Add(new AttributeDefinition(Blank.ToNull(type.Key) ?? type.Id ?? "", name, attribute.SavedToLineItem ?? true));
                }
            }

            after = rows.Count < ReferenceCalls.PageSize ? null : rows[^1].Id;
            if (after is null) return all;
        }
    }

    /// <summary>As many SKUs as one address can hold: they stand in it once.</summary>
    private List<string> NextChunk(Queue<string> skus)
    {
        const int fixedQuery = 300;
        List<string> chunk = [skus.Dequeue()];
        var length = client.FixedUrlLength + fixedQuery + QueryString.LengthOf("var.sku", chunk[0]);
        while (chunk.Count < MostInOneCall && skus.TryPeek(out var next) && (length += QueryString.LengthOf("var.sku", next)) < CommercetoolsClient.LongestUrl) chunk.Add(skus.Dequeue());
        return chunk;
    }

    private async Task<List<VariantFacts>> ReadAsync(List<string> chunk, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var found = (await LookUpAsync(chunk, now, cancellationToken)).Where(facts => chunk.Contains(facts.Sku)).DistinctBy(static facts => facts.Sku).ToList();
            if (_kept.Count + chunk.Count > MostKept) _kept.Clear();
            foreach (var sku in chunk)
            {
                var facts = found.Find(one => one.Sku == sku);
                _kept[sku] = new Kept(facts, now + (facts is null && MissingFor < _lifetime ? MissingFor : _lifetime));
            }

            return found;
        }
        catch (CommercetoolsException heavy) when (chunk.Count > 1 && (heavy.Code == ErrorCodes.ResponseTooLarge || heavy.VendorCodes.Contains("ContentTooLarge")))
        {
            var half = chunk.Count / 2;
            return [.. await ReadAsync(chunk[..half], now, cancellationToken), .. await ReadAsync(chunk[half..], now, cancellationToken)];
        }
    }

    private async Task<List<VariantFacts>> LookUpAsync(List<string> skus, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = _model is { } seen && now < seen.Until ? seen.Model : (Model?)null;
        if (known != Model.Alone)
        {
            var embedded = (await PageAsync("product-projections", "masterVariant(sku in :sku) or variants(sku in :sku)", "var.sku", skus, WireJson.Default.WireProduct, cancellationToken))
                .SelectMany(VariantsFromWire.Embedded).ToList();
            if (embedded.Count > 0) _model = new SeenModel(Model.Embedded, now + ModelHolds);
            if (embedded.Count > 0 || known == Model.Embedded) return embedded;
        }

        try
        {
            var alone = (await PageAsync("variant-projections", "sku in :sku", "var.sku", skus, WireJson.Default.WireProduct, cancellationToken)).Select(VariantsFromWire.Alone).OfType<VariantFacts>().ToList();
            if (alone.Count > 0) _model = new SeenModel(Model.Alone, now + ModelHolds);
            return alone;
        }
        catch (CommercetoolsException unknown) when (unknown.Status is 400 or 404 && !unknown.VendorCodes.Contains("ContentTooLarge"))
        {
            // A project that holds its variants in products need not know this place.
            return [];
        }
    }

    private async Task<List<T>> PageAsync<T>(string place, string predicate, string variable, IReadOnlyList<string> values, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var query = new QueryString(place).Add("where", predicate);
        foreach (var value in values) query.Add(variable, value);
        return (await client.SendAsync(ReferenceCalls.Page(client, query, afterId: null, type), cancellationToken))!.Rows;
    }

    /// <param name="Facts">Null for a SKU that the shop does not know.</param>
    private sealed record Kept(VariantFacts? Facts, DateTimeOffset Until);

    private sealed record SeenModel(Model Model, DateTimeOffset Until);
}
