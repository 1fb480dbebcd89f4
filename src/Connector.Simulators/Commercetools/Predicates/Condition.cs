using System.Text.Json;

namespace Connector.Simulators.Commercetools.Predicates;

/// <summary>A predicate as a tree; each node tells whether an object meets it.</summary>
internal abstract record Condition
{
    public abstract bool Matches(JsonElement scope);

    /// <summary>The member's value, or several where a list stands on the way: a condition is met when one of them meets it.</summary>
    protected static bool AnyValue(JsonElement scope, string field, Func<JsonElement, bool> test)
    {
        if (!TryGet(scope, field, out var value)) return false;
        if (value.ValueKind != JsonValueKind.Array) return test(value);
        foreach (var element in value.EnumerateArray())
        {
            if (test(element)) return true;
        }
        return false;
    }

    protected static bool TryGet(JsonElement scope, string field, out JsonElement value)
    {
        value = default;
        return scope.ValueKind == JsonValueKind.Object && scope.TryGetProperty(field, out value) && value.ValueKind != JsonValueKind.Null;
    }
}

internal sealed record AllOf(IReadOnlyList<Condition> Parts) : Condition
{
    public override bool Matches(JsonElement scope)
    {
        foreach (var part in Parts)
        {
            if (!part.Matches(scope)) return false;
        }
        return true;
    }
}

internal sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition
{
    public override bool Matches(JsonElement scope)
    {
        foreach (var part in Parts)
        {
            if (part.Matches(scope)) return true;
        }
        return false;
    }
}

internal sealed record Negated(Condition Inner) : Condition
{
    public override bool Matches(JsonElement scope) => !Inner.Matches(scope);
}

internal enum Comparison { Equal, NotEqual, Less, Greater, LessOrEqual, GreaterOrEqual }

/// <summary>A missing member equals nothing, so it meets "!=" (which is read as the negation of "="); it meets no other comparison.</summary>
internal sealed record Compare(string Field, Comparison How, PredicateValue Value) : Condition
{
    public override bool Matches(JsonElement scope) =>
        How == Comparison.NotEqual
            ? !AnyValue(scope, Field, actual => Value.Compare(actual) == 0)
            : AnyValue(scope, Field, actual => Holds(Value.Compare(actual)));

    public bool Holds(int? order) => order is { } o && How switch
    {
        Comparison.Equal => o == 0,
        Comparison.NotEqual => o != 0,
        Comparison.Less => o < 0,
        Comparison.Greater => o > 0,
        Comparison.LessOrEqual => o <= 0,
        _ => o >= 0,
    };
}

/// <summary>"in" and "not in"; the second is the negation of the first.</summary>
internal sealed record OneOf(string Field, IReadOnlyList<PredicateValue> Values, bool Not) : Condition
{
    private readonly HashSet<string> _texts = [.. Values.Where(v => v.Kind is ValueKind.Text or ValueKind.Untyped).Select(v => v.Text)];

    public override bool Matches(JsonElement scope) => Not != AnyValue(scope, Field, Has);

    public bool HasText(string actual) => _texts.Contains(actual) || Values.Any(v => v.IsInstant && v.CompareText(actual) == 0);

    private bool Has(JsonElement actual) =>
        actual.ValueKind == JsonValueKind.String ? HasText(actual.GetString()!) : Values.Any(v => v.Compare(actual) == 0);
}

/// <summary>"contains any" and "contains all" on lists of plain values.</summary>
internal sealed record Contains(string Field, IReadOnlyList<PredicateValue> Values, bool All) : Condition
{
    public override bool Matches(JsonElement scope)
    {
        bool Has(PredicateValue wanted) => AnyValue(scope, Field, actual => wanted.Compare(actual) == 0);
        return All ? Values.All(Has) : Values.Any(Has);
    }
}

internal sealed record IsDefined(string Field, bool Not) : Condition
{
    public override bool Matches(JsonElement scope) => Not != TryGet(scope, Field, out _);
}

/// <summary>A list without elements; a missing list has none either.</summary>
internal sealed record IsEmpty(string Field, bool Not) : Condition
{
    public override bool Matches(JsonElement scope) =>
        Not != (!TryGet(scope, Field, out var value) || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0));
}

/// <summary>outer(inner ...): the object meets it, or one object of the list does.</summary>
internal sealed record Nested(string Field, Condition Inner) : Condition
{
    public override bool Matches(JsonElement scope) => AnyValue(scope, Field, Inner.Matches);
}

internal sealed record MatchesIgnoringCase(string Field, PredicateValue Value) : Condition
{
    public override bool Matches(JsonElement scope) => AnyValue(scope, Field, actual =>
        actual.ValueKind == JsonValueKind.String && string.Equals(actual.GetString(), Value.Text, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A GeoJSON point at most so many metres away, along the great circle.</summary>
internal sealed record WithinCircle(string Field, double Longitude, double Latitude, double Metres) : Condition
{
    private const double EarthRadius = 6_371_000;

    public override bool Matches(JsonElement scope) => AnyValue(scope, Field, point =>
        TryGet(point, "coordinates", out var at) && at.ValueKind == JsonValueKind.Array && at.GetArrayLength() == 2
        && Distance(at[0].GetDouble(), at[1].GetDouble()) <= Metres);

    private double Distance(double longitude, double latitude)
    {
        static double Radians(double degrees) => degrees * Math.PI / 180;
        var (a, b) = (Radians(latitude), Radians(Latitude));
        var cos = (Math.Sin(a) * Math.Sin(b)) + (Math.Cos(a) * Math.Cos(b) * Math.Cos(Radians(longitude - Longitude)));
        return EarthRadius * Math.Acos(Math.Clamp(cos, -1, 1));
    }
}
