namespace Connector.Core.Rules.Mapping;

/// <summary>Tags by what the mapping found out, beside those of location and route. Tag ids are the shipping account's.</summary>
public sealed class TagRules
{
    /// <summary>On gifts.</summary>
    public int? Gift { get; set; }

    /// <summary>On orders that leave their country (Customs.ShipFromCountry).</summary>
    public int? CrossBorder { get; set; }

    /// <summary>The order has several parts.</summary>
    public int? Split { get; set; }

    /// <summary>Tags by condition; of all whose condition holds.</summary>
    public IList<ConditionalTags> Rules { get; set; } = [];

    /// <summary>By code of the warning (<see cref="WarningCodes"/>).</summary>
    public IDictionary<string, int> OnWarning { get; set; } = new Dictionary<string, int>();
}
