using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Places;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Addresses;

/// <summary>Pure: what belongs into the street lines, in the order in which it should be there.</summary>
internal sealed class StreetParts(AddressRules rules)
{
    private readonly HashSet<string> _numberFirst = new(
        rules.NumberFirstCountries.Count > 0 ? rules.NumberFirstCountries : StreetOrder.NumberFirst, StringComparer.OrdinalIgnoreCase);

    /// <param name="address">Cleaned.</param>
    /// <param name="more">What has no field of its own: a department that did not fit beside the company, a region beside the state.</param>
    public List<string> Compose(PostalAddress address, params ReadOnlySpan<string?> more)
    {
        var parts = new List<string>(4);
        Add(parts, Street(address));
        Add(parts, address.AdditionalStreetInfo);
        Add(parts, Join(", ", Labelled(address.Building, rules.BuildingLabel), Labelled(address.Apartment, rules.ApartmentLabel)));
        Add(parts, Box(address.PostOfficeBox));
        foreach (var part in more) Add(parts, part);
        Add(parts, address.AdditionalAddressInfo);
        return parts;
    }

    internal static string? Join(string separator, string? first, string? second) =>
        first is null ? second : second is null ? first : string.Concat(first, separator, second);

    private string? Street(PostalAddress address)
    {
        var (name, number) = (address.StreetName, address.StreetNumber);
        if (name is null || number is null) return name ?? number;
        var first = _numberFirst.Contains(address.Country);
        // Shops that fill both often keep the number in the name too; at the other end, it is part of the name ("Highway 12").
        if (first ? BeginsWith(name, number) : EndsWith(name, number)) return name;
        if (first) return Join(" ", number, name);
        return Join(Array.IndexOf(StreetOrder.Comma, address.Country) >= 0 ? ", " : " ", name, number);
    }

    private static bool BeginsWith(string name, string number) =>
        name.StartsWith(number, StringComparison.OrdinalIgnoreCase) && name.Length > number.Length && name[number.Length] is ' ' or ',';

    private static bool EndsWith(string name, string number) =>
        name.EndsWith(number, StringComparison.OrdinalIgnoreCase) && name.Length > number.Length && name[^(number.Length + 1)] is ' ' or ',';

    /// <summary>"4C" says nothing on a label; "Apt 4C" does. What has a word of its own is left alone.</summary>
    private static string? Labelled(string? text, string label) =>
        text is { Length: <= 4 } && !text.Contains(' ', StringComparison.Ordinal) && label.Length > 0 ? Join(" ", label, text) : text;

    private string? Box(string? text) =>
        text is not null && text.All(c => char.IsAsciiDigit(c) || c == ' ') ? Join(" ", TextCleaner.Line(rules.PostOfficeBoxLabel), text) : text;

    private static void Add(List<string> parts, string? part)
    {
        if (part is not null && !parts.Contains(part)) parts.Add(part);
    }
}
