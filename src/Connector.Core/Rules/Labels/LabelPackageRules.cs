using Connector.Core.Model.Shipping;

namespace Connector.Core.Rules.Labels;

/// <summary>Orders of several packages (V2 only). With nothing set, each order is one package.</summary>
public sealed class LabelPackageRules
{
    /// <summary>Heavier orders are packed into several packages. Null: never.</summary>
    public decimal? MaxWeightGrams { get; set; }

    /// <summary>SKU patterns with * and ?: each unit is a package by itself.</summary>
    public IList<string> Alone { get; set; } = [];

    /// <summary>Added to each of several packages. Grams.</summary>
    public decimal PackagingGrams { get; set; }

    /// <summary>An order that would need more is not ready.</summary>
    public int MaxPackages { get; set; } = 10;

    /// <summary>Size of each of several packages. Null: not known, which Readiness.RequireDimensions does not allow.</summary>
    public PackageSize? Size { get; set; }
}

/// <summary>Size of a package.</summary>
public sealed class PackageSize
{
    /// <summary>The longest side.</summary>
    public decimal Length { get; set; }

    public decimal Width { get; set; }

    public decimal Height { get; set; }

    public LengthUnit Unit { get; set; }
}
