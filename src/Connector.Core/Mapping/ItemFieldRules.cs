using Connector.Core.Mapping.Sources;

namespace Connector.Core.Mapping;

/// <summary>Sources of the fields of a line; each may be left out.</summary>
public sealed class ItemFieldRules
{
    public FieldSource? Sku { get; set; }
    public FieldSource? Name { get; set; }
    public FieldSource? ImageUrl { get; set; }

    /// <summary>Of one unit; needs <see cref="FieldSource.Unit"/>.</summary>
    public FieldSource? Weight { get; set; }

    /// <summary>A heavier unit is taken for a mistake in the unit of its weight. Grams.</summary>
    public decimal MaximumWeightGrams { get; set; } = 70_000m;
    public FieldSource? WarehouseLocation { get; set; }
    public FieldSource? Upc { get; set; }
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
    public string Name { get; set; } = "";
    public FieldSource Value { get; set; } = new();
}
