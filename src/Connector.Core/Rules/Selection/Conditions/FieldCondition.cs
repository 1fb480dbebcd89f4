using System.Text.Json;

namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>A condition on a custom field or a product attribute, by its name in the shop. With a name alone: the field is there and is not false, empty or null.</summary>
public sealed class FieldCondition
{
    /// <summary>Name of the custom field or attribute.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// Any of these, upper and lower case alike, with * and ? as wildcards: a text, a number as written, true or false, the key of an enum value, the id of
    /// a reference, any member of a set. Empty: the field is there and is not false, empty or null.
    /// </summary>
    public IList<string> Values { get; set; } = [];

    /// <summary>Equal to this text, number, true or false, or to one of this list: no wildcards, and 5 equals 5.0. Of a set, any member. Instead of Values.</summary>
    [Scalars]
    public IList<string> Is { get; set; } = [];

    internal bool Holds(IReadOnlyDictionary<string, JsonElement> fields)
    {
        if (!fields.TryGetValue(Name, out var value)) return false;
        if (Is.Count > 0) return FieldText.Any(value, FieldText.EqualsAny, Is);
        return Values.Count == 0 ? FieldText.IsSet(value) : FieldText.Any(value, Pattern.MatchesAny, Values);
    }

    internal string Describe()
    {
        if (Is.Count > 0) return $"'{Name}' equals {string.Join(" or ", Is)}";
        return Values.Count == 0 ? $"'{Name}' is set" : $"'{Name}' is {string.Join(" or ", Values)}";
    }
}
