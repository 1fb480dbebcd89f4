namespace Connector.Core.Mapping;

/// <summary>How fields of the shop's order become fields of the shipping order (docs/mapping.md). With nothing set, an ordinary order maps completely.</summary>
public sealed class MappingRules
{
    public OrderFieldRules Order { get; set; } = new();
    public ItemFieldRules Items { get; set; } = new();
    public AddressRules Addresses { get; set; } = new();
    public MoneyRules Money { get; set; } = new();
    public PackageRules Package { get; set; } = new();
    public InsuranceRules Insurance { get; set; } = new();
    public CustomsRules Customs { get; set; } = new();
    public BillToRules BillTo { get; set; } = new();
    public BundleRules Bundles { get; set; } = new();
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
