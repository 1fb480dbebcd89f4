using System.Text.Json;
using Connector.Simulators.Commercetools.Predicates;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Search;

/// <param name="Total">Null when it was not asked for.</param>
internal sealed record SearchResult(IReadOnlyList<StoredOrder> Rows, int? Total);

/// <summary>
/// Runs queries on orders: listed ids and numbers by look-up, pages by (last change, id) or by id straight off an index from where the predicate begins,
/// everything else by scan and sort.
/// </summary>
internal static class OrderSearch
{
    /// <summary>With a condition, commercetools counts no further.</summary>
    private const int MaxTotal = 10_000;
    private const int BatchSize = 512;

    public static SearchResult Run(OrderIndex index, QueryParameters query)
    {
        var sort = query.Sort;
        var byId = sort.Count == 0 || (sort.Count == 1 && sort[0].IsAscending("id"));
        var byTime = sort.Count is 1 or 2 && sort[0].IsAscending("lastModifiedAt") && (sort.Count == 1 || sort[1].IsAscending("id"));
        var listed = FindListed(index, query.Where);
        if (listed is null && (byId || byTime)) return Stream(Rows(index, query.Where, byId), index, query);

        var rows = (listed ?? Rows(index, query.Where, byId: false)).Where(row => Matches(query.Where, row));
        var sorted = byTime ? rows.OrderBy(RowKey.From) : byId ? rows.OrderBy(row => row.Id, StringComparer.Ordinal) : ResultSort.Apply(rows, sort);
        List<StoredOrder> all = [.. sorted];
        return new SearchResult([.. all.Skip(query.Offset).Take(query.Limit)], Total(query, index, all.Count));
    }

    public static bool Exists(OrderIndex index, Condition? where) =>
        (FindListed(index, where) ?? Rows(index, where, byId: false)).Any(row => Matches(where, row));

    private static SearchResult Stream(IEnumerable<StoredOrder> rows, OrderIndex index, QueryParameters query)
    {
        var page = new List<StoredOrder>();
        var found = 0;
        var enough = query.Offset + query.Limit;
        var count = query.WithTotal && query.Where is not null ? Math.Max(enough, MaxTotal) : enough;
        if (count == 0) return new SearchResult([], Total(query, index, 0));
        foreach (var row in rows)
        {
            if (!Matches(query.Where, row)) continue;
            found++;
            if (found > query.Offset && page.Count < query.Limit) page.Add(row);
            if (found >= count) break;
        }
        return new SearchResult(page, Total(query, index, found));
    }

    private static int? Total(QueryParameters query, OrderIndex index, int found) =>
        !query.WithTotal ? null : query.Where is null ? index.Count : Math.Min(found, MaxTotal);

    private static List<StoredOrder>? FindListed(OrderIndex index, Condition? where)
    {
        if (SearchBounds.Listed(where, "id") is { } ids)
        {
            return [.. ids.Select(id => index.TryGetById(id, out var row) ? row : null).OfType<StoredOrder>()];
        }
        return SearchBounds.Listed(where, "orderNumber") is { } numbers
            ? [.. numbers.Select(number => index.TryGetByNumber(number, out var row) ? row : null).OfType<StoredOrder>()]
            : null;
    }

    private static IEnumerable<StoredOrder> Rows(OrderIndex index, Condition? where, bool byId)
    {
        var key = byId ? new RowKey(DateTimeOffset.MinValue, SearchBounds.AfterId(where)) : SearchBounds.After(where);
        var until = byId ? DateTimeOffset.MaxValue : SearchBounds.Until(where);
        var batch = new StoredOrder[BatchSize];
        while (true)
        {
            var count = index.CopyAfter(key, byId, batch);
            for (var i = 0; i < count; i++)
            {
                if (batch[i].ModifiedAt > until) yield break;
                yield return batch[i];
            }
            if (count < BatchSize) yield break;
            key = RowKey.From(batch[count - 1]);
        }
    }

    private static bool Matches(Condition? where, StoredOrder row)
    {
        if (where is null) return true;
        if (HeaderCheck.Decide(where, row) is { } decided) return decided;
        using var document = JsonDocument.Parse(row.Json);
        return where.Matches(document.RootElement);
    }
}
