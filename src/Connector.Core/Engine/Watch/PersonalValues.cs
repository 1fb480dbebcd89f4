using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Engine.Watch;

/// <summary>What orders say about people, in a form that finds it again in a text: in any case, with other blanks, phone numbers with other signs between the digits.</summary>
public sealed partial class PersonalValues
{
    private const int ShortestValue = 3;
    private const int FewestDigits = 6;

    /// <summary>Where a name is one of these words, the word in a refusal is the field and not the person.</summary>
    private static readonly FrozenSet<string> FieldWords = new[]
    {
        "address", "and", "account", "city", "company", "country", "customer", "email", "error", "field", "for", "invalid", "item", "name", "not", "number", "order", "phone", "postal",
        "request", "required", "ship", "shipping", "state", "store", "street", "the", "value"
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly Lazy<Regex?> _pattern;

    private PersonalValues(IReadOnlyList<ShippingOrder> orders) => _pattern = new Lazy<Regex?>(() => Build(orders));

    /// <summary>Nothing is computed before the first text is to be cleaned.</summary>
    public static PersonalValues From(params IReadOnlyList<ShippingOrder> orders) => new(orders);

    /// <summary>Where no order is known.</summary>
    public static PersonalValues None { get; } = From();

    internal string Replace(string text) => _pattern.Value?.Replace(text, static match => $"[{Label(match)}]") ?? text;

    private static string Label(Match match) => match.Groups.Values.First(static group => group.Success && !char.IsAsciiDigit(group.Name[0])).Name;

    private static Regex? Build(IReadOnlyList<ShippingOrder> orders)
    {
        var addresses = orders.SelectMany(static order => (ShippingAddress[])[order.ShipTo, order.BillTo]).ToList();
        var names = addresses.Select(static a => a.Name).ToList();
        string[] groups =
        [
            Group("note", orders.SelectMany(static o => (string?[])[o.CustomerNotes, o.InternalNotes, o.GiftMessage]).Select(Value)),
            Group("address", addresses.SelectMany(static a => (string?[])[a.Street1, a.Street2, a.Street3]).Select(Value)),
            Group("company", addresses.Select(static a => Value(a.Company))),
            Group("phone", addresses.Select(static a => Digits(a.Phone))),
            Group("customer", orders.SelectMany(static o => (string?[])[o.CustomerUsername, o.CustomerEmail]).Select(Value)),
            Group("name", names.Select(Value).Concat(names.SelectMany(static name => Blanks().Split(name ?? "")).Select(Word)))
        ];
        var pattern = string.Join('|', groups.Where(static group => group.Length > 0));
        return pattern.Length == 0 ? null : new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(2));
    }

    /// <summary>The longest first, so that a part never takes the place of the whole.</summary>
    private static string Group(string label, IEnumerable<string?> patterns)
    {
        var some = patterns.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(static pattern => pattern.Length).ToList();
        return some.Count == 0 ? "" : $"(?<{label}>{string.Join('|', some)})";
    }

    private static string? Value(string? text)
    {
        var words = Blanks().Split(text ?? "").Where(static word => word.Length > 0).ToList();
        var length = words.Sum(static word => word.Length);
        // Two signs of a script without an alphabet are a whole name.
        if (length < ShortestValue && !(length > 0 && words.TrueForAll(static word => word.All(static c => c >= 0x2E80)))) return null;
        var pattern = string.Join(@"\s+", words.Select(Regex.Escape));
        return words[0][0] >= 0x2E80 ? pattern : $@"(?<!\w){pattern}(?!\w)";
    }

    private static string? Word(string word)
    {
        var bare = word.Trim('.', ',', ';', '(', ')', '"', '\'');
        return FieldWords.Contains(bare) ? null : Value(bare);
    }

    private static string? Digits(string? phone)
    {
        var digits = (phone ?? "").Where(char.IsAsciiDigit).ToList();
        return digits.Count < FewestDigits ? Value(phone) : new StringBuilder(@"(?<!\d)\+?\(?").AppendJoin(@"[\s().\-/]*", digits).Append(@"(?!\d)").ToString();
    }

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blanks();
}
