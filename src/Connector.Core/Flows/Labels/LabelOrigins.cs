using Connector.Core.Model.Shipping;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Mapping;

namespace Connector.Core.Flows.Labels;

/// <summary>Where parcels leave from, as far as a quote of V1 needs it: what is configured, else the address of the order's warehouse.</summary>
internal sealed class LabelOrigins(CustomsRules rules, ILabelAccounts accounts)
{
    /// <summary>Null where neither has a postal code.</summary>
    public async Task<ShippingAddress?> FindAsync(string account, string locationKey, long? warehouseId, CancellationToken cancellationToken)
    {
        var postalCode = rules.ShipFromPostalCodeByLocation.TryGetValue(locationKey, out var own) ? own : rules.ShipFromPostalCode;
        var country = rules.ShipFromCountryByLocation.TryGetValue(locationKey, out var other) ? other : rules.ShipFromCountry;
        if (!string.IsNullOrWhiteSpace(postalCode)) return new ShippingAddress { Name = "", PostalCode = postalCode, Country = country };
        var warehouse = await accounts.Get(account).Origins.FindAsync(warehouseId, cancellationToken);
        return string.IsNullOrWhiteSpace(warehouse?.PostalCode) ? null : warehouse;
    }
}
