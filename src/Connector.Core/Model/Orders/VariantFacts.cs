using System.Text.Json;

namespace Connector.Core.Model.Orders;

/// <summary>A variant's attributes as the product has them today, those of the product itself among them.</summary>
/// <param name="Version">Of the product, or of the variant where variants stand alone.</param>
public sealed record VariantFacts(string Sku, string ProductId, long Version, IReadOnlyDictionary<string, JsonElement> Attributes)
{
    /// <summary>Its number within the product; null for one that stands alone.</summary>
    public int? VariantId { get; init; }
}

/// <summary>Which attributes of a line are not the line's own.</summary>
public sealed record FactsOfProduct(long Version, IReadOnlySet<string> Names);
