using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping;

/// <summary>How fields of the shop's order become fields of the shipping order (docs/mapping.md). With nothing set, an ordinary order maps completely.</summary>
public sealed class MappingRules
{
    /// <summary>Sources with a name, for use in other sources: Shared, or {shared.NAME} in a template.</summary>
    public IDictionary<string, ValueSource> Shared { get; set; } = new Dictionary<string, ValueSource>();

    /// <summary>Fields of the order as a whole.</summary>
    public OrderFieldRules Order { get; set; } = new();

    /// <summary>Fields of lines.</summary>
    public ItemFieldRules Items { get; set; } = new();

    /// <summary>How addresses are assembled.</summary>
    public AddressRules Addresses { get; set; } = new();

    /// <summary>How amounts are shown.</summary>
    public MoneyRules Money { get; set; } = new();

    /// <summary>Weight and size of the parcel.</summary>
    public PackageRules Package { get; set; } = new();

    /// <summary>Whether goods are insured.</summary>
    public InsuranceRules Insurance { get; set; } = new();

    /// <summary>The customs declaration.</summary>
    public CustomsRules Customs { get; set; } = new();

    /// <summary>Who pays the carrier.</summary>
    public BillToRules BillTo { get; set; } = new();

    /// <summary>Lines that belong together.</summary>
    public BundleRules Bundles { get; set; } = new();

    /// <summary>Tags by what the mapping found out.</summary>
    public TagRules Tags { get; set; } = new();

    /// <summary>Names of goods, notes, gift messages and the like that are longer than their field.</summary>
    public LongTextChoice LongTexts { get; set; } = LongTextChoice.Shorten;

    /// <summary>Which of the custom fields 1 to 3 carries the shop's order number, so that the parts of a split order can be found together; 0 for none.</summary>
    public int TieField { get; set; } = 1;
}

/// <summary>What becomes of a free text that is too long.</summary>
public enum LongTextChoice
{
    /// <summary>Cut with an ellipsis at its end, and a warning.</summary>
    Shorten,

    /// <summary>The order is refused.</summary>
    Reject
}
