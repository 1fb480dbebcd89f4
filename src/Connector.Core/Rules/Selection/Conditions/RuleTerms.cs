namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>The conditions that a rule gives; those it leaves out are not here.</summary>
internal sealed class RuleTerms
{
    private readonly List<RuleTerm> _terms = [];

    public RuleTerms Texts(string member, IEnumerable<string> values)
    {
        var list = values.ToList();
        if (list.Count > 0) _terms.Add(new TextTerm(member, list));
        return this;
    }

    public RuleTerms Choices<T>(string member, IList<T> values) where T : struct, Enum => Texts(member, values.Select(v => v.ToString()));

    public RuleTerms Prefixes(string member, IList<string> values)
    {
        if (values.Count > 0) _terms.Add(new PrefixTerm(member, [.. values]));
        return this;
    }

    public RuleTerms Range(string member, decimal? min, decimal? max)
    {
        if (min is not null || max is not null) _terms.Add(new RangeTerm(member, min, max));
        return this;
    }

    public RuleTerms Field(string member, FieldCondition? condition)
    {
        if (condition is not null) _terms.Add(new FieldTerm(member, condition));
        return this;
    }

    public RuleTerms Flag(string member, bool set, string value)
    {
        if (set) _terms.Add(new FlagTerm(member, value));
        return this;
    }

    public bool AlwaysHold => _terms.Count == 0;

    /// <summary>Reports every rule that an earlier one leaves nothing for.</summary>
    /// <param name="comesFirst">Whether the earlier rule (first index) really wins over the later (second) where both match; always, when left out.</param>
    public static void ReportShadowed(IReadOnlyList<RuleTerms> rules, string path, ICollection<string> problems, Func<int, int, bool>? comesFirst = null)
    {
        for (var later = 1; later < rules.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (!rules[earlier].Covers(rules[later]) || comesFirst?.Invoke(earlier, later) == false) continue;
                var why = rules[earlier].AlwaysHold ? "has no conditions and takes everything" : "takes everything that this one would";
                problems.Add($"{path}[{later}]: can never match, because {path}[{earlier}] {why}; put this rule first, or take one of them out");
                break;
            }
        }
    }

    /// <summary>The member whose demands no value meets; null when there is none.</summary>
    /// <param name="single">Members that have one value at most.</param>
    public string? Contradiction(IReadOnlySet<string> single)
    {
        for (var i = 0; i < _terms.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (_terms[i].Member == _terms[j].Member && _terms[i].Excludes(_terms[j], single.Contains(_terms[i].Member))) return _terms[i].Member;
            }
        }
        return null;
    }

    /// <summary>True when these hold wherever the others hold.</summary>
    public bool Covers(RuleTerms later) => _terms.TrueForAll(term => later._terms.Exists(other => other.Member == term.Member && term.Covers(other)));
}
