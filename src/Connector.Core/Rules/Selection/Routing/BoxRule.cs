using Connector.Core.Model.Shipping;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>A box that a location packs into.</summary>
public sealed class BoxRule
{
    /// <summary>For people; shown in the trace.</summary>
    public string Name { get; set; } = "";

    /// <summary>Inside.</summary>
    public decimal Length { get; set; }

    /// <summary>Inside.</summary>
    public decimal Width { get; set; }

    /// <summary>Inside.</summary>
    public decimal Height { get; set; }

    /// <summary>Of the three sides.</summary>
    public LengthUnit Unit { get; set; } = LengthUnit.Centimeters;

    /// <summary>Greatest weight of the box with what is in it. Null: no limit.</summary>
    public decimal? MaxWeightGrams { get; set; }

    /// <summary>Weight of the empty box with its padding.</summary>
    public decimal TareGrams { get; set; }

    /// <summary>The shipping side's code of the package, for orders with a carrier. Null: that of the service rule.</summary>
    public string? Package { get; set; }
}
