using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connector.Local.RuleTools;

/// <summary>
/// Replaces what names people in an order document. The same value gets the same stand-in everywhere in the document, and another one in another document, so that equal addresses stay
/// equal and nobody can be found by comparing files. What rules look at stays: countries, states, the beginning of postal codes, SKUs, prices, keys, numbers and short custom fields.
/// </summary>
internal sealed class StandIns
{
    private const int PostalLetters = 3;
    private const int LongestWord = 40;

    /// <summary>Members that name people, wherever they are, and what stands in for their values.</summary>
    private static readonly Dictionary<string, string> s_members = new(StringComparer.OrdinalIgnoreCase)
    {
        ["firstName"] = "Alex", ["lastName"] = "Example", ["middleName"] = "M", ["title"] = "Dr", ["salutation"] = "Mx", ["company"] = "Example Company", ["department"] = "Department",
        ["streetName"] = "Example Street", ["streetNumber"] = "#", ["additionalStreetInfo"] = "Entrance", ["apartment"] = "#", ["building"] = "Building", ["pOBox"] = "#", ["city"] = "Exampletown",
        ["additionalAddressInfo"] = "Note", ["phone"] = "phone", ["mobile"] = "phone", ["fax"] = "phone", ["email"] = "email", ["customerEmail"] = "email", ["externalId"] = "external",
        ["customerId"] = "id", ["anonymousId"] = "id", ["vatId"] = "vat", ["ipAddress"] = "ip"
    };

    /// <summary>Free texts of custom fields, which may hold anything.</summary>
    private static readonly HashSet<string> s_free = new(StringComparer.OrdinalIgnoreCase) { "custom" };
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public JsonNode Replace(JsonElement document) => Node(document, "", isFree: false)!;

    private JsonNode? Node(JsonElement value, string name, bool isFree) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Member(member, isFree)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(entry => Node(entry, name, isFree))]),
        JsonValueKind.String => JsonValue.Create(Text(value.GetString()!, name, isFree)),
        JsonValueKind.Null => null,
        _ => JsonNode.Parse(value.GetRawText())
    };

    private JsonNode? Member(JsonProperty member, bool isFree) => member.Name switch
    {
        // Who made and changed it.
        "createdBy" or "lastModifiedBy" => new JsonObject(),
        _ => Node(member.Value, member.Name, isFree || s_free.Contains(member.Name))
    };

    private string Text(string text, string name, bool isFree)
    {
        if (text.Length == 0) return text;
        if (name.Equals("postalCode", StringComparison.OrdinalIgnoreCase)) return Postal(text);
        if (s_members.TryGetValue(name, out var kind)) return StandIn(kind, text);
        return text.Contains('@', StringComparison.Ordinal) ? StandIn("email", text) : isFree && IsFreeText(text) ? StandIn("text", text) : text;
    }

    /// <summary>Keys, codes, dates and numbers stay: rules may ask for them.</summary>
    private static bool IsFreeText(string text) => text.Length > LongestWord || text.Any(char.IsWhiteSpace);

    private static string Postal(string text) =>
        text.Length <= PostalLetters ? text : text[..PostalLetters] + string.Concat(text[PostalLetters..].Select(static c => char.IsDigit(c) ? '0' : char.IsLetter(c) ? 'A' : c));

    private string StandIn(string kind, string text)
    {
        var known = $"{kind} {Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)))}";
        if (_known.TryGetValue(known, out var standIn)) return standIn;
        var number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        return _known[known] = kind switch
        {
            "#" => $"{number}",
            "phone" => $"+1 555 01{number:00}",
            "email" => $"person{number}@example.com",
            "id" => $"00000000-0000-4000-8000-{number:000000000000}",
            "text" => $"Text {number}",
            _ => number == 1 ? kind : $"{kind} {number}"
        };
    }
}
