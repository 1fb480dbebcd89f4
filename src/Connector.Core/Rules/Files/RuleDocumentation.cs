using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Connector.Core.Rules.Files;

/// <summary>Docstrings of the rules classes, so that editors show what the code says.</summary>
internal sealed partial class RuleDocumentation
{
    private readonly Dictionary<Assembly, Dictionary<string, string>> _summaries = [];

    /// <summary>Null without a docstring.</summary>
    public string? Find(Type type) => Summaries(type).GetValueOrDefault($"T:{Name(type)}");

    /// <summary>Null without a docstring.</summary>
    public string? Find(PropertyInfo property) => Summaries(property.DeclaringType!).GetValueOrDefault($"P:{Name(property.DeclaringType!)}.{property.Name}");

    /// <summary>The text, followed by what each value means where that is written down.</summary>
    public string? WithChoices(string? text, Type choices)
    {
        var summaries = Summaries(choices);
        var meanings = Enum.GetNames(choices)
            .Where(n => summaries.ContainsKey($"F:{Name(choices)}.{n}"))
            .Select(n => $"{n}: {summaries[$"F:{Name(choices)}.{n}"]}");
        var all = string.Join(" ", new[] { text }.Concat(meanings).Where(t => t is not null));
        return all.Length == 0 ? null : all;
    }

    /// <summary>Of the file in the program's folder, where every build puts it, also for a program in one file; the framework's own types have none.</summary>
    private Dictionary<string, string> Summaries(Type type)
    {
        if (_summaries.TryGetValue(type.Assembly, out var known)) return known;
        var file = Path.Combine(AppContext.BaseDirectory, $"{type.Assembly.GetName().Name}.xml");
        return _summaries[type.Assembly] = !File.Exists(file) ? [] : XDocument.Load(file).Descendants("member").Where(static m => m.Element("summary") is not null)
            .ToDictionary(static m => m.Attribute("name")!.Value, static m => Text(m.Element("summary")!), StringComparer.Ordinal);
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
