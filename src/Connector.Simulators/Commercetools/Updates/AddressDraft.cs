using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Updates;

/// <summary>Reads addresses as requests bring them: all text, and a country of two letters.</summary>
internal static class AddressDraft
{
    private static readonly string[] Members =
    [
        "id", "key", "title", "salutation", "firstName", "lastName", "streetName", "streetNumber", "additionalStreetInfo", "postalCode", "city", "region",
        "state", "country", "company", "department", "building", "apartment", "pOBox", "phone", "mobile", "email", "fax", "additionalAddressInfo", "externalId",
    ];

    /// <summary>Null when the member is not there.</summary>
    public static JsonObject? Read(JsonObject parent, string name, Project project)
    {
        if (Shape.OptionalObject(parent, name, "address") is not { } given) return null;
        var country = Shape.Text(given, "country", name);
        if (country.Length != 2 || !country.All(char.IsAsciiLetterUpper))
        {
            throw Refusal.InvalidField("country", country, $"'{country}' is not a two-letter country code (ISO 3166-1).");
        }
        var address = new JsonObject();
        foreach (var member in Members)
        {
            if (Shape.OptionalText(given, member, name) is { } text) address[member] = text;
        }
        if (CustomFields.Read(project, given["custom"], "address") is { } custom) address["custom"] = custom;
        return address;
    }
}
