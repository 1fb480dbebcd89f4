using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping;

/// <summary>Sources of the fields of a line; each may be left out.</summary>
public sealed class ItemFieldRules
{
    /// <summary>Default: the SKU, else the variant's key, the product's key, product and variant id; custom lines: their slug.</summary>
    public FieldSource? Sku { get; set; }

    /// <summary>Default: the name in the order's locale, its language, Locales, or any.</summary>
    public FieldSource? Name { get; set; }

    /// <summary>Default: the first image of the variant.</summary>
    public FieldSource? ImageUrl { get; set; }

    /// <summary>
    /// Of one unit; needs a Unit. Default: attributes that say their unit, such as weight-grams, weightKg, weight-lb, or weight with "1.2 kg" as value.
    /// </summary>
    public FieldSource? Weight { get; set; }

    /// <summary>Of one unit; needs a Unit. Boxes of locations are chosen by it. Default: none.</summary>
    public FieldSource? Length { get; set; }

    /// <summary>As Length.</summary>
    public FieldSource? Width { get; set; }

    /// <summary>As Length.</summary>
    public FieldSource? Height { get; set; }

    /// <summary>A heavier unit is taken for a mistake in the unit of its weight. Grams.</summary>
    public decimal MaximumWeightGrams { get; set; } = 70_000m;

    /// <summary>The bin. Default: attribute warehouse-location, warehouseLocation or bin.</summary>
    public FieldSource? WarehouseLocation { get; set; }

    /// <summary>At most 12 characters. Default: attribute upc, gtin or ean.</summary>
    public FieldSource? Upc { get; set; }

    /// <summary>Default: none.</summary>
    public FieldSource? FulfillmentSku { get; set; }

    /// <summary>True on any line marks the whole order.</summary>
    public FieldSource? ContainsAlcohol { get; set; }

    /// <summary>Shown with the item, in this order; those without a value are left out.</summary>
    public IList<ItemOptionRule> Options { get; set; } = [];

    /// <summary>Locales for names, after the order's own and its language.</summary>
    public IList<string> Locales { get; set; } = [];
}

/// <summary>One option of an item: "Colour: Red".</summary>
public sealed class ItemOptionRule
{
    /// <summary>As the packing slip shows it: Colour. With a pattern as source, * is the name of the field.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where its value is. An attribute or custom field with * or ? makes an option of each that it matches, by name; no Fallbacks then.</summary>
    public FieldSource Value { get; set; } = new();

    /// <summary>With a pattern as source: names that are left out, * and ? allowed.</summary>
    public IList<string> Except { get; set; } = [];

    /// <summary>Of an option for each field; null for one of its own.</summary>
    internal string? Pattern => (Value.Attribute ?? Value.CustomField) is { } name && (name.Contains('*', StringComparison.Ordinal) || name.Contains('?', StringComparison.Ordinal)) ? name : null;
}
