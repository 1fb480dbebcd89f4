using Connector.Core.Model.Shipping;

namespace Connector.Core.Rules.Mapping.Places;

/// <summary>A part without which nothing can be shipped to an address.</summary>
internal enum AddressPart { Street, City, PostalCode, Subdivision }

/// <summary>Pure: what a shippable address needs, by country. Countries that no list names need street and city: they have no postal code, or do not ask for it.</summary>
internal static class AddressNeeds
{
    private static readonly HashSet<string> s_postalCode = Codes(
        "US AS GU MP FM MH PW VI PR UM CA AU BR CN IN IT ES JP KR TW PF AT AX BE BL CH DE DK FI FR GB GF GG GL GP GR IM JE LI LU MF MQ MX MY NC NL NO NZ PL PM PT RE "
        + "RU SE SG SJ SM TR WF YT ZA");

    /// <summary>States that are countries, and countries whose city the carrier knows: the city is the country's name.</summary>
    private static readonly HashSet<string> s_noCity = Codes("AD AG GI HK KY MC MO NR SG SM VA VG");

    /// <summary>Where carriers refuse a label without it.</summary>
    private static readonly HashSet<string> s_subdivision = Codes("US CA AU");

    public static IReadOnlyList<AddressPart> Missing(ShippingAddress address)
    {
        var country = address.Country ?? "";
        List<AddressPart>? missing = null;
        if (string.IsNullOrEmpty(address.Street1)) Add(AddressPart.Street);
        if (string.IsNullOrEmpty(address.City) && !s_noCity.Contains(country)) Add(AddressPart.City);
        if (string.IsNullOrEmpty(address.PostalCode) && s_postalCode.Contains(country)) Add(AddressPart.PostalCode);
        if (string.IsNullOrEmpty(address.State) && s_subdivision.Contains(country)) Add(AddressPart.Subdivision);
        return missing is null ? [] : missing;

        void Add(AddressPart part) => (missing ??= []).Add(part);
    }

    private static HashSet<string> Codes(string list) => new(list.Split(' '), StringComparer.Ordinal);
}
