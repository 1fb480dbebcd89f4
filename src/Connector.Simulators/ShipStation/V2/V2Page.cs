using System.Globalization;
using System.Text.Json;
using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>One page of a V2 list: 25 rows unless asked otherwise, newest first, with links to the other pages.</summary>
internal static class V2Page
{
    private const int DefaultSize = 25;
    private const int LargestSize = 500;

    /// <param name="rows">In rising order.</param>
    /// <param name="filters">The query without paging, for the links.</param>
    public static Response Show<T>(ApiCall call, string plural, string path, string filters, IEnumerable<T> rows, Action<Utf8JsonWriter, T> write)
    {
        var query = call.Query;
        var (page, size) = (query.Integer("page") ?? 1, query.Integer("page_size") ?? DefaultSize);
        var descending = (query.OneOf("sort_dir", "asc", "desc") ?? "desc") == "desc";
        if (query.Errors.Any) return V2Refusals.Wrong(query.Errors.ByPath.First().Key);
        if (page < 1 || size is < 1 or > LargestSize) return V2Refusals.Wrong(page < 1 ? "page" : "page_size");
        var all = rows.ToList();
        if (descending) all.Reverse();
        var pages = Math.Max(1, (all.Count + size - 1) / size);
        var shown = all.Skip((int)((page - 1) * size)).Take((int)size).ToList();
        return Response.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray(plural);
            foreach (var row in shown) write(writer, row);
            writer.WriteEndArray();
            writer.WriteNumber("total", all.Count);
            writer.WriteNumber("page", page);
            writer.WriteNumber("pages", all.Count == 0 ? 0 : pages);
            writer.WriteStartObject("links");
            writer.WriteLink("first", Target(1));
            writer.WriteLink("last", Target(pages));
            writer.WriteLink("prev", page > 1 ? Target(page - 1) : null);
            writer.WriteLink("next", page < pages ? Target(page + 1) : null);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });

        string Target(long number) => new Uri(call.Account.Address, string.Create(CultureInfo.InvariantCulture, $"{path}?{filters}page={number}&page_size={size}")).ToString();
    }

    /// <summary>A time of a filter; null when it was not given. What cannot be read is an error of the query.</summary>
    public static DateTimeOffset? Instant(QueryView query, string name)
    {
        if (query.Text(name) is not { } text) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)) return at;
        query.Errors.Add(name, "Not a time.");
        return null;
    }

    /// <summary>An id of a filter.</summary>
    public static long? Id(QueryView query, string name)
    {
        if (query.Text(name) is not { } text) return null;
        if (V2Routes.ReadId(text) is { } id) return id;
        query.Errors.Add(name, "Not an id.");
        return null;
    }
}
