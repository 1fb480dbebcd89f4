using System.Globalization;

namespace Connector.Core.Rules.Files;

/// <summary>Whether a text can be read as what a place in the rules file wants.</summary>
internal static class RuleValue
{
    /// <summary>Null when it can; otherwise what is allowed.</summary>
    public static string? Problem(RuleShape shape, string text)
    {
        var fits = shape.Kind switch
        {
            RuleKind.Flag => bool.TryParse(text, out _),
            RuleKind.Whole => FitsWhole(shape.Type, text),
            RuleKind.Number => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            RuleKind.Choice => shape.Choices.Contains(text, StringComparer.OrdinalIgnoreCase),
            RuleKind.Duration => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Contains(':', StringComparison.Ordinal),
            RuleKind.TimeOfDay => TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            RuleKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            _ => true
        };
        return fits ? null : $"'{Shortened(text)}' is not allowed; allowed: {Allowed(shape)}";
    }

    public static string Allowed(RuleShape shape) => shape.Kind switch
    {
        RuleKind.Object or RuleKind.Map => "an object { }",
        RuleKind.Scalar => "a text, a number, true or false",
        RuleKind.List when shape.MayBeAlone => "a text, a number, true or false, or a list of these",
        RuleKind.List => "a list [ ]",
        RuleKind.Flag => "true or false",
        RuleKind.Whole => "a whole number",
        RuleKind.Number => "a number",
        RuleKind.Choice => string.Join(", ", shape.Choices),
        RuleKind.Duration => "a duration as text, hh:mm:ss",
        RuleKind.TimeOfDay => "a time of day as text, hh:mm",
        RuleKind.Date => "a date as text, yyyy-MM-dd",
        _ => "a text"
    };

    private static bool FitsWhole(Type type, string text) =>
        type == typeof(int)
            ? int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static string Shortened(string text) => text.Length <= 40 ? text : $"{text[..40]}...";
}
