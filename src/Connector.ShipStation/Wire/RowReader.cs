using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Connector.ShipStation.Wire;

/// <summary>One page of a list, read row by row so that a bad row spoils nothing but itself.</summary>
/// <param name="Count">All rows of the page, also those that are null or unreadable: the rule for the last page counts them.</param>
/// <param name="Pages">As reported; not dependable (0 was recorded with rows present).</param>
/// <param name="Unreadable">Rows left out, each named by its place, id and field.</param>
internal sealed record RowPage<T>(IReadOnlyList<T> Rows, int Count, long Total, long Pages, IReadOnlyList<string> Unreadable);

internal static class RowReader
{
    // Deeper than any row may be (64), so that one row with a tower of arrays is that row's fault alone.
    private static readonly JsonReaderOptions Scan = new() { MaxDepth = 10_000 };

    /// <summary>How a null row is named: a known habit of ShipStation's that hides nothing.</summary>
    public const string NullRow = ": null";

    /// <summary>Reads <c>{ "arrayName": [...], "total": n, "page": n, "pages": n }</c>. Throws <see cref="JsonException"/> when it is anything else or cut.</summary>
    public static RowPage<T> Read<T>(ReadOnlySpan<byte> body, string arrayName, string idName, JsonTypeInfo<T> type) where T : class
    {
        var reader = new Utf8JsonReader(body, Scan);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("The response is not an object.");
        List<T>? rows = null;
        var unreadable = new List<string>();
        var count = 0;
        long total = 0, pages = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (Same(name, arrayName))
            {
                rows = [];
                count = 0;
                if (reader.TokenType == JsonTokenType.Null) continue;
                if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException($"{arrayName} is not an array.");
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    ReadRow(ref reader, body, $"{arrayName}[{count++}]", idName, type, rows, unreadable);
            }
            else if (Same(name, "total")) total = ReadCount(ref reader);
            else if (Same(name, "pages")) pages = ReadCount(ref reader);
            else reader.Skip();
        }
        // Reads to the very end: a body that was cut or carries something behind its object throws here.
        while (reader.Read()) continue;
        return new RowPage<T>(rows ?? throw new JsonException($"The response has no {arrayName}."), count, total, pages, unreadable);
    }

    private static void ReadRow<T>(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> body, string place, string idName, JsonTypeInfo<T> type, List<T> rows, List<string> unreadable)
        where T : class
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var slice = body[start..(int)reader.BytesConsumed];
        try
        {
            if (JsonSerializer.Deserialize(slice, type) is { } row) rows.Add(row);
            else unreadable.Add(place + NullRow);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            unreadable.Add($"{place}{IdOf(slice, idName)}: {(e as JsonException)?.Path ?? "unreadable"}");
        }
    }

    private static string IdOf(ReadOnlySpan<byte> row, string idName)
    {
        var reader = new Utf8JsonReader(row, Scan);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals(idName);
            reader.Read();
            if (isId && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var id))
                return string.Create(CultureInfo.InvariantCulture, $" ({idName} {id})");
            reader.Skip();
        }
        return "";
    }

    private static long ReadCount(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count)) return count;
        reader.Skip();
        return 0;
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
