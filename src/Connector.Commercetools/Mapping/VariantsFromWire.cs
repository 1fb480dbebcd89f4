using System.Text.Json;
using Connector.Commercetools.Wire;
using Connector.Core.Model.Orders;

namespace Connector.Commercetools.Mapping;

/// <summary>One shape of both catalog models: the product's attributes, and the variant's over them.</summary>
internal static class VariantsFromWire
{
    /// <summary>All variants of a product that holds them; the SKU is empty where there is none.</summary>
    internal static IEnumerable<VariantFacts> Embedded(WireProduct product)
    {
        foreach (var variant in (IEnumerable<WireProductVariant?>)[product.MasterVariant, .. product.Variants ?? []])
        {
            if (variant is null) continue;
            yield return new VariantFacts(Blank.ToNull(variant.Sku) ?? "", product.Id ?? "", product.Version ?? 0, Merge(product.Attributes, variant.Attributes)) { VariantId = variant.Id };
        }
    }

    /// <summary>A variant that stands alone has the product's attributes in its own list. Null without a SKU.</summary>
    internal static VariantFacts? Alone(WireProduct variant) => Blank.ToNull(variant.Sku) is { } sku
        ? new VariantFacts(sku, variant.Product?.Id ?? "", variant.Version ?? 0, Merge(variant.Attributes, null))
        : null;

    private static Dictionary<string, JsonElement> Merge(List<WireAttribute?>? ofProduct, List<WireAttribute?>? ofVariant)
    {
        var merged = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var attribute in (IEnumerable<WireAttribute?>)[.. ofProduct ?? [], .. ofVariant ?? []])
        {
            if (attribute is { Name: { } name, Value.ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) }) merged[name] = attribute.Value;
        }

        return merged;
    }
}
