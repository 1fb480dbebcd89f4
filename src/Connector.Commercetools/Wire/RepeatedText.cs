using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Commercetools.Wire;

/// <summary>A text of which there are few, and each in every order again: it is one string in memory.</summary>
internal sealed class RepeatedText : JsonConverter<string>
{
    private const int Longest = 32;

    /// <summary>A shop has some tens; whatever else comes is read as usual.</summary>
    private const int MostKept = 500;
    private static readonly ConcurrentDictionary<string, string> Kept = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Kept.GetAlternateLookup<ReadOnlySpan<char>>();

    private static int s_kept;

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > Longest) return reader.GetString();
        Span<char> text = stackalloc char[Longest];
        text = text[..reader.CopyString(text)];
        if (Lookup.TryGetValue(text, out var known)) return known;
        var met = text.ToString();
        if (Volatile.Read(ref s_kept) < MostKept && Kept.TryAdd(met, met)) Interlocked.Increment(ref s_kept);
        return met;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
