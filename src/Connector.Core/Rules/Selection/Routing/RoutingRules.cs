using System.ComponentModel.DataAnnotations;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>A place that goods leave from, and where its orders are on the shipping side.</summary>
public sealed class LocationRule
{
    /// <summary>The group key of every order part that ships from here; never change it while orders are open.</summary>
    public string Key { get; set; } = "";

    /// <summary>Name of the account on the shipping side, as in the settings.</summary>
    public string Account { get; set; } = "default";

    /// <summary>The shipping side's number of the store.</summary>
    [Required]
    public long StoreId { get; set; }

    /// <summary>The shipping side's number of the warehouse; null for the account's default.</summary>
    public long? WarehouseId { get; set; }

    /// <summary>Key or id of the shop's supply channel whose stock lies here. Null: the location's own key.</summary>
    public string? SupplyChannel { get; set; }

    /// <summary>Tags (the shipping side's numbers) on every order from here.</summary>
    public IList<int> TagIds { get; set; } = [];

    /// <summary>
    /// The boxes that are packed here. The smallest that takes an order part, by the sizes (Mapping.Items.Length, Width, Height) and weights of its items, gives it package, dimensions and weight.
    /// </summary>
    public IList<BoxRule> Boxes { get; set; } = [];

    /// <summary>
    /// The place of a merchant who configured none: everything leaves from "main", and the shipping side puts orders into the account's first manual store.
    /// </summary>
    internal static LocationRule Unconfigured() => new() { Key = "main", IsUnconfigured = true };
    internal bool IsUnconfigured { get; private init; }
}

/// <summary>Which lines ship from where.</summary>
public sealed class RoutingRules
{
    /// <summary>Key of the location for lines that no rule claims. Null: the only location there is; with several such a line is an error.</summary>
    public string? DefaultLocation { get; set; }

    /// <summary>How rules that claim the same lines are settled.</summary>
    public RoutingStrategy Strategy { get; set; } = RoutingStrategy.SplitByLine;

    /// <summary>Where rules find the weight of a product. Needed by rules that ask for a weight.</summary>
    public WeightAttribute? Weight { get; set; }

    /// <summary>In order; conditions that a rule does not give always hold.</summary>
    public IList<RoutingRule> Rules { get; set; } = [];
}

/// <summary>How rules that claim the same lines are settled.</summary>
public enum RoutingStrategy
{
    /// <summary>Each line goes where the first rule that claims it says.</summary>
    SplitByLine,

    /// <summary>
    /// As SplitByLine, but a rule that requires stock takes the units that are there and leaves the others to the next rules: one line may leave from several
    /// locations.
    /// </summary>
    SplitByQuantity,

    /// <summary>Location after location in the order in which rules name them: each takes all lines that one of its rules claims. Fewer parcels, lines stay whole.</summary>
    Priority,

    /// <summary>The first location that can take everything gets everything; where there is none, as Priority.</summary>
    SingleLocationFirst
}

/// <summary>Where rules find the weight of a product.</summary>
public sealed class WeightAttribute
{
    /// <summary>Name of the product attribute.</summary>
    public string Attribute { get; set; } = "";

    /// <summary>Its unit.</summary>
    public WeightAttributeUnit Unit { get; set; }
}

public enum WeightAttributeUnit { Grams, Kilograms, Ounces, Pounds }

/// <summary>Lines that all given conditions hold for may leave from this location.</summary>
public sealed class RoutingRule
{
    /// <summary>For people; shown in the trace.</summary>
    public string? Name { get; set; }

    /// <summary>Key of the location.</summary>
    public string Location { get; set; } = "";

    /// <summary>Tags (the shipping side's numbers) on orders with a line that this rule won.</summary>
    public IList<int> TagIds { get; set; } = [];

    /// <summary>Any condition, with Not, Any and All. It must hold besides the others of the rule.</summary>
    public Condition? When { get; set; }

    /// <summary>Keys or ids of the line's supply channel; any of them.</summary>
    public IList<string> SupplyChannels { get; set; } = [];

    /// <summary>The location's supply channel must have the units on stock.</summary>
    public bool RequireStock { get; set; }

    /// <summary>Keys of the order's store, * and ? allowed; any of them.</summary>
    public IList<string> Stores { get; set; } = [];

    /// <summary>Countries of the ship-to address (ISO 3166-1, two letters); any of them.</summary>
    public IList<string> Countries { get; set; } = [];

    /// <summary>States or regions of the ship-to address as the shop writes them, * and ? allowed; any of them.</summary>
    public IList<string> Regions { get; set; } = [];

    /// <summary>Beginnings of the ship-to postal code, without blanks; any of them.</summary>
    public IList<string> PostalPrefixes { get; set; } = [];

    /// <summary>SKU patterns with * and ?; any of them.</summary>
    public IList<string> Skus { get; set; } = [];

    /// <summary>Keys or ids of product types; any of them.</summary>
    public IList<string> ProductTypes { get; set; } = [];

    /// <summary>An attribute of the variant.</summary>
    public FieldCondition? Attribute { get; set; }

    /// <summary>A custom field of the line, or of the order where the line does not have it.</summary>
    public FieldCondition? CustomField { get; set; }

    /// <summary>Keys or names of shipping methods, * and ? allowed; any of them.</summary>
    public IList<string> ShippingMethods { get; set; } = [];

    /// <summary>Least total of the order in its own currency, major units, inclusive.</summary>
    public decimal? MinOrderValue { get; set; }

    /// <summary>Greatest total of the order in its own currency, major units, inclusive.</summary>
    public decimal? MaxOrderValue { get; set; }

    /// <summary>Least weight of all goods of the order in grams, inclusive. An order with goods of unknown weight does not match.</summary>
    public decimal? MinWeightGrams { get; set; }

    /// <summary>Greatest weight of all goods of the order in grams, inclusive. An order with goods of unknown weight does not match.</summary>
    public decimal? MaxWeightGrams { get; set; }

    /// <summary>All that the rule asks but stock, as one condition.</summary>
    internal Condition ToCondition()
    {
        var own = new Condition
        {
            SupplyChannels = SupplyChannels, Stores = Stores, Countries = Countries, Regions = Regions, PostalPrefixes = PostalPrefixes, Skus = Skus, ProductTypes = ProductTypes, Attribute = Attribute,
            CustomField = CustomField, ShippingMethods = ShippingMethods, MinOrderValue = MinOrderValue, MaxOrderValue = MaxOrderValue, MinWeightGrams = MinWeightGrams, MaxWeightGrams = MaxWeightGrams
        };
        if (When is { } when) own.All.Add(when);
        return own;
    }
}
