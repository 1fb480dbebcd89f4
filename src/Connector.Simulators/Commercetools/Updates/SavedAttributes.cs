using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>Leaves out of a new line's variant what the product type does not save to line items. Lines that exist stay as they are.</summary>
internal static class SavedAttributes
{
    public static void Keep(Project project, JsonObject variant)
    {
        if (variant["attributes"] is not JsonArray attributes || (string?)variant["sku"] is not { } sku) return;
        var product = project.Resources("product").All().FirstOrDefault(one => one.Root.GetProperty("masterVariant").GetProperty("sku").GetString() == sku);
        if (product is null || project.Find("product-type", product.Root.GetProperty("productType").GetProperty("id").GetString()!) is not { } type) return;
        var unsaved = type.Root.GetProperty("attributes").EnumerateArray()
            .Where(one => one.TryGetProperty("savedToLineItem", out var saved) && saved.ValueKind == JsonValueKind.False)
            .Select(one => one.GetProperty("name").GetString()).ToHashSet(StringComparer.Ordinal);
        foreach (var attribute in attributes.Where(one => unsaved.Contains((string?)one!["name"])).ToList()) attributes.Remove(attribute);
    }
}
