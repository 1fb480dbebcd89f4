using System.Collections;

namespace Connector.Core.Rules.Files;

/// <summary>Goes through everything that is set in the rules, wherever it is in the file.</summary>
internal static class RuleWalk
{
    /// <summary>Each member that is set, before what is inside it; and each rule in a list or map, under the member's name.</summary>
    public static IEnumerable<RuleEntry> List(ConnectorRules rules) => Inside(rules, "");

    /// <summary>The rules of one class, each with its path.</summary>
    public static IEnumerable<(string Path, T Rule)> Find<T>(ConnectorRules rules) where T : class => from each in List(rules) where each.Value is T select (each.Path, (T)each.Value);

    private static IEnumerable<RuleEntry> Inside(object owner, string path)
    {
        foreach (var member in RuleShape.From(owner.GetType()).Members.Values)
        {
            if (member.Read(owner) is not { } value) continue;
            var place = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            yield return new RuleEntry(place, member.Name, value);
            foreach (var (entry, at) in Entries(value, place).Where(static e => IsRule(e.Value)))
            {
                if (!ReferenceEquals(entry, value)) yield return new RuleEntry(at, member.Name, entry!);
                foreach (var inner in Inside(entry!, at)) yield return inner;
            }
        }
    }

    private static bool IsRule(object? value) => value?.GetType() is { IsClass: true } type && type != typeof(string) && type.Assembly == typeof(ConnectorRules).Assembly;

    private static IEnumerable<(object? Value, string Path)> Entries(object value, string path)
    {
        switch (value)
        {
            case IDictionary map:
                foreach (DictionaryEntry entry in map) yield return (entry.Value, $"{path}.{entry.Key}");
                break;
            case IEnumerable list and not string:
                var index = 0;
                foreach (var entry in list) yield return (entry, $"{path}[{index++}]");
                break;
            default:
                yield return (value, path);
                break;
        }
    }
}

/// <param name="Path">Where it is in the file.</param>
/// <param name="Name">The member's.</param>
internal readonly record struct RuleEntry(string Path, string Name, object Value);
