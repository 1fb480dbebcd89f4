using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Connector.Commercetools.Wire;

/// <summary>The orders of a query's response.</summary>
internal sealed record OrderRows(List<OrderRow> Rows, long? Total)
{
    internal IReadOnlyList<string> Ids => [.. Rows.Select(row => row.Id).Where(id => id.Length > 0)];

    internal static OrderRows Read(ReadOnlyMemory<byte> body, int maxOrderBytes)
    {
        var page = PagedResults.Read(body);
        return new OrderRows(page.Results.ConvertAll(element => new OrderRow(CommerceOrderReader.Begin(element, maxOrderBytes))), page.Total);
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
