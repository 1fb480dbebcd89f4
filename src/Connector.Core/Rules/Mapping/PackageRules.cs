using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping;

/// <summary>Weight and size of the whole parcel.</summary>
public sealed class PackageRules
{
    /// <summary>Of the whole order part; needs a unit. Left out, the sum of the items.</summary>
    public FieldSource? Weight { get; set; }

    /// <summary>True sends the sum even when some items have no weight.</summary>
    public bool PartialSum { get; set; }

    /// <summary>Added to the sum. Grams.</summary>
    public decimal PackagingGrams { get; set; }

    /// <summary>Read from the order, and from the line where the parcel holds a single unit. All three or none are sent.</summary>
    public FieldSource? Length { get; set; }

    /// <summary>As Length.</summary>
    public FieldSource? Width { get; set; }

    /// <summary>As Length.</summary>
    public FieldSource? Height { get; set; }

    /// <summary>A longer side is taken for a mistake in its unit. Centimetres.</summary>
    public decimal MaximumCentimetres { get; set; } = 400m;
}
