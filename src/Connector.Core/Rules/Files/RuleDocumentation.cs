using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Connector.Core.Rules.Files;

/// <summary>Docstrings of the rules classes, so that editors show what the code says.</summary>
internal sealed partial class RuleDocumentation
{
    private readonly Dictionary<string, string> _summaries;

    private RuleDocumentation(XDocument file) => _summaries = file.Descendants("member")
        .Where(m => m.Element("summary") is not null)
        .ToDictionary(m => m.Attribute("name")!.Value, m => Text(m.Element("summary")!), StringComparer.Ordinal);

    public static RuleDocumentation LoadCore() => new(XDocument.Load(Path.ChangeExtension(typeof(ConnectorRules).Assembly.Location, ".xml")));

    /// <summary>Null without a docstring.</summary>
    public string? Find(Type type) => _summaries.GetValueOrDefault($"T:{Name(type)}");

    /// <summary>Null without a docstring.</summary>
    public string? Find(PropertyInfo property) => _summaries.GetValueOrDefault($"P:{Name(property.DeclaringType!)}.{property.Name}");

    /// <summary>The text, followed by what each value means where that is written down.</summary>
    public string? WithChoices(string? text, Type choices)
    {
        var meanings = Enum.GetNames(choices)
            .Where(n => _summaries.ContainsKey($"F:{Name(choices)}.{n}"))
            .Select(n => $"{n}: {_summaries[$"F:{Name(choices)}.{n}"]}");
        var all = string.Join(" ", new[] { text }.Concat(meanings).Where(t => t is not null));
        return all.Length == 0 ? null : all;
    }

    private static string Name(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string Text(XElement summary)
    {
        foreach (var reference in summary.Descendants().Where(e => e.Attribute("cref") is not null).ToList())
        {
            reference.ReplaceWith(reference.Attribute("cref")!.Value.Split('.', ':')[^1]);
        }
        return Blanks().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
