using System.Globalization;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Tests.Docs;
using Xunit;

namespace Connector.Tests.Core.Rules.Labels;

/// <summary>docs/labels.md says what the code does.</summary>
public sealed class LabelDocumentTests
{
    private static readonly Document s_document = Document.Read("docs/labels.md");

    /// <summary>Written out once, under Services and Guards.Limits.</summary>
    private static readonly string[] s_writtenOnce = ["Rules[].Select", "Rules[].Limits"];

    [Fact]
    public void The_tables_have_every_key_with_its_default()
    {
        var rows = Rows("Key").Select(r => $"{r[0].Trim('`')} = {r[1].Trim('`')}");
        Assert.Equal(Keys(typeof(LabelRules), "").Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_tables_have_every_code_once() =>
        Assert.Equal(LabelCodes.All.Order(StringComparer.Ordinal), Rows("Code").Select(r => r[0].Trim('`')).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_row_says_something() => Assert.All(Rows("Key").Concat(Rows("Code")), row => Assert.All(row, Assert.NotEmpty));

    [Fact]
    public void The_list_of_codes_has_every_constant() =>
        Assert.Equal(typeof(LabelCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal), LabelCodes.All.Order(StringComparer.Ordinal));

    [Fact]
    public void The_examples_can_be_used()
    {
        var examples = s_document.Text.Split("```json").Skip(1).Select(e => e.Split("```")[0]).ToList();
        Assert.True(examples.Count >= 5, $"{examples.Count} examples");
        const string Places = """{ "Locations": [{ "Key": "east", "StoreId": 1 }, { "Key": "west", "StoreId": 1 }], "Mapping": { "Customs": { "ShipFromCountry": "US" } }""";
        Assert.All(examples, example => RulesFile.Load($"{Places}, {example} }}"));
    }

    private static IEnumerable<string[]> Rows(string head) => s_document.Text.Split("\n## ").SelectMany(section => section.Split("\n### "))
        .Where(static part => !part.StartsWith("The API\n", StringComparison.Ordinal)).SelectMany(part => part.Split('\n')).Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Trim().Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray())
        .Where(row => row.Length == (head == "Key" ? 3 : 2));

    private static IEnumerable<string> Keys(Type type, string prefix)
    {
        var defaults = Activator.CreateInstance(type);
        foreach (var member in RuleShape.From(type).Members.Values)
        {
            var (key, shape) = (prefix + member.Name, member.Shape);
            var isList = shape.Kind == RuleKind.List && shape.Item!.Kind == RuleKind.Object && !IsCondition(shape.Item.Type);
            if (isList) foreach (var inner in Keys(shape.Item!.Type, key + "[].")) yield return inner;
            else if (shape.Kind == RuleKind.Object && !IsCondition(shape.Type) && !s_writtenOnce.Contains(key)) foreach (var inner in Keys(shape.Type, key + ".")) yield return inner;
            else yield return $"{key} = {Text(member.Read(defaults!))}";
        }
    }

    /// <summary>Written out in docs/rules.md.</summary>
    private static bool IsCondition(Type type) => type == typeof(FieldCondition) || type.IsAssignableTo(typeof(Condition));

    private static string Text(object? value) => value switch
    {
        null or System.Collections.IEnumerable and not string => "none",
        "" => "required",
        bool flag => flag ? "true" : "false",
        TimeSpan duration => duration.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!
    };
}
