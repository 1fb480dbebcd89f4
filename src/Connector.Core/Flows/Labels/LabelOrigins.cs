using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;

namespace Connector.Core.Flows.Labels;

/// <summary>Where parcels leave from, as far as a quote needs it.</summary>
internal sealed class LabelOrigins(CustomsRules rules)
{
    /// <summary>Null where no postal code is configured.</summary>
    public ShippingAddress? Find(string locationKey)
    {
        var postalCode = rules.ShipFromPostalCodeByLocation.TryGetValue(locationKey, out var own) ? own : rules.ShipFromPostalCode;
        var country = rules.ShipFromCountryByLocation.TryGetValue(locationKey, out var other) ? other : rules.ShipFromCountry;
        return string.IsNullOrWhiteSpace(postalCode) ? null : new ShippingAddress { Name = "", PostalCode = postalCode, Country = country };
    }
}
