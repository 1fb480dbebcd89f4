using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>A place in a JSON document (RFC 6901), parsed once and evaluated often. Immutable.</summary>
public sealed class JsonPointer
{
    private const int MaxLength = 500;
    private readonly string _text;
    private readonly Token[] _tokens;

    private JsonPointer(string text, Token[] tokens)
    {
        _text = text;
        _tokens = tokens;
    }

    /// <summary>False with an error that names the position (0-based, of the first wrong character). The empty text is the whole document.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPointer? pointer, [NotNullWhen(false)] out string? error)
    {
        pointer = null;
        error = text switch
        {
            { Length: > MaxLength } => $"is longer than {MaxLength} characters",
            { Length: > 0 } when text[0] != '/' => $"must start with '/' (position 0 has '{text[0]}')",
            _ => FirstBadEscape(text)
        };
        if (error is not null) return false;
        pointer = new JsonPointer(text, text.Length == 0 ? [] : text[1..].Split('/').Select(ToToken).ToArray());
        return true;
    }

    /// <summary>False when a member or element on the way is not there. Never throws, whatever the document.</summary>
    public bool TryFind(JsonElement root, out JsonElement found)
    {
        found = root;
        foreach (var token in _tokens)
        {
            switch (found.ValueKind)
            {
                case JsonValueKind.Object when found.TryGetProperty(token.Name, out var member):
                    found = member;
                    break;
                case JsonValueKind.Array when token.Index >= 0 && token.Index < found.GetArrayLength():
                    found = found[token.Index];
                    break;
                default:
                    return false;
            }
        }
        return found.ValueKind != JsonValueKind.Undefined;
    }

    public override string ToString() => _text;

    private static string? FirstBadEscape(string text)
    {
        for (var at = text.IndexOf('~', StringComparison.Ordinal); at >= 0; at = text.IndexOf('~', at + 1))
        {
            if (at + 1 >= text.Length || text[at + 1] is not ('0' or '1')) return $"has '~' without 0 or 1 after it at position {at}";
        }
        return null;
    }

    private static Token ToToken(string escaped)
    {
        var name = escaped.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        var isIndex = name == "0" || (name.Length > 0 && name[0] != '0' && name.All(char.IsAsciiDigit));
        var index = isIndex && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return new Token(Encoding.UTF8.GetBytes(name), index);
    }

    private readonly record struct Token(byte[] Name, int Index);
}
