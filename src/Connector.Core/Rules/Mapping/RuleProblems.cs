using System.Numerics;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping;

/// <summary>Collects faults of rules, each sentence starting with the path of its key.</summary>
internal sealed class RuleProblems(ICollection<string> problems)
{
    /// <summary>All that were found so far.</summary>
    public ICollection<string> All => problems;

    /// <summary>Sources that others name.</summary>
    public IDictionary<string, ValueSource> Shared { get; init; } = new Dictionary<string, ValueSource>();

    /// <summary>Keys of the locations; null leaves conditions on them unchecked.</summary>
    public IReadOnlyCollection<string>? Locations { get; init; }

    public void Shadowed(IReadOnlyList<RuleTerms> rules, string path) => RuleTerms.ReportShadowed(rules, path, problems);

    public void Add(string path, string text) => problems.Add($"{path}: {text}");

    public void OneOf(string path, string value, IReadOnlyCollection<string> allowed)
    {
        if (!allowed.Contains(value)) Add(path, $"'{value}' is not known; allowed: {string.Join(", ", allowed)}");
    }

    public void Range<T>(string path, T value, T least, T most) where T : INumber<T>
    {
        if (value < least || value > most) Add(path, FormattableString.Invariant($"{value} is out of range; allowed: {least} to {most}"));
    }

    /// <summary>Empty for none; a blank one would be a mistake.</summary>
    public void Label(string path, string value)
    {
        if (value.Length > 20) Add(path, $"has {value.Length} characters; allowed: up to 20");
        else if (value.Length > 0 && string.IsNullOrWhiteSpace(value)) Add(path, "is blank; allowed: a text, or empty for none");
    }

    public void Texts(string path, IList<string> values) => RuleChecks.Texts(values, path, problems);

    public void Country(string path, string value)
    {
        if (value is not { Length: 2 } || !value.All(char.IsAsciiLetterUpper))
        {
            Add(path, $"'{value}' is not a country; allowed: two capital letters of ISO 3166-1, such as US or DE");
        }
    }

    public void Countries(string path, IList<string> values) => RuleChecks.Countries(values, path, problems);

    public void Tag(string path, int? tag)
    {
        if (tag <= 0) Add(path, $"{tag} is not a tag; allowed: the number of a tag, 1 and more");
    }
}
