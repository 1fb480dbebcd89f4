using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Places;

namespace Connector.Core.Rules.Mapping.Addresses;

/// <summary>Pure: state or province. Shops use the two address fields for it as they please.</summary>
/// <param name="State">The country's code where its subdivisions are known, else what the shop has.</param>
/// <param name="Beside">What the other field holds, when it says something else: it must not get lost.</param>
/// <param name="Known">False when neither field holds one of the country's subdivisions.</param>
internal readonly record struct StateChoice(string? State, string? Beside, bool Known)
{
    /// <param name="address">Cleaned.</param>
    public static StateChoice From(PostalAddress address, string? country)
    {
        var (state, region) = (address.State, address.Region);
        if (country is null || !Subdivisions.Knows(country)) return new StateChoice(state ?? region, Other(state, region), Known: true);
        if (state is null && region is null && Subdivisions.UnitedStatesTerritories.Contains(country)) return new StateChoice(country, null, Known: true);
        if (Subdivisions.Code(country, state) is { } code)
        {
            return new StateChoice(code, Subdivisions.Code(country, region) == code ? null : region, Known: true);
        }
        if (Subdivisions.Code(country, region) is { } other) return new StateChoice(other, state, Known: true);
        return new StateChoice(state ?? region, Other(state, region), Known: state is null && region is null);
    }

    private static string? Other(string? state, string? region) =>
        state is null || region is null || Subdivisions.Same(state, region) ? null : region;
}
