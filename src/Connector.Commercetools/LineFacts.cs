using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Commercetools;

/// <summary>
/// Attributes that the rules need and a line lacks, taken from the product, by SKU or else by the number of the variant. Without such a line no product is asked for; a client without the
/// scope for products gets orders as they are.
/// </summary>
internal sealed partial class LineFacts(ICommerceProducts products, OrderNeeds needs, TimeProvider clock, ILogger<LineFacts> log)
{
    private const int Forbidden = 403;
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(10);
    private readonly HashSet<string> _needed = needs.Attributes.Select(static use => use.Name).ToHashSet(StringComparer.Ordinal);
    private long _refusedUntil = long.MinValue;
    private int _reported;
    private volatile Unsaved? _unsaved;

    internal async Task<List<Order>> FillAsync(List<Order> orders, CancellationToken cancellationToken)
    {
        if ((_needed.Count == 0 && needs.BuiltIn.Count == 0) || clock.GetUtcNow().UtcTicks < Interlocked.Read(ref _refusedUntil)) return orders;
        try
        {
            var needed = await NeededAsync(orders, cancellationToken);
            var lacking = orders.SelectMany(static order => order.Lines).Where(line => IsLacking(line, needed)).ToList();
            if (lacking.Count == 0) return orders;
            var skus = lacking.Select(static line => line.Sku ?? "").Where(static sku => sku.Length > 0).ToHashSet(StringComparer.Ordinal);
            var bySku = skus.Count == 0 ? [] : (await products.FindVariantsAsync(skus, cancellationToken)).ToDictionary(static facts => facts.Sku, StringComparer.Ordinal);
            // A line without SKU says which variant of its product it is.
            var ids = lacking.Where(static line => string.IsNullOrEmpty(line.Sku)).Select(static line => line.ProductId!).ToHashSet(StringComparer.Ordinal);
            var byNumber = ids.Count == 0 ? [] : (await products.FindVariantsOfAsync(ids, cancellationToken)).Where(static facts => facts.VariantId is not null)
                .DistinctBy(static facts => (facts.ProductId, facts.VariantId)).ToDictionary(static facts => (facts.ProductId, facts.VariantId!.Value));
            return orders.ConvertAll(order => order.Lines.Any(line => FactsOf(line) is not null && IsLacking(line, needed))
                ? order with { Lines = [.. order.Lines.Select(line => FactsOf(line) is { } facts ? Fill(line, facts, needed) : line)] }
                : order);

            VariantFacts? FactsOf(OrderLine line) => line switch
            {
                { Sku.Length: > 0 } => bySku.GetValueOrDefault(line.Sku),
                { ProductId: { } product, VariantId: { } variant } => byNumber.GetValueOrDefault((product, variant)),
                _ => null
            };
        }
        catch (CommercetoolsException refused) when (refused.Status == Forbidden && refused.Kind == FailureKind.Unauthorized)
        {
            Interlocked.Exchange(ref _refusedUntil, (clock.GetUtcNow() + AskAgainAfter).UtcTicks);
            if (Interlocked.Exchange(ref _reported, 1) == 0) Log.NoScope(log);
            return orders;
        }
    }

    internal static bool IsLacking(OrderLine line, IReadOnlySet<string> needed) =>
        line is { Kind: LineKind.Product, Sku.Length: > 0 } or { Kind: LineKind.Product, ProductId.Length: > 0, VariantId: not null } && needed.Any(name => !line.Attributes.ContainsKey(name));

    /// <summary>What rules name, and what is looked at anyway and the shop keeps off its line items; the shop is asked for its product types once in a while.</summary>
    private async Task<IReadOnlySet<string>> NeededAsync(List<Order> orders, CancellationToken cancellationToken)
    {
        if (needs.BuiltIn.Count == 0 || !orders.Exists(order => order.Lines.Any(line => line.Kind == LineKind.Product))) return _needed;
        var now = clock.GetUtcNow();
        if (_unsaved is not { } kept || kept.Until <= now)
        {
            try
            {
                var unsaved = (await products.ListAttributesAsync(cancellationToken)).Where(static one => !one.Saved).Select(static one => one.Name);
                _unsaved = kept = new Unsaved([.. needs.BuiltIn.Intersect(unsaved, StringComparer.Ordinal).Concat(_needed)], now + AskAgainAfter);
            }
            catch (CommercetoolsException refused) when (refused.Kind is FailureKind.Unauthorized or FailureKind.Rejected)
            {
                // Product types are another scope: then only what rules name is asked for.
                _unsaved = kept = new Unsaved(_needed, now + AskAgainAfter);
            }
        }
        return kept.Names;
    }

    private sealed record Unsaved(HashSet<string> Names, DateTimeOffset Until);

    /// <summary>What the line has is never replaced: it is of the day of the purchase.</summary>
    internal static OrderLine Fill(OrderLine line, VariantFacts facts, IReadOnlySet<string> needed)
    {
        var taken = line.Kind == LineKind.Product
            ? needed.Where(name => !line.Attributes.ContainsKey(name) && facts.Attributes.ContainsKey(name)).ToHashSet(StringComparer.Ordinal)
            : [];
        if (taken.Count == 0) return line;
        var attributes = new Dictionary<string, JsonElement>(line.Attributes, StringComparer.Ordinal);
        foreach (var name in taken) attributes[name] = facts.Attributes[name];
        return line with { Attributes = attributes, FromProduct = new FactsOfProduct(facts.Version, taken) };
    }

    private static partial class Log
    {
        [LoggerMessage(3104, LogLevel.Warning, "commercetools does not allow reading products (scope view_published_products); attributes that lines lack stay unknown")]
        internal static partial void NoScope(ILogger logger);
    }
}
