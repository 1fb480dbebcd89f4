using System.Text.Json;

namespace Connector.Commercetools.Wire;

/// <summary>A product projection with its variants, or a projection of a variant that stands alone.</summary>
internal sealed record WireProduct
{
    public string? Id { get; set; }
    public long? Version { get; set; }
    public string? Sku { get; set; }
    public WireReference? Product { get; set; }
    public List<WireAttribute?>? Attributes { get; set; }
    public WireProductVariant? MasterVariant { get; set; }
    public List<WireProductVariant?>? Variants { get; set; }
}

/// <summary>Within a product: its id is a number.</summary>
internal sealed record WireProductVariant
{
    public int? Id { get; set; }
    public string? Sku { get; set; }
    public List<WireAttribute?>? Attributes { get; set; }
}

internal sealed record WireAttribute
{
    public string? Name { get; set; }
    public JsonElement Value { get; set; }
}

internal sealed record WireProductType
{
    public string? Id { get; set; }
    public string? Key { get; set; }
    public List<WireAttributeDefinition?>? Attributes { get; set; }
}

internal sealed record WireAttributeDefinition
{
    public string? Name { get; set; }

    /// <summary>Left out means true.</summary>
    public bool? SavedToLineItem { get; set; }
}
