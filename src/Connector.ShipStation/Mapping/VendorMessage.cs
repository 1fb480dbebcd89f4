using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Connector.Core.Engine.Watch;

namespace Connector.ShipStation.Mapping;

/// <summary>ShipStation's words out of an error body, whichever of its shapes that has, without what they repeat about people.</summary>
internal static partial class VendorMessage
{
    private const int MaxLength = 500;
    private const int MaxRead = 64 * 1024;
    private const string TooManyRequests = "too many requests";
    private static readonly string[] TimeoutWords = ["timeout", "time-out", "time out", "timed out"];

    /// <summary>Null for an empty body. One line, at most 500 characters.</summary>
    /// <param name="personal">What the orders of the call say about people; null where no order is known.</param>
    public static string? Read(ReadOnlyMemory<byte> body, PersonalValues? personal = null)
    {
        var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, MaxRead)]).Trim('\uFEFF', ' ', '\r', '\n', '\t');
        if (text.Length == 0) return null;
        var message = text[0] switch
        {
            '{' or '"' => FromJson(body) ?? text,
            '<' => FromHtml(text),
            _ => text
        };
        return Clean(message, personal);
    }

    /// <summary>Words that are a whole response by themselves. Null for empty ones; one line, at most 500 characters, cut only after personal data was found.</summary>
    public static string? Clean(string words, PersonalValues? personal)
    {
        var line = Blanks().Replace(VendorText.Clean(words[..Math.Min(words.Length, MaxRead)], personal), " ").Trim();
        return line.Length == 0 ? null : line.Length <= MaxLength ? line : line[..MaxLength];
    }

    /// <summary>True when the words are the throttle's, under whatever status they come.</summary>
    public static bool IsThrottle(string? message) =>
        message is not null && message.Length < 200 && message.Contains(TooManyRequests, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when a 500 only says that something took too long inside.</summary>
    public static bool IsTimeout(string? message) =>
        message is not null && TimeoutWords.Any(word => message.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string? FromJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.String) return root.GetString();
            if (root.ValueKind != JsonValueKind.Object) return null;
            // The first is the cause; Message beside it only says that an error has occurred.
            if (Text(root, "ExceptionMessage") is { } cause) return cause;
            var message = Text(root, "Message") ?? Errors(root);
            var fields = Member(root, "ModelState") is { ValueKind: JsonValueKind.Object } state ? Fields(state) : null;
            return fields is null ? message : $"{message} {fields}".Trim();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>API V2 returns a list: each with a code and a message.</summary>
    private static string? Errors(JsonElement root)
    {
        if (Member(root, "errors") is not { ValueKind: JsonValueKind.Array } errors) return null;
        var parts = errors.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object).Take(5)
            .Select(one => string.Join(": ", new[] { Text(one, "error_code"), Text(one, "message") }.OfType<string>())).Where(part => part.Length > 0).ToList();
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static string? Fields(JsonElement state)
    {
        var parts = state.EnumerateObject().Select(field => $"{field.Name}: {Flat(field.Value)}").Take(20).ToList();
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static string Flat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Take(5).Select(Flat)),
        JsonValueKind.String => value.GetString() ?? "",
        _ => ""
    };

    private static string? Text(JsonElement root, string name) =>
        Member(root, name) is { ValueKind: JsonValueKind.String } value && !string.IsNullOrWhiteSpace(value.GetString()) ? value.GetString() : null;

    private static JsonElement? Member(JsonElement root, string name)
    {
        foreach (var member in root.EnumerateObject())
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind != JsonValueKind.Null) return member.Value;
        return null;
    }

    private static string FromHtml(string html)
    {
        var title = HtmlTitle().Match(html);
        var text = title.Success ? title.Groups["title"].Value : Tags().Replace(html, " ");
        return $"HTML page: {System.Net.WebUtility.HtmlDecode(text)}";
    }

    [GeneratedRegex("<title[^>]{0,200}>(?<title>[^<]{0,500})</title", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HtmlTitle();

    [GeneratedRegex("<[^>]{0,2000}>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blanks();
}
