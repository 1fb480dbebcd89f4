using System.Text.Json;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>Which page was asked for: 1-based, 100 rows unless told, more than 500 are clamped to 500.</summary>
internal readonly record struct Paging(int Page, int Size)
{
    private const int DefaultSize = 100;
    private const int LargestSize = 500;

    public static Paging From(QueryView query)
    {
        var page = query.Integer("page") ?? 1;
        var size = query.Integer("pageSize") ?? DefaultSize;
        return new Paging((int)Math.Clamp(page, 1, int.MaxValue / LargestSize), size < 1 ? DefaultSize : (int)Math.Min(size, LargestSize));
    }

    /// <summary>Counts all rows and keeps those of the page.</summary>
    public Page<T> Cut<T>(IEnumerable<T> rows)
    {
        long first = (long)(Page - 1) * Size;
        var kept = new List<T>();
        var total = 0;
        foreach (var row in rows)
        {
            if (total >= first && kept.Count < Size) kept.Add(row);
            total++;
        }
        return new Page<T>(kept, total, this);
    }
}

internal sealed record Page<T>(IReadOnlyList<T> Rows, int Total, Paging Paging)
{
    /// <summary>The envelope with the rows under their plural name.</summary>
    public Response ToResponse(string plural, bool pagesAsZero, Action<Utf8JsonWriter, T> write) => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray(plural);
        foreach (var row in Rows) write(writer, row);
        writer.WriteEndArray();
        writer.WriteNumber("total", Total);
        writer.WriteNumber("page", Paging.Page);
        writer.WriteNumber("pages", pagesAsZero ? 0 : (Total + Paging.Size - 1) / Paging.Size);
        writer.WriteEndObject();
    });
}
