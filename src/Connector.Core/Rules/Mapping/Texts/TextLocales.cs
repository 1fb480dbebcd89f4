namespace Connector.Core.Rules.Mapping.Texts;

/// <summary>
/// Pure: which of the languages of a text is taken: the order's locale, its language, the configured locales, a locale of the ship-to country, a language
/// that is spoken there, English, any.
/// </summary>
internal sealed class TextLocales
{
    private const string English = "en";
    private const int OfCountry = 10_000, SpokenThere = 20_000, InEnglish = 30_000, Other = 40_000;

    /// <summary>Languages in which a text is read in a country, where its locales do not say so: "de" for Austria.</summary>
    private static readonly Dictionary<string, string[]> s_spoken = (
        "de DE AT CH LI LU BE|fr FR MC BE CH LU CA GP MQ GF RE YT PM BL MF WF PF NC|it IT CH SM VA|es ES MX AR CL CO PE UY PY BO EC CR PA DO GT HN SV NI VE PR|pt PT BR|"
        + "nl NL BE SR AW CW SX BQ|da DK GL FO|sv SE FI AX|no NO SJ|nb NO SJ|fi FI|is IS|pl PL|cs CZ|sk SK|hu HU|sl SI|hr HR|ro RO MD|bg BG|el GR CY|et EE|lv LV|lt LT|"
        + "tr TR CY|uk UA|ru RU BY KZ|he IL|ar AE SA KW QA BH OM JO EG MA TN DZ IQ LB|ja JP|ko KR|zh CN HK TW MO SG|th TH|vi VN|id ID|ms MY SG BN|mt MT|ga IE")
        .Split('|').Select(static row => row.Split(' ')).ToDictionary(static row => row[0], static row => row[1..], StringComparer.OrdinalIgnoreCase);

    private readonly string? _own;
    private readonly IList<string> _configured;
    private readonly string? _country;
    private readonly bool _englishFirst;

    /// <param name="own">Of the order.</param>
    /// <param name="configured">Of the rules.</param>
    /// <param name="country">To which it goes; two letters.</param>
    /// <param name="englishFirst">For customs, who read English everywhere.</param>
    public TextLocales(string? own, IList<string> configured, string? country, bool englishFirst = false)
    {
        _own = own;
        _configured = configured;
        _country = country;
        _englishFirst = englishFirst;
    }

    public TextLocales InEnglishFirst() => new(_own, _configured, _country, englishFirst: true);

    /// <summary>The smallest is the best.</summary>
    public int Rank(string locale)
    {
        if (_englishFirst && IsEnglish(locale)) return locale.Length == English.Length ? -2 : -1;
        if (locale.Equals(_own, StringComparison.OrdinalIgnoreCase)) return 0;
        if (SameLanguage(locale, _own)) return 1;
        for (var i = 0; i < _configured.Count; i++)
        {
            if (locale.Equals(_configured[i], StringComparison.OrdinalIgnoreCase)) return 2 + 2 * i;
            if (SameLanguage(locale, _configured[i])) return 3 + 2 * i;
        }
        if (_country is not null)
        {
            if (Region(locale).Equals(_country, StringComparison.OrdinalIgnoreCase)) return OfCountry;
            if (s_spoken.TryGetValue(Language(locale).ToString(), out var countries) && countries.Contains(_country)) return SpokenThere;
        }
        if (!IsEnglish(locale)) return Other;
        return locale.Length == English.Length ? InEnglish : InEnglish + 1;
    }

    /// <summary>The best text that is not blank, on one line; null when there is none. Of equals, the first by locale.</summary>
    public string? Pick(IReadOnlyDictionary<string, string> texts)
    {
        string? best = null;
        foreach (var (locale, text) in texts)
        {
            if (TextCleaner.Line(text) is null) continue;
            if (best is null || IsBetter(locale, best)) best = locale;
        }
        return best is null ? null : TextCleaner.Line(texts[best]);
    }

    public static bool IsEnglish(string locale) => Language(locale).Equals(English, StringComparison.OrdinalIgnoreCase);

    private bool IsBetter(string one, string other)
    {
        var difference = Rank(one) - Rank(other);
        return difference < 0 || (difference == 0 && string.CompareOrdinal(one, other) < 0);
    }

    private static bool SameLanguage(string one, string? other) => other is not null && Language(one).Equals(Language(other), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> Language(string locale)
    {
        var dash = locale.AsSpan().IndexOfAny('-', '_');
        return dash < 0 ? locale : locale.AsSpan(0, dash);
    }

    private static ReadOnlySpan<char> Region(string locale)
    {
        var dash = locale.AsSpan().LastIndexOfAny('-', '_');
        return dash < 0 ? [] : locale.AsSpan(dash + 1);
    }
}
