using System.Numerics;

namespace Connector.Core.Mapping;

/// <summary>Collects faults of rules, each sentence starting with the path of its key.</summary>
internal sealed class RuleProblems(ICollection<string> problems)
{
    public void Add(string path, string text) => problems.Add($"{path}: {text}");

    public void OneOf(string path, string value, IReadOnlyCollection<string> allowed)
    {
        if (!allowed.Contains(value)) Add(path, $"'{value}' is not known; allowed: {string.Join(", ", allowed)}");
    }

    public void Range<T>(string path, T value, T least, T most) where T : INumber<T>
    {
        if (value < least || value > most) Add(path, $"{value} is not between {least} and {most}");
    }

    public void Length(string path, string value, int most)
    {
        if (value.Length > most) Add(path, $"has {value.Length} characters; at most {most} fit");
    }

    public void Country(string path, string value)
    {
        if (value is not { Length: 2 } || !value.All(char.IsAsciiLetter)) Add(path, $"'{value}' is not a country; two letters are needed (ISO 3166)");
    }
}
