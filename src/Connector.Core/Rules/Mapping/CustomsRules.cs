using System.ComponentModel.DataAnnotations;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping;

/// <summary>Customs lines of parcels that leave their customs or tax area. Nothing is sent until a ship-from country is known.</summary>
public sealed class CustomsRules
{
    /// <summary>Two letters.</summary>
    public string? ShipFromCountry { get; set; }

    /// <summary>Other countries by key of the location.</summary>
    public IDictionary<string, string> ShipFromCountryByLocation { get; set; } = new Dictionary<string, string>();

    /// <summary>Where goods leave from a territory with customs or taxes of its own: 35001 for the Canary Islands, BT1 1AA for Northern Ireland.</summary>
    public string? ShipFromPostalCode { get; set; }

    /// <summary>Other postal codes by key of the location.</summary>
    public IDictionary<string, string> ShipFromPostalCodeByLocation { get; set; } = new Dictionary<string, string>();

    /// <summary>
    /// Countries between which nothing is declared; left empty, the European Union. Their territories with customs or taxes of their own are not among them.
    /// </summary>
    public IList<string> NoCustomsBetween { get; set; } = [];

    /// <summary>
    /// Between the USA and Puerto Rico no customs are due, and USPS wants no declaration; UPS and others want to know the value of the goods. Set it where they ship there.
    /// </summary>
    public bool DeclareToPuertoRico { get; set; }

    /// <summary>What it is, in English where there is any. Default: attribute customs-description or customsDescription, else the name of the item.</summary>
    public FieldSource? Description { get; set; }

    /// <summary>Harmonized System code. Default: attribute hs-code, hsCode, tariff-code or tariffCode.</summary>
    public FieldSource? TariffCode { get; set; }

    /// <summary>Two letters. Default: attribute country-of-origin, countryOfOrigin or origin-country.</summary>
    public FieldSource? CountryOfOrigin { get; set; }

    /// <summary>merchandise, documents, gift, returned_goods or sample.</summary>
    [AllowedValues("merchandise", "documents", "gift", "returned_goods", "sample")]
    public string Contents { get; set; } = "merchandise";

    /// <summary>return_to_sender or treat_as_abandoned; left out, the account's own setting.</summary>
    [AllowedValues("return_to_sender", "treat_as_abandoned", null)]
    public string? NonDelivery { get; set; }

    /// <summary>A line without tariff code (of six digits or more), country of origin or value: Leave (with a warning), Hold or Reject.</summary>
    public MissingChoice WhenIncomplete { get; set; } = MissingChoice.Leave;
}
