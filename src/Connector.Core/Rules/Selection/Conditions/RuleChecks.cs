namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>Checks that several sections need.</summary>
internal static class RuleChecks
{
    /// <summary>No blank and no repeated entries.</summary>
    public static void Texts(IList<string> values, string path, ICollection<string> problems)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(values[i])) problems.Add($"{path}[{i}]: is blank; allowed: a text");
            else if (values.Take(i).Contains(values[i], StringComparer.OrdinalIgnoreCase)) problems.Add($"{path}[{i}]: '{values[i]}' is there twice");
        }
    }

    public static void Choices<T>(IList<T> values, string path, ICollection<string> problems) where T : struct, Enum
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values.Take(i).Contains(values[i])) problems.Add($"{path}[{i}]: {values[i]} is there twice");
        }
    }

    public static void Countries(IList<string> values, string path, ICollection<string> problems)
    {
        Texts(values, path, problems);
        for (var i = 0; i < values.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(values[i])) continue;
            if (values[i].Length != 2 || !values[i].All(char.IsAsciiLetterUpper))
            {
                problems.Add($"{path}[{i}]: '{values[i]}' is not a country; allowed: two capital letters of ISO 3166-1, such as US or DE");
            }
        }
    }

    public static void Field(FieldCondition? condition, string path, ICollection<string> problems)
    {
        if (condition is null) return;
        Required(condition.Name, $"{path}.{nameof(condition.Name)}", "the name of a field", problems);
        Texts(condition.Values, $"{path}.{nameof(condition.Values)}", problems);
        Texts(condition.Is, $"{path}.{nameof(condition.Is)}", problems);
        if (condition is { Is.Count: > 0, Values.Count: > 0 }) problems.Add($"{path}.{nameof(condition.Is)}: is there beside {nameof(condition.Values)}; allowed: one of them");
    }

    /// <summary>The conditions of a rule: its own members, and its When among All.</summary>
    public static void Rule(Condition own, Condition? when, ConditionScope scope, string path, ICollection<string> problems)
    {
        var before = problems.Count;
        if (when is not null) own.All.Remove(when);
        ConditionValidator.Validate(own, scope, path, problems, isEmptyAllowed: true);
        ConditionValidator.Validate(when, scope, $"{path}.When", problems);
        if (when is null || problems.Count > before) return;
        own.All.Add(when);
        if (ConditionTerms.Contradiction(own) is { } why) problems.Add($"{path}.When: {why}; allowed: demands that an order can meet");
    }

    public static void Range(decimal? min, decimal? max, string minPath, string maxPath, ICollection<string> problems)
    {
        if (min < 0m) problems.Add($"{minPath}: {min} is below zero; allowed: 0 and more");
        if (max < 0m) problems.Add($"{maxPath}: {max} is below zero; allowed: 0 and more");
        if (min > max) problems.Add(FormattableString.Invariant($"{minPath}: can never match, {min} is above the greatest, {max}; allowed: up to {max}"));
    }

    public static void Required(string? value, string path, string what, ICollection<string> problems)
    {
        if (string.IsNullOrWhiteSpace(value)) problems.Add($"{path}: is missing; allowed: {what}");
    }

    /// <summary>Null is fine, blank is not.</summary>
    public static void Optional(string? value, string path, string what, ICollection<string> problems)
    {
        if (value is not null) Required(value, path, what, problems);
    }

    /// <summary>Names of rules appear in traces: each but once.</summary>
    public static void Names(IEnumerable<string?> names, string path, ICollection<string> problems)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var i = 0;
        foreach (var name in names)
        {
            if (name is not null && string.IsNullOrWhiteSpace(name)) problems.Add($"{path}[{i}].Name: is blank; allowed: a text, or leave it out");
            else if (name is not null && !seen.Add(name)) problems.Add($"{path}[{i}].Name: '{name}' is there twice");
            i++;
        }
    }

    public static void Tags(IList<int> tags, string path, ICollection<string> problems)
    {
        for (var i = 0; i < tags.Count; i++)
        {
            if (tags[i] <= 0) problems.Add($"{path}[{i}]: {tags[i]} is not a tag; allowed: the number of a tag, 1 and more");
            else if (tags.Take(i).Contains(tags[i])) problems.Add($"{path}[{i}]: {tags[i]} is there twice");
        }
    }

    /// <summary>Two lists side by side: what is in both can never pass.</summary>
    public static void Disjoint(IList<string> first, IList<string> second, string path, string otherName, ICollection<string> problems)
    {
        for (var i = 0; i < first.Count; i++)
        {
            if (second.Contains(first[i], StringComparer.OrdinalIgnoreCase)) problems.Add($"{path}[{i}]: '{first[i]}' is in {otherName}, too; allowed: in one of them");
        }
    }
}
