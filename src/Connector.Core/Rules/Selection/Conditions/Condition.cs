namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>
/// A condition on an order, the same wherever rules have one. All members that are given must hold. Where a rule looks at a line, members about lines ask that line; else they hold when they
/// hold for any line.
/// </summary>
public class Condition
{
    /// <summary>All of these hold, too.</summary>
    public IList<Condition> All { get; set; } = [];

    /// <summary>At least one of these holds.</summary>
    public IList<Condition> Any { get; set; } = [];

    /// <summary>This does not hold.</summary>
    public Condition? Not { get; set; }

    /// <summary>Keys of the location that the goods leave from; any of them. Where it is decided already.</summary>
    public IList<string> Locations { get; set; } = [];

    /// <summary>Keys or ids of the line's supply channel; any of them.</summary>
    public IList<string> SupplyChannels { get; set; } = [];

    /// <summary>SKU patterns with * and ?; any of them.</summary>
    public IList<string> Skus { get; set; } = [];

    /// <summary>Slugs of custom lines, * and ? allowed; any of them.</summary>
    public IList<string> Slugs { get; set; } = [];

    /// <summary>Keys or ids of product types, * and ? allowed; any of them.</summary>
    public IList<string> ProductTypes { get; set; } = [];

    /// <summary>Keys or ids of line item states, * and ? allowed: units of the line are in any of them.</summary>
    public IList<string> LineStates { get; set; } = [];

    /// <summary>True: the line was given away by a discount of the cart. False: it was not.</summary>
    public bool? FreeGift { get; set; }

    /// <summary>An attribute of the variant.</summary>
    public FieldCondition? Attribute { get; set; }

    /// <summary>A custom field: of the line where it has it, else of the order.</summary>
    public FieldCondition? CustomField { get; set; }

    /// <summary>Countries of the ship-to address (ISO 3166-1, two letters); any of them.</summary>
    public IList<string> Countries { get; set; } = [];

    /// <summary>States or regions of the ship-to address, * and ? allowed; any of them.</summary>
    public IList<string> Regions { get; set; } = [];

    /// <summary>Beginnings of the ship-to postal code, without blanks; any of them.</summary>
    public IList<string> PostalPrefixes { get; set; } = [];

    /// <summary>Keys or names of shipping methods, * and ? allowed; any of them.</summary>
    public IList<string> ShippingMethods { get; set; } = [];

    /// <summary>Keys of the order's store, * and ? allowed; any of them.</summary>
    public IList<string> Stores { get; set; } = [];

    /// <summary>Keys or ids of the customer group, * and ? allowed; any of them.</summary>
    public IList<string> CustomerGroups { get; set; } = [];

    /// <summary>Keys of the business unit that ordered, * and ? allowed; any of them.</summary>
    public IList<string> BusinessUnits { get; set; } = [];

    /// <summary>Least total of the order in its own currency, major units, inclusive.</summary>
    public decimal? MinOrderValue { get; set; }

    /// <summary>Greatest total of the order in its own currency, major units, inclusive.</summary>
    public decimal? MaxOrderValue { get; set; }

    /// <summary>Least weight in grams, inclusive: of the shipment where it is known, before routing of all goods of the order (Routing.Weight). An unknown weight does not match.</summary>
    public decimal? MinWeightGrams { get; set; }

    /// <summary>Greatest weight in grams, inclusive; as MinWeightGrams.</summary>
    public decimal? MaxWeightGrams { get; set; }

    /// <summary>Days of the week on which the order was placed; any of them.</summary>
    public IList<DayOfWeek> PlacedOn { get; set; } = [];

    /// <summary>Time of day (hh:mm) from which it was placed. Later than PlacedBefore: the time between them goes over midnight.</summary>
    public TimeOnly? PlacedAfter { get; set; }

    /// <summary>Time of day (hh:mm) before which it was placed.</summary>
    public TimeOnly? PlacedBefore { get; set; }

    /// <summary>First day on which it was placed.</summary>
    public DateOnly? PlacedFrom { get; set; }

    /// <summary>Last day on which it was placed.</summary>
    public DateOnly? PlacedUntil { get; set; }

    /// <summary>Time zone of the Placed members, as IANA name. Left out: UTC.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The conditions inside this one, with their places.</summary>
    internal IEnumerable<(Condition Inner, string Place)> Inside()
    {
        for (var i = 0; i < All.Count; i++) yield return (All[i], $"{nameof(All)}[{i}]");
        for (var i = 0; i < Any.Count; i++) yield return (Any[i], $"{nameof(Any)}[{i}]");
        if (Not is { } not) yield return (not, nameof(Not));
    }

    /// <summary>True when the test holds for this condition or one inside it.</summary>
    internal bool Asks(Func<Condition, bool> test) => test(this) || Inside().Any(inside => inside.Inner.Asks(test));

    internal bool AsksForWeight => Asks(static c => c.MinWeightGrams is not null || c.MaxWeightGrams is not null);
}
