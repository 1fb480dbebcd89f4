using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Addresses;

/// <summary>Pure: what belongs into the street lines, in the order in which it should be there, cleaned.</summary>
internal sealed class StreetParts(AddressRules rules)
{
    private static readonly string[] s_numberFirst =
    [
        "US", "CA", "GB", "IE", "AU", "NZ", "ZA", "IN", "SG", "HK", "MY", "PH", "LK", "PK", "FR", "MC", "LU", "IL", "MT", "PR", "GG", "JE", "IM"
    ];

    private readonly HashSet<string> _numberFirst = new(
        rules.NumberFirstCountries.Count > 0 ? rules.NumberFirstCountries : s_numberFirst, StringComparer.OrdinalIgnoreCase);

    /// <param name="department">Where it did not fit beside the company; else null.</param>
    public List<string> Compose(PostalAddress address, string? department)
    {
        var parts = new List<string>(4);
        Add(parts, Street(address));
        Add(parts, TextCleaner.Line(address.AdditionalStreetInfo));
        Add(parts, Join(", ", Labelled(address.Building, rules.BuildingLabel), Labelled(address.Apartment, rules.ApartmentLabel)));
        Add(parts, Box(TextCleaner.Line(address.PostOfficeBox)));
        Add(parts, department);
        Add(parts, TextCleaner.Line(address.AdditionalAddressInfo));
        return parts;
    }

    internal static string? Join(string separator, string? first, string? second) =>
        first is null ? second : second is null ? first : string.Concat(first, separator, second);

    private string? Street(PostalAddress address)
    {
        var name = TextCleaner.Line(address.StreetName);
        var number = TextCleaner.Line(address.StreetNumber);
        if (name is null || number is null) return name ?? number;
        // Shops that fill both often keep the number in the name too.
        if (Contains(name, number)) return name;
        return _numberFirst.Contains(address.Country) ? Join(" ", number, name) : Join(" ", name, number);
    }

    private static bool Contains(string name, string number) =>
        (name.StartsWith(number, StringComparison.OrdinalIgnoreCase) && name.Length > number.Length && name[number.Length] is ' ' or ',')
        || (name.EndsWith(number, StringComparison.OrdinalIgnoreCase) && name.Length > number.Length && name[^(number.Length + 1)] is ' ' or ',');

    /// <summary>"4C" says nothing on a label; "Apt 4C" does. What has a word of its own is left alone.</summary>
    private static string? Labelled(string? raw, string label)
    {
        var text = TextCleaner.Line(raw);
        return text is { Length: <= 4 } && !text.Contains(' ', StringComparison.Ordinal) && label.Length > 0 ? Join(" ", label, text) : text;
    }

    private string? Box(string? text) =>
        text is not null && text.All(c => char.IsAsciiDigit(c) || c == ' ') ? Join(" ", TextCleaner.Line(rules.PostOfficeBoxLabel), text) : text;

    private static void Add(List<string> parts, string? part)
    {
        if (part is not null && !parts.Contains(part)) parts.Add(part);
    }
}
