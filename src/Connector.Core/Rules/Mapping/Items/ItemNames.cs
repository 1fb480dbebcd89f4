using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Items;

/// <summary>Pure: what a line is called.</summary>
internal static class ItemNames
{
    /// <summary>In the order's locale, else its language, else the configured locales, else any; never empty.</summary>
    public static string Choose(Order order, OrderLine line, IList<string> locales, string? sku, int index)
    {
        if (Pick(line.Names, order.Locale) is { } name) return name;
        for (var i = 0; i < locales.Count; i++)
        {
            if (Pick(line.Names, locales[i]) is { } other) return other;
        }
        // Names are a dictionary: the first by locale, so that the choice does not hang on the document's order.
        string? first = null;
        foreach (var (locale, text) in line.Names)
        {
            if ((first is null || string.CompareOrdinal(locale, first) < 0) && !string.IsNullOrWhiteSpace(text)) first = locale;
        }
        return (first is null ? null : TextCleaner.Line(line.Names[first])) ?? sku ?? TextCleaner.Line(line.Slug) ?? $"Line {index + 1}";
    }

    /// <summary>SKU; else the variant's key, the product's key, product and variant id; custom lines have their slug.</summary>
    public static string? Sku(OrderLine line)
    {
        if (line.Kind == LineKind.Custom) return TextCleaner.Code(line.Sku) ?? TextCleaner.Code(line.Slug);
        return TextCleaner.Code(line.Sku) ?? TextCleaner.Code(line.VariantKey) ?? TextCleaner.Code(line.ProductKey)
            ?? (TextCleaner.Code(line.ProductId) is { } product ? $"{product}#{line.VariantId ?? 1}" : null);
    }

    private static string? Pick(IReadOnlyDictionary<string, string> names, string? locale)
    {
        if (locale is null) return null;
        if (names.TryGetValue(locale, out var exact) && TextCleaner.Line(exact) is { } name) return name;
        string? best = null;
        foreach (var (other, text) in names)
        {
            if (string.IsNullOrWhiteSpace(text) || !ValueText.SameLanguage(other, locale)) continue;
            if (best is null || string.CompareOrdinal(other, best) < 0) best = other;
        }
        return best is null ? null : TextCleaner.Line(names[best]);
    }
}
