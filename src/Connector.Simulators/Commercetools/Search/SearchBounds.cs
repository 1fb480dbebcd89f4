using Connector.Simulators.Commercetools.Predicates;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Search;

/// <summary>Where a search may start and stop because of what the predicate says; always a superset of the matches.</summary>
internal static class SearchBounds
{
    private const string AfterEveryId = "\uffff";

    /// <summary>Rows at or before this place in the order of (last change, id) cannot match. Understands keyset conditions.</summary>
    public static RowKey After(Condition? condition) => condition switch
    {
        Compare { Field: "lastModifiedAt", Value.IsInstant: true } c => c.How switch
        {
            Comparison.Greater => new RowKey(c.Value.Instant, AfterEveryId),
            Comparison.GreaterOrEqual or Comparison.Equal => new RowKey(c.Value.Instant, ""),
            _ => RowKey.First,
        },
        AllOf all => Later(all.Parts.Select(After).Append(WithinOneInstant(all)), max: true),
        AnyOf any => Later(any.Parts.Select(After), max: false),
        _ => RowKey.First,
    };

    /// <summary>Rows changed later than this cannot match.</summary>
    public static DateTimeOffset Until(Condition? condition) => condition switch
    {
        Compare { Field: "lastModifiedAt", Value.IsInstant: true, How: Comparison.Less or Comparison.LessOrEqual or Comparison.Equal } c => c.Value.Instant,
        AllOf all => all.Parts.Min(Until),
        AnyOf any => any.Parts.Max(Until),
        _ => DateTimeOffset.MaxValue,
    };

    /// <summary>Rows with an id up to this one cannot match.</summary>
    public static string AfterId(Condition? condition) => condition switch
    {
        Compare { Field: "id", How: Comparison.Greater } c => c.Value.Text,
        AllOf all => all.Parts.Select(AfterId).Max(StringComparer.Ordinal)!,
        AnyOf any => any.Parts.Select(AfterId).Min(StringComparer.Ordinal)!,
        _ => "",
    };

    /// <summary>The only values of this member that can match, when the predicate lists them; else null.</summary>
    public static IReadOnlyCollection<string>? Listed(Condition? condition, string field) => condition switch
    {
        Compare { How: Comparison.Equal } c when c.Field == field => [c.Value.Text],
        OneOf { Not: false } o when o.Field == field => [.. o.Values.Select(v => v.Text).Distinct(StringComparer.Ordinal)],
        AllOf all => all.Parts.Select(part => Listed(part, field)).FirstOrDefault(listed => listed is not null),
        _ => null,
    };

    private static RowKey WithinOneInstant(AllOf all)
    {
        var instant = all.Parts.OfType<Compare>().FirstOrDefault(c => c is { Field: "lastModifiedAt", How: Comparison.Equal, Value.IsInstant: true });
        return instant is null ? RowKey.First : new RowKey(instant.Value.Instant, AfterId(all));
    }

    private static RowKey Later(IEnumerable<RowKey> keys, bool max) => keys.Aggregate((a, b) => a > b == max ? a : b);
}
