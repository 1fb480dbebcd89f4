using System.Globalization;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Predicates;

namespace Connector.Simulators.Commercetools.Search;

/// <param name="Path">Members from the top, "shippingAddress.city" being two.</param>
internal sealed record SortRule(IReadOnlyList<string> Path, bool Descending)
{
    public bool IsAscending(string field) => !Descending && Path.Count == 1 && Path[0] == field;
}

/// <summary>What a query asks for; anything that commercetools would refuse throws.</summary>
internal sealed record QueryParameters(Condition? Where, IReadOnlyList<SortRule> Sort, int Limit, int Offset, bool WithTotal)
{
    private const int MaxPredicateLength = 100_000;

    public static QueryParameters Read(ApiRequest request, FieldMap? fields) => new(
        ReadWhere(request, fields),
        [.. request.Parameters("sort").SelectMany(s => s.Split(',')).Select(s => ReadSort(s, fields))],
        ReadNumber(request, "limit", 20, 500),
        ReadNumber(request, "offset", 0, 10_000),
        ReadFlag(request, "withTotal"));

    public static Condition? ReadWhere(ApiRequest request, FieldMap? fields)
    {
        var variables = request.Query.Where(p => p.Key.StartsWith("var.", StringComparison.Ordinal))
            .ToLookup(p => p.Key["var.".Length..], p => p.Value, StringComparer.Ordinal);
        var conditions = new List<Condition>();
        foreach (var text in request.Parameters("where"))
        {
            if (text.Length > MaxPredicateLength) throw Malformed("where", "The predicate is too long.");
            try
            {
                conditions.Add(PredicateParser.Parse(text, variables, fields));
            }
            catch (PredicateException e)
            {
                throw Malformed("where", e.Message);
            }
        }
        return conditions.Count switch { 0 => null, 1 => conditions[0], _ => new AllOf(conditions) };
    }

    private static SortRule ReadSort(string text, FieldMap? fields)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length is 0 or > 2) throw Malformed("sort", $"'{text}' is not 'field' or 'field asc' or 'field desc'.");
        var direction = words.Length == 1 ? "asc" : words[1];
        if (direction is not ("asc" or "desc")) throw Malformed("sort", $"Unknown direction '{direction}', expected 'asc' or 'desc'.");
        var path = words[0].Split('.');
        if (fields is not null && !fields.Has(path[0])) throw Malformed("sort", $"The field '{path[0]}' does not exist.");
        return new SortRule(path, direction == "desc");
    }

    private static int ReadNumber(ApiRequest request, string name, int byDefault, int max)
    {
        var text = request.Parameter(name);
        if (text is null) return byDefault;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= 0 && value <= max
            ? value
            : throw Malformed(name, $"Value '{text}' is not a number between 0 and {max}.");
    }

    private static bool ReadFlag(ApiRequest request, string name)
    {
        var text = request.Parameter(name);
        if (text is null) return true;
        return bool.TryParse(text, out var value) ? value : throw Malformed(name, $"'{text}' is not a boolean.");
    }

    private static ApiException Malformed(string parameter, string problem) => Refusal.InvalidInput($"Malformed parameter: {parameter}: {problem}");
}
