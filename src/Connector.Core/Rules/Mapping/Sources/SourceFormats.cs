using System.Globalization;
using System.Text.Json;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>How a found value becomes text.</summary>
internal enum SourceFormat { Text, Trim, Upper, Lower, FirstLine, Digits, Date, Day, Boolean, Number, Money, EnumKey, EnumLabel, Localized }

/// <summary>The named formats of sources.</summary>
public static class SourceFormats
{
    private const int DayLength = 10;
    private static readonly Dictionary<string, SourceFormat> s_byName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text"] = SourceFormat.Text,
        ["trim"] = SourceFormat.Trim,
        ["upper"] = SourceFormat.Upper,
        ["lower"] = SourceFormat.Lower,
        ["first-line"] = SourceFormat.FirstLine,
        ["digits"] = SourceFormat.Digits,
        ["date"] = SourceFormat.Date,
        ["day"] = SourceFormat.Day,
        ["boolean"] = SourceFormat.Boolean,
        ["number"] = SourceFormat.Number,
        ["money"] = SourceFormat.Money,
        ["enum-key"] = SourceFormat.EnumKey,
        ["enum-label"] = SourceFormat.EnumLabel,
        ["localized"] = SourceFormat.Localized
    };

    /// <summary>The names that <see cref="ValueSource.Format"/> takes.</summary>
    public static IReadOnlyCollection<string> Names => s_byName.Keys;

    internal static bool TryFind(string name, out SourceFormat format) => s_byName.TryGetValue(name, out format);

    /// <summary>Null when the value cannot be read that way: the next fallback is tried then.</summary>
    internal static string? Apply(SourceFormat format, JsonElement value, TextLocales locales) => format switch
    {
        SourceFormat.EnumKey => ValueText.EnumKey(value),
        _ => Apply(format, ValueText.From(value, locales))
    };

    internal static string? Apply(SourceFormat format, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return format switch
        {
            SourceFormat.Trim => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            SourceFormat.Upper => text.ToUpperInvariant(),
            SourceFormat.Lower => text.ToLowerInvariant(),
            SourceFormat.FirstLine => FirstLine(text),
            SourceFormat.Digits => Digits(text),
            SourceFormat.Date => TryDate(text, out _) ? text : null,
            SourceFormat.Day => TryDate(text, out var at) ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            SourceFormat.Boolean => TryBoolean(text, out var yes) ? yes ? "true" : "false" : null,
            SourceFormat.Number or SourceFormat.Money => TryNumber(text, out var number) ? number.ToString(CultureInfo.InvariantCulture) : null,
            _ => text
        };
    }

    internal static bool TryBoolean(string? text, out bool value)
    {
        value = text?.Trim() is { Length: <= 5 } word
            && (word.Equals("true", StringComparison.OrdinalIgnoreCase) || word.Equals("yes", StringComparison.OrdinalIgnoreCase)
                || word.Equals("on", StringComparison.OrdinalIgnoreCase) || word == "1");
        return value || text?.Trim().ToLowerInvariant() is "false" or "no" or "off" or "0";
    }

    /// <summary>
    /// ISO 8601 only: looser forms lean on today's date. Without an offset it is UTC; a day alone is its noon, which is the same day for both sides of the Atlantic.
    /// </summary>
    internal static bool TryDate(string? text, out DateTimeOffset value)
    {
        value = default;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length < DayLength || trimmed[4] != '-' || trimmed[7] != '-') return false;
        if (!DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value)) return false;
        if (trimmed.Length == DayLength) value = value.AddHours(12);
        return true;
    }

    internal static bool TryNumber(string? text, out decimal value) => decimal.TryParse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingWhite
        | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out value);

    private static string? FirstLine(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace()) return line.Trim().ToString();
        }
        return null;
    }

    private static string? Digits(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length == 0 ? null : digits;
    }
}
