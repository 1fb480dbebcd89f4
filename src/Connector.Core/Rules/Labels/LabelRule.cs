using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Labels;

/// <summary>Orders that all given conditions hold for get their labels like this.</summary>
public sealed class LabelRule
{
    /// <summary>For people; shown in the trace.</summary>
    public string? Name { get; set; }

    /// <summary>Keys of the location; any of them.</summary>
    public IList<string> Locations { get; set; } = [];

    /// <summary>Keys of the order's store, * and ? allowed; any of them.</summary>
    public IList<string> Stores { get; set; } = [];

    /// <summary>Keys or names of shipping methods, * and ? allowed; any of them.</summary>
    public IList<string> ShippingMethods { get; set; } = [];

    /// <summary>Codes of the carrier that the order asks for, * and ? allowed; any of them.</summary>
    public IList<string> Carriers { get; set; } = [];

    /// <summary>Codes of the service that the order asks for, * and ? allowed; any of them.</summary>
    public IList<string> Services { get; set; } = [];

    /// <summary>Countries of the ship-to address (ISO 3166-1, two letters); any of them.</summary>
    public IList<string> Countries { get; set; } = [];

    /// <summary>States or regions of the ship-to address, * and ? allowed; any of them.</summary>
    public IList<string> Regions { get; set; } = [];

    /// <summary>Beginnings of the ship-to postal code, without blanks; any of them.</summary>
    public IList<string> PostalPrefixes { get; set; } = [];

    /// <summary>Tags (the shipping side's numbers) on the order there; any of them.</summary>
    public IList<int> TagIds { get; set; } = [];

    /// <summary>SKU patterns with * and ?; any of them, on any line.</summary>
    public IList<string> Skus { get; set; } = [];

    /// <summary>Keys or ids of product types; any of them, on any line.</summary>
    public IList<string> ProductTypes { get; set; } = [];

    /// <summary>An attribute of the variant of any line.</summary>
    public FieldCondition? Attribute { get; set; }

    /// <summary>A custom field of the order.</summary>
    public FieldCondition? CustomField { get; set; }

    /// <summary>Least total of the order in its own currency, major units, inclusive.</summary>
    public decimal? MinOrderValue { get; set; }

    /// <summary>Greatest total of the order in its own currency, major units, inclusive.</summary>
    public decimal? MaxOrderValue { get; set; }

    /// <summary>Least weight of the shipment in grams, inclusive. A shipment of unknown weight does not match.</summary>
    public decimal? MinWeightGrams { get; set; }

    /// <summary>Greatest weight of the shipment in grams, inclusive. A shipment of unknown weight does not match.</summary>
    public decimal? MaxWeightGrams { get; set; }

    /// <summary>Any condition, with Not, Any and All. It must hold besides the others of the rule.</summary>
    public Condition? When { get; set; }

    /// <summary>Null takes that of the section.</summary>
    public LabelMode? Mode { get; set; }

    /// <summary>Which service is bought, as a whole instead of Labels.Services. Null takes that of the section.</summary>
    public ServiceSelectionRules? Select { get; set; }

    /// <summary>Above these the label is proposed and not bought.</summary>
    public LabelLimits? Limits { get; set; }

    /// <summary>All that the rule asks but what is on the shipping side, as one condition.</summary>
    internal Condition ToCondition()
    {
        var own = new Condition
        {
            Locations = Locations, Stores = Stores, ShippingMethods = ShippingMethods, Countries = Countries, Regions = Regions, PostalPrefixes = PostalPrefixes, Skus = Skus,
            ProductTypes = ProductTypes, Attribute = Attribute, CustomField = CustomField, MinOrderValue = MinOrderValue, MaxOrderValue = MaxOrderValue, MinWeightGrams = MinWeightGrams,
            MaxWeightGrams = MaxWeightGrams
        };
        if (When is { } when) own.All.Add(when);
        return own;
    }
}

/// <summary>Limits above which somebody must approve. What a rule leaves out is taken from Labels.Guards.Limits. The caps of Labels.Guards count besides.</summary>
public sealed class LabelLimits
{
    /// <summary>Greatest price of one label that is bought without approval.</summary>
    public decimal? MaxPrice { get; set; }

    /// <summary>A label may cost so much more than the customer paid for shipping.</summary>
    public decimal? MaxAboveCharged { get; set; }

    /// <summary>A label may cost so many percent more than the customer paid for shipping. With MaxAboveCharged both must hold.</summary>
    public decimal? MaxAboveChargedPercent { get; set; }

    /// <summary>Greatest price where the customer paid nothing for shipping; then the two above do not count. Null: they count there, too.</summary>
    public decimal? MaxWhenFree { get; set; }

    /// <summary>These limits, and the others where these say nothing.</summary>
    internal LabelLimits Over(LabelLimits others) => new()
    {
        MaxPrice = MaxPrice ?? others.MaxPrice,
        MaxAboveCharged = MaxAboveCharged ?? others.MaxAboveCharged,
        MaxAboveChargedPercent = MaxAboveChargedPercent ?? others.MaxAboveChargedPercent,
        MaxWhenFree = MaxWhenFree ?? others.MaxWhenFree
    };
}
