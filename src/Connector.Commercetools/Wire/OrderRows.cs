using System.Buffers;
using System.Text;
using System.Text.Json;
using Connector.Core.Model.Orders;

namespace Connector.Commercetools.Wire;

/// <summary>The orders of a query's response.</summary>
internal sealed record OrderRows(List<OrderRow> Rows, long? Total)
{
    internal IReadOnlyList<string> Ids => [.. Rows.Select(row => row.Id).Where(id => id.Length > 0)];

    /// <summary>Reads one order after the other. Nothing is kept of the page.</summary>
    /// <param name="keepsDocuments">Each order gets a copy of its bytes, for whoever looks for places in it.</param>
    /// <exception cref="JsonException">It is no such response.</exception>
    internal static OrderRows Read(ReadOnlySpan<byte> body, int maxOrderBytes, bool keepsDocuments)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("results");
        List<OrderRow>? rows = null;
        long? total = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("results"u8)) rows = ReadRows(ref reader, body, maxOrderBytes, keepsDocuments);
            else if (reader.ValueTextEquals("total"u8)) total = ReadTotal(ref reader);
            else reader.Skip();
        }

        // What follows the response is refused by the reader.
        while (reader.Read()) { }
        return new OrderRows(rows ?? throw new JsonException("results"), total);
    }

    private static List<OrderRow>? ReadRows(ref Utf8JsonReader reader, ReadOnlySpan<byte> body, int maxOrderBytes, bool keepsDocuments)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        List<OrderRow> rows = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) rows.Add(new OrderRow(CommerceOrderReader.Begin(ref reader, body, maxOrderBytes, keepsDocuments)));

        return rows;
    }

    private static long? ReadTotal(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) return number;
        reader.Skip();
        return null;
    }

    /// <summary>Which orders in which versions: all that the journal keeps of a page.</summary>
    internal string Summarise()
    {
        var target = new ArrayBufferWriter<byte>((Rows.Count * 48) + 32);
        using (var writer = new Utf8JsonWriter(target))
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", Rows.Count);
            writer.WriteStartObject("versions");
            foreach (var row in Rows) writer.WriteNumber(row.Id, row.Version);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(target.WrittenSpan);
    }
}
