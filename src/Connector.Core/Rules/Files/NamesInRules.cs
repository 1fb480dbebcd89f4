using System.Collections;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Files;

/// <summary>A name in the rules that only the shop can know.</summary>
/// <param name="Path">Where it stands in the file.</param>
public sealed record NameInRules(NameKind Kind, string Path, string Name);

public enum NameKind { CustomField, ShippingMethod, Store }

/// <summary>Finds names of the shop in the rules, wherever they stand. Patterns with * or ? are left out.</summary>
public static class NamesInRules
{
    public static IReadOnlyList<NameInRules> FindNames(this ConnectorRules rules)
    {
        var found = new List<NameInRules>();
        Walk(rules, "", found);
        return found;
    }

    private static void Walk(object owner, string path, List<NameInRules> found)
    {
        foreach (var member in RuleShape.From(owner.GetType()).Members.Values)
        {
            var place = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            switch (member.Name, member.Property.GetValue(owner))
            {
                case (_, null):
                    break;
                case ("CustomField", FieldCondition { Name: var name }):
                    Add(NameKind.CustomField, place, name, found);
                    break;
                // A dot leads into an object.
                case ("CustomField", string name):
                    Add(NameKind.CustomField, place, name.Split('.')[0], found);
                    break;
                case ("Methods" or "ShippingMethods", IEnumerable<string> names):
                    foreach (var name in names) Add(NameKind.ShippingMethod, place, name, found);
                    break;
                case ("Stores", IEnumerable<string> names):
                    foreach (var name in names) Add(NameKind.Store, place, name, found);
                    break;
                case (_, string):
                    break;
                case (_, IDictionary map):
                    foreach (DictionaryEntry entry in map) WalkInto(entry.Value, $"{place}.{entry.Key}", found);
                    break;
                case (_, IEnumerable list):
                    var index = 0;
                    foreach (var entry in list) WalkInto(entry, $"{place}[{index++}]", found);
                    break;
                case (_, var value):
                    WalkInto(value, place, found);
                    break;
            }
        }
    }

    private static void WalkInto(object? value, string path, List<NameInRules> found)
    {
        if (value?.GetType() is { IsClass: true } type && type != typeof(string) && type.Assembly == typeof(ConnectorRules).Assembly) Walk(value, path, found);
    }

    private static void Add(NameKind kind, string path, string name, List<NameInRules> found)
    {
        if (name.Length > 0 && !name.Contains('*', StringComparison.Ordinal) && !name.Contains('?', StringComparison.Ordinal)) found.Add(new NameInRules(kind, path, name));
    }
}
