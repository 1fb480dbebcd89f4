using System.Globalization;
using System.Text.Json;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>Pure: the text of a value as the shop stores it: plain, enum, localized, money, reference, set.</summary>
internal static class ValueText
{
    private const int DepthLimit = 4;
    private const int SetLimit = 100;

    /// <summary>Null when there is nothing somebody could read.</summary>
    public static string? From(JsonElement value, TextLocales locales) => From(value, locales, DepthLimit);

    /// <summary>The key of an enum value, or the plain value.</summary>
    public static string? EnumKey(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("key"u8, out var key) ? Plain(key) : Plain(value);

    /// <summary>The string, or null; a text that is no valid Unicode counts as absent.</summary>
    public static string? String(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate written as an escape: the reader accepts it, the decoder does not.
            return null;
        }
    }

    public static string? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => String(value),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null
    };

    private static string? From(JsonElement value, TextLocales locales, int depth) => value.ValueKind switch
    {
        JsonValueKind.Object when depth > 0 => FromObject(value, locales, depth),
        JsonValueKind.Array when depth > 0 => FromSet(value, locales, depth),
        _ => Plain(value)
    };

    private static string? FromObject(JsonElement value, TextLocales locales, int depth)
    {
        if (value.TryGetProperty("label"u8, out var label)) return From(label, locales, depth - 1);
        if (value.TryGetProperty("centAmount"u8, out _)) return FromMoney(value)?.ToString(CultureInfo.InvariantCulture);
        if (value.TryGetProperty("key"u8, out var key)) return Plain(key);
        if (value.TryGetProperty("typeId"u8, out _)) return value.TryGetProperty("id"u8, out var id) ? Plain(id) : null;
        return Localized(value, locales);
    }

    private static decimal? FromMoney(JsonElement value)
    {
        var amount = value.TryGetProperty("preciseAmount"u8, out var precise) ? precise : value.GetProperty("centAmount"u8);
        if (amount.ValueKind != JsonValueKind.Number || !amount.TryGetInt64(out var minor)) return null;
        var digits = value.TryGetProperty("fractionDigits"u8, out var d) && d.ValueKind == JsonValueKind.Number && d.TryGetInt32(out var n) ? n : 2;
        if (digits is < 0 or > 20) return null;
        var result = (decimal)minor;
        for (var i = 0; i < digits; i++) result /= 10m;
        return result;
    }

    private static string? FromSet(JsonElement value, TextLocales locales, int depth)
    {
        List<string>? texts = null;
        foreach (var member in value.EnumerateArray().Take(SetLimit))
        {
            if (From(member, locales, depth - 1) is { Length: > 0 } text) (texts ??= []).Add(text);
        }
        return texts is null ? null : string.Join(", ", texts);
    }

    /// <summary>A text by locale: the one that is wanted most; of equals, the first.</summary>
    private static string? Localized(JsonElement value, TextLocales locales)
    {
        string? best = null;
        var rank = int.MaxValue;
        foreach (var member in value.EnumerateObject())
        {
            if (String(member.Value) is not { Length: > 0 } text) return null;
            var own = locales.Rank(member.Name);
            if (own < rank) (best, rank) = (text, own);
        }
        return best;
    }
}
