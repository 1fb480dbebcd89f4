namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>One condition of a rule, for reasoning about rules: which of them can never win.</summary>
/// <param name="Member">Name of the member in the rule's class; for a pair of limits, of the first.</param>
internal abstract record RuleTerm(string Member)
{
    /// <summary>True when this holds wherever the other (of the same member) holds.</summary>
    public abstract bool Covers(RuleTerm other);

    /// <summary>True when no order can meet both demands.</summary>
    /// <param name="single">Whether there is one value at most.</param>
    public virtual bool Excludes(RuleTerm other, bool single) => false;

    protected static bool IsPattern(string value) => value.Contains('*', StringComparison.Ordinal) || value.Contains('?', StringComparison.Ordinal);
}

/// <summary>Any of these texts, with * and ? as wildcards.</summary>
internal sealed record TextTerm(string Member, IReadOnlyList<string> Values) : RuleTerm(Member)
{
    public override bool Covers(RuleTerm other) => other is TextTerm texts && texts.Values.All(v => Values.Any(p => Covers(p, v)));

    public override bool Excludes(RuleTerm other, bool single) => single && other is TextTerm texts
        && !Values.Any(IsPattern) && !texts.Values.Any(IsPattern) && !Values.Any(v => texts.Values.Contains(v, StringComparer.OrdinalIgnoreCase));

    /// <summary>A ? cannot replace a *; otherwise matching the pattern's own text shows whether all that it matches is covered.</summary>
    private static bool Covers(string pattern, string other) =>
        string.Equals(pattern, other, StringComparison.OrdinalIgnoreCase)
        || (!(pattern.Contains('?', StringComparison.Ordinal) && other.Contains('*', StringComparison.Ordinal)) && Pattern.Matches(pattern, other));
}

/// <summary>Beginnings of a text.</summary>
internal sealed record PrefixTerm(string Member, IReadOnlyList<string> Values) : RuleTerm(Member)
{
    public override bool Covers(RuleTerm other) =>
        other is PrefixTerm prefixes && prefixes.Values.All(v => Values.Any(p => v.StartsWith(p, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>Between these limits, inclusive.</summary>
internal sealed record RangeTerm(string Member, decimal? Min, decimal? Max) : RuleTerm(Member)
{
    public override bool Covers(RuleTerm other) =>
        other is RangeTerm range && (Min is null || range.Min >= Min) && (Max is null || range.Max <= Max);

    public override bool Excludes(RuleTerm other, bool single) => other is RangeTerm range && (Min > range.Max || range.Min > Max);
}

/// <summary>A custom field or attribute.</summary>
internal sealed record FieldTerm(string Member, FieldCondition Condition) : RuleTerm(Member)
{
    public override bool Covers(RuleTerm other)
    {
        if (other is not FieldTerm field || field.Condition.Name != Condition.Name) return false;
        var (mine, others) = (Condition, field.Condition);
        if (mine is { Values.Count: 0, Is.Count: 0 }) return others.Is.Concat(others.Values).All(IsSet);
        if (mine.Is.Count > 0) return others.Is.Count > 0 && others.Is.All(value => FieldText.EqualsAny(value, mine.Is));
        return others.Is.Count > 0
            ? others.Is.All(value => Pattern.MatchesAny(value, mine.Values))
            : others.Values.Count > 0 && new TextTerm(Member, [.. mine.Values]).Covers(new TextTerm(Member, [.. others.Values]));
    }

    /// <summary>A pattern might also match "false", which a bare "is set" does not.</summary>
    private static bool IsSet(string value) => !value.Equals("false", StringComparison.OrdinalIgnoreCase) && !IsPattern(value);
}

/// <summary>A demand that no other condition implies (stock): covers only itself.</summary>
internal sealed record FlagTerm(string Member, string Value) : RuleTerm(Member)
{
    public override bool Covers(RuleTerm other) => other is FlagTerm flag && flag.Value == Value;
}
