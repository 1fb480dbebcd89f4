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
        foreach (var (path, member, value) in RuleWalk.List(rules))
        {
            switch (member, value)
            {
                case ("CustomField", FieldCondition { Name: var name }):
                    Add(NameKind.CustomField, path, name, found);
                    break;
                // A dot leads into an object.
                case ("CustomField", string name):
                    Add(NameKind.CustomField, path, name.Split('.')[0], found);
                    break;
                case ("Methods" or "ShippingMethods", IEnumerable<string> names):
                    foreach (var name in names) Add(NameKind.ShippingMethod, path, name, found);
                    break;
                case ("Stores", IEnumerable<string> names):
                    foreach (var name in names) Add(NameKind.Store, path, name, found);
                    break;
            }
        }
        return found;
    }

    private static void Add(NameKind kind, string path, string name, List<NameInRules> found)
    {
        if (name.Length > 0 && !name.Contains('*', StringComparison.Ordinal) && !name.Contains('?', StringComparison.Ordinal)) found.Add(new NameInRules(kind, path, name));
    }
}
