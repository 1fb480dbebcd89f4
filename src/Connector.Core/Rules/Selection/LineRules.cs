using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection;

/// <summary>What the lines of an order are: goods that ship, or something else.</summary>
public sealed class LineRules
{
    /// <summary>Product lines that never ship (downloads, gift cards, warranties). A line that any of these matches is left out.</summary>
    public IList<LineCondition> NotShipped { get; set; } = [];

    /// <summary>Slugs of custom lines that are goods; * and ? allowed.</summary>
    public IList<string> GoodsSlugs { get; set; } = [];

    /// <summary>Slugs of custom lines that are fees: they count in the sums, nothing is packed for them.</summary>
    public IList<string> FeeSlugs { get; set; } = [];

    /// <summary>Slugs of custom lines that are discounts.</summary>
    public IList<string> DiscountSlugs { get; set; } = [];

    /// <summary>Slugs of custom lines that are left out altogether.</summary>
    public IList<string> NotShippedSlugs { get; set; } = [];

    /// <summary>What a custom line is whose slug is in none of the lists. With Fee, a negative one is a discount.</summary>
    public LineNature OtherCustomLines { get; set; } = LineNature.Fee;

    /// <summary>
    /// Keys or ids of line item states whose units are not to be shipped (cancelled, backordered); * and ? allowed. Orders name these states by id, and by key only
    /// where the reference is expanded.
    /// </summary>
    public IList<string> ClosedStates { get; set; } = [];
}

/// <summary>A condition on a line; all parts that are given must hold.</summary>
public sealed class LineCondition
{
    /// <summary>SKU patterns with * and ?; any of them.</summary>
    public IList<string> Skus { get; set; } = [];

    /// <summary>Keys or ids of product types; any of them.</summary>
    public IList<string> ProductTypes { get; set; } = [];

    /// <summary>An attribute of the variant.</summary>
    public FieldCondition? Attribute { get; set; }

    /// <summary>A custom field of the line.</summary>
    public FieldCondition? CustomField { get; set; }

    /// <summary>Any condition on the line, with Not, Any and All. It must hold besides the others.</summary>
    public Condition? When { get; set; }

    /// <summary>Why such lines are left out, as the trace shows it: "digital", "gift card".</summary>
    public string Reason { get; set; } = "digital";

    /// <summary>All of it as one condition.</summary>
    internal Condition ToCondition()
    {
        var own = new Condition { Skus = Skus, ProductTypes = ProductTypes, Attribute = Attribute, CustomField = CustomField };
        if (When is { } when) own.All.Add(when);
        return own;
    }
}

/// <summary>What a line is.</summary>
public enum LineNature
{
    /// <summary>A thing that is packed.</summary>
    Goods,

    /// <summary>An amount to pay, nothing to pack.</summary>
    Fee,

    /// <summary>An amount less to pay.</summary>
    Discount,

    /// <summary>Neither packed nor shown: digital goods, services. Its amount still belongs to the order.</summary>
    NotShipped
}
