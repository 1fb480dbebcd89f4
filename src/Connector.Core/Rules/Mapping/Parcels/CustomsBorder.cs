namespace Connector.Core.Rules.Mapping.Parcels;

/// <summary>Pure: which parcels must be declared to customs.</summary>
internal sealed class CustomsBorder(CustomsRules rules)
{
    private static readonly string[] s_europeanUnion =
    [
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI",
        "ES", "SE"
    ];

    private readonly HashSet<string> _union = new(
        rules.NoCustomsBetween.Count > 0 ? rules.NoCustomsBetween : s_europeanUnion, StringComparer.OrdinalIgnoreCase);

    /// <summary>True when the parcel leaves its country or union; false also when the ship-from country is not configured.</summary>
    public bool IsCrossed(string locationKey, string? shipTo) => IsAbroad(locationKey, shipTo) && !(_union.Contains(From(locationKey)!) && _union.Contains(shipTo!));

    /// <summary>True when the parcel leaves its country, customs or not; false also when the ship-from country is not configured.</summary>
    public bool IsAbroad(string locationKey, string? shipTo) =>
        From(locationKey) is { Length: > 0 } from && shipTo is not null && !from.Equals(shipTo, StringComparison.OrdinalIgnoreCase);

    private string? From(string locationKey) => rules.ShipFromCountryByLocation.TryGetValue(locationKey, out var own) ? own : rules.ShipFromCountry;
}
