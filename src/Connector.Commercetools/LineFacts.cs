using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Commercetools;

/// <summary>
/// Attributes that the rules need and a line lacks, taken from the product. Without such a line nothing is asked; a client without the scope for products gets
/// orders as they are.
/// </summary>
internal sealed partial class LineFacts(ICommerceProducts products, OrderNeeds needs, TimeProvider clock, ILogger<LineFacts> log)
{
    private const int Forbidden = 403;
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(10);
    private readonly HashSet<string> _needed = needs.Attributes.Select(static use => use.Name).ToHashSet(StringComparer.Ordinal);
    private long _refusedUntil = long.MinValue;
    private int _reported;

    internal async Task<List<Order>> FillAsync(List<Order> orders, CancellationToken cancellationToken)
    {
        if (_needed.Count == 0 || clock.GetUtcNow().UtcTicks < Interlocked.Read(ref _refusedUntil)) return orders;
        var skus = orders.SelectMany(static order => order.Lines).Where(line => IsLacking(line, _needed)).Select(static line => line.Sku!).ToHashSet(StringComparer.Ordinal);
        if (skus.Count == 0) return orders;
        IReadOnlyList<VariantFacts> found;
        try
        {
            found = await products.FindVariantsAsync(skus, cancellationToken);
        }
        catch (CommercetoolsException refused) when (refused.Status == Forbidden && refused.Kind == FailureKind.Unauthorized)
        {
            Interlocked.Exchange(ref _refusedUntil, (clock.GetUtcNow() + AskAgainAfter).UtcTicks);
            if (Interlocked.Exchange(ref _reported, 1) == 0) Log.NoScope(log);
            return orders;
        }

        var bySku = found.ToDictionary(static facts => facts.Sku, StringComparer.Ordinal);
        return orders.ConvertAll(order => order.Lines.Any(line => line.Sku is { } sku && bySku.ContainsKey(sku) && IsLacking(line, _needed))
            ? order with { Lines = [.. order.Lines.Select(line => line.Sku is { } sku && bySku.TryGetValue(sku, out var facts) ? Fill(line, facts, _needed) : line)] }
            : order);
    }

    internal static bool IsLacking(OrderLine line, IReadOnlySet<string> needed) =>
        line is { Kind: LineKind.Product, Sku.Length: > 0 } && needed.Any(name => !line.Attributes.ContainsKey(name));

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
