using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Items;

/// <summary>Pure: what a line is called.</summary>
internal static class ItemNames
{
    /// <summary>In the language that is wanted most (<see cref="TextLocales"/>); never empty.</summary>
    public static string Choose(TextLocales locales, OrderLine line, string? sku, int index) =>
        locales.Pick(line.Names) ?? sku ?? TextCleaner.Line(line.Slug) ?? $"Line {index + 1}";

    /// <summary>The English name; null when there is none.</summary>
    public static string? English(TextLocales locales, OrderLine line) =>
        line.Names.Keys.Any(TextLocales.IsEnglish) ? locales.InEnglishFirst().Pick(line.Names) : null;

    /// <summary>SKU; else the variant's key, the product's key, product and variant id; custom lines have their slug.</summary>
    public static string? Sku(OrderLine line)
    {
        if (line.Kind == LineKind.Custom) return TextCleaner.Code(line.Sku) ?? TextCleaner.Code(line.Slug);
        return TextCleaner.Code(line.Sku) ?? TextCleaner.Code(line.VariantKey) ?? TextCleaner.Code(line.ProductKey)
            ?? (TextCleaner.Code(line.ProductId) is { } product ? $"{product}#{line.VariantId ?? 1}" : null);
    }
}
