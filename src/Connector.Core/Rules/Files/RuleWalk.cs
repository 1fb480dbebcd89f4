using System.Collections;

namespace Connector.Core.Rules.Files;

/// <summary>Finds rules of one class wherever they are in the file.</summary>
internal static class RuleWalk
{
    /// <summary>Each with its path.</summary>
    public static IEnumerable<(string Path, T Rule)> Find<T>(ConnectorRules rules) where T : class => Inside<T>(rules, "");

    private static IEnumerable<(string Path, T Rule)> Inside<T>(object owner, string path) where T : class
    {
        if (owner is T found) yield return (path, found);
        foreach (var member in RuleShape.From(owner.GetType()).Members.Values)
        {
            var place = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            foreach (var (value, at) in Values(member.Property.GetValue(owner), place))
            {
                if (value is null || value.GetType() is var type && (!type.IsClass || type == typeof(string) || type.Assembly != typeof(ConnectorRules).Assembly)) continue;
                foreach (var inner in Inside<T>(value, at)) yield return inner;
            }
        }
    }

    private static IEnumerable<(object? Value, string Path)> Values(object? value, string path)
    {
        switch (value)
        {
            case null or string:
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map) yield return (entry.Value, $"{path}.{entry.Key}");
                break;
            case IEnumerable list:
                var index = 0;
                foreach (var entry in list) yield return (entry, $"{path}[{index++}]");
                break;
            default:
                yield return (value, path);
                break;
        }
    }
}
