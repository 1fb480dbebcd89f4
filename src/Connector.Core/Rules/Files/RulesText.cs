using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Files;

/// <summary>
/// Writes rules as the shortest rules file that means the same: members in the order of declaration, defaults left out. So comments, layout and the order of
/// members make no new version, and neither does a setting that a newer connector adds.
/// </summary>
public static class RulesText
{
    private static readonly JsonSerializerOptions s_layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static RuleVersion ComputeVersion(this ConnectorRules rules)
    {
        var text = Write(rules);
        return new RuleVersion(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), text);
    }

    public static string Write(ConnectorRules rules) => Members(rules, withDefaults: false).ToJsonString(s_layout) + "\n";

    private static JsonObject Members(object owner, bool withDefaults)
    {
        if (owner is LookupSource { Rows: { } rows } read) owner = WithRows(read, rows);
        var defaults = Activator.CreateInstance(owner.GetType())!;
        var members = new JsonObject();
        foreach (var member in RuleShape.From(owner.GetType()).Members.Values)
        {
            var value = member.Read(owner);
            if (value is null || (!withDefaults && member.Shape.Kind is not (RuleKind.Object or RuleKind.List or RuleKind.Map) && Equals(value, member.Read(defaults)))) continue;
            if (Node(member.Shape, value) is not (null or JsonObject { Count: 0 } or JsonArray { Count: 0 }) and var node) members[member.Name] = node;
        }
        return members;
    }

    /// <summary>The rows are part of what the rules say; where they came from is not.</summary>
    private static LookupSource WithRows(LookupSource read, IReadOnlyDictionary<string, string> rows) =>
        new() { Of = read.Of, Default = read.Default, Csv = LookupTable.Write(rows) };

    private static JsonNode? Node(RuleShape shape, object value) => shape.Kind switch
    {
        RuleKind.Object => Members(value, withDefaults: false),
        RuleKind.List => new JsonArray([.. ((IEnumerable)value).Cast<object>().Select(item => Entry(shape.Item!, item))]),
        RuleKind.Map => Map(shape, (IDictionary)value),
        RuleKind.Flag => JsonValue.Create((bool)value),
        RuleKind.Whole => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        RuleKind.Number => JsonValue.Create(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        RuleKind.Duration => JsonValue.Create(((TimeSpan)value).ToString("c", CultureInfo.InvariantCulture)),
        RuleKind.TimeOfDay => JsonValue.Create(((TimeOnly)value).ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
        RuleKind.Date => JsonValue.Create(((DateOnly)value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(value.ToString())
    };

    private static JsonObject Map(RuleShape shape, IDictionary entries)
    {
        var members = new JsonObject();
        foreach (var key in entries.Keys.Cast<string>().Order(StringComparer.Ordinal)) members[key] = Entry(shape.Item!, entries[key]!);
        return members;
    }

    /// <summary>An entry that says only defaults would be empty, and a file may hold no empty ones.</summary>
    private static JsonNode? Entry(RuleShape shape, object item) =>
        Node(shape, item) is JsonObject { Count: 0 } && shape.Kind == RuleKind.Object ? Members(item, withDefaults: true) : Node(shape, item);
}
