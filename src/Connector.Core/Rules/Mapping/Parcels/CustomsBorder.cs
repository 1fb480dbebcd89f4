using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Places;

namespace Connector.Core.Rules.Mapping.Parcels;

/// <summary>Pure: which parcels must be declared to customs. Places decide, not country codes alone (<see cref="CustomsAreas"/>).</summary>
internal sealed class CustomsBorder(CustomsRules rules)
{
    private static readonly string[] s_europeanUnion =
    [
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI",
        "ES", "SE"
    ];

    /// <summary>Areas between which nothing is declared.</summary>
    private readonly HashSet<string> _union = new(
        (rules.NoCustomsBetween.Count > 0 ? rules.NoCustomsBetween : s_europeanUnion).Select(static c => CustomsAreas.Area(c.ToUpperInvariant(), null, null)),
        StringComparer.Ordinal);

    /// <summary>True when the parcel leaves its customs or tax area; false also when the ship-from country is not configured.</summary>
    public bool IsCrossed(string locationKey, ShippingAddress shipTo)
    {
        if (From(locationKey) is not { } from || shipTo.Country is not { Length: > 0 } country) return false;
        var to = CustomsAreas.Area(country.ToUpperInvariant(), shipTo.State, shipTo.PostalCode);
        if (rules.DeclareToPuertoRico && from == "US" && to == "US" && CustomsAreas.IsPuertoRico(country.ToUpperInvariant(), shipTo.State, shipTo.PostalCode)) return true;
        if (from == to || (_union.Contains(from) && _union.Contains(to))) return false;
        return !IsWithinTheUnitedKingdom(from, to, shipTo) && !IsNorthernIrelandAndUnion(from, to);
    }

    /// <summary>True when the parcel leaves its country, customs or not; false also when the ship-from country is not configured.</summary>
    public bool IsAbroad(string locationKey, string? shipTo) =>
        Country(locationKey) is { Length: > 0 } from && shipTo is not null && !from.Equals(shipTo, StringComparison.OrdinalIgnoreCase);

    private string? Country(string locationKey) => rules.ShipFromCountryByLocation.TryGetValue(locationKey, out var own) ? own : rules.ShipFromCountry;

    /// <summary>The area that goods leave from.</summary>
    private string? From(string locationKey)
    {
        var country = Country(locationKey);
        if (string.IsNullOrEmpty(country)) return null;
        // A location with a country of its own does not lie where the others do.
        var common = rules.ShipFromCountryByLocation.ContainsKey(locationKey) ? null : rules.ShipFromPostalCode;
        var postalCode = rules.ShipFromPostalCodeByLocation.TryGetValue(locationKey, out var own) ? own : common;
        return CustomsAreas.Area(country.ToUpperInvariant(), null, postalCode);
    }

    /// <summary>What consumers get is not declared between the two; a company's parcels to Northern Ireland are.</summary>
    private static bool IsWithinTheUnitedKingdom(string from, string to, ShippingAddress shipTo) =>
        (from == CustomsAreas.NorthernIreland && to == "GB") || (from == "GB" && to == CustomsAreas.NorthernIreland && shipTo.Company is null);

    /// <summary>Goods pass between Northern Ireland and the European Union as within it.</summary>
    private bool IsNorthernIrelandAndUnion(string from, string to) =>
        rules.NoCustomsBetween.Count == 0
        && ((from == CustomsAreas.NorthernIreland && _union.Contains(to)) || (to == CustomsAreas.NorthernIreland && _union.Contains(from)));
}
