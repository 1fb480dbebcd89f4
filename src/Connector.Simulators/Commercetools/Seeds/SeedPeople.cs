using System.Globalization;
using System.Text.Json.Nodes;

namespace Connector.Simulators.Commercetools.Seeds;

/// <summary>Invented addresses; mail goes to example.com, telephone numbers are from ranges kept free for fiction where a country has such.</summary>
internal static class SeedPeople
{
    private static readonly string[] First = ["Alex", "Sam", "Robin", "Jamie", "Casey", "Morgan", "Taylor", "Jordan", "Charlie", "Riley", "Kim", "Noa"];
    private static readonly string[] Last = ["Miller", "Woods", "Field", "Baker", "Hill", "Stone", "Rivers", "Carter", "Fisher", "Brooks", "Green", "Weaver"];
    private static readonly (string First, string Last)[] Accented = [("Zoë", "Müller-Weiß"), ("Jürgen", "Groß"), ("Élodie", "Lefèvre"), ("Łukasz", "Świątek")];

    public static JsonObject Address(SeedCountry country, SeedRandom random, OrderVariety variety, string key, int number)
    {
        var place = random.Pick(country.Places);
        var (first, last) = variety == OrderVariety.Diacritics ? random.Pick(Accented) : (random.Pick(First), random.Pick(Last));
        var house = (random.Next(240) + 1).ToString(CultureInfo.InvariantCulture);
        var address = new JsonObject { ["id"] = SeedIds.Fixed("address/" + key)[..8], ["key"] = key, ["firstName"] = first, ["lastName"] = last };
        // Many shops keep the house number inside the street name.
        if (random.Chance(40))
        {
            address["streetName"] = country.Code is "US" or "CA" or "GB" ? $"{house} {place.Street}" : $"{place.Street} {house}";
        }
        else
        {
            address["streetName"] = place.Street;
            address["streetNumber"] = house;
        }
        address["postalCode"] = place.PostalCode;
        address["city"] = place.City;
        if (place.State is not null) address["state"] = place.State;
        address["country"] = country.Code;
        address["phone"] = country.Phone + (number % 100).ToString("00", CultureInfo.InvariantCulture);
        address["email"] = Email(number);
        Specialise(address, variety, number);
        return address;
    }

    public static string Email(int number) => string.Create(CultureInfo.InvariantCulture, $"customer{number}@example.com");

    private static void Specialise(JsonObject address, OrderVariety variety, int number)
    {
        switch (variety)
        {
            case OrderVariety.Company:
                address["company"] = "Weaver & Stone Ltd.";
                address["department"] = "Goods in";
                break;
            case OrderVariety.PostOfficeBox:
                address.Remove("streetName");
                address.Remove("streetNumber");
                address["pOBox"] = (1000 + (number % 9000)).ToString(CultureInfo.InvariantCulture);
                break;
            case OrderVariety.LongAddress:
                address["streetName"] = "Old Harbour Industrial and Craft Estate, Northern Quay Access Road";
                address["additionalStreetInfo"] = "Second entrance behind the covered bicycle stands, ring at the blue gate";
                address["building"] = "Warehouse 17 East";
                address["apartment"] = "Mezzanine 3, Unit 4 B";
                address["additionalAddressInfo"] = "Please call ten minutes ahead";
                break;
            default:
                break;
        }
    }
}
