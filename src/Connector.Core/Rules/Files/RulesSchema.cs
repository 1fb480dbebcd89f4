using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connector.Core.Rules.Files;

/// <summary>Writes the JSON Schema of the rules file out of the rules classes: names, kinds, choices and defaults, with their docstrings as descriptions.</summary>
public sealed class RulesSchema
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly RuleDocumentation _documentation = new();
    private readonly SortedDictionary<string, JsonNode> _definitions = new(StringComparer.Ordinal);
    private readonly bool _isPartial;

    private RulesSchema(bool isPartial) => _isPartial = isPartial;

    /// <summary>The whole schema of the rules file as text, with a line end. Needs the documentation file (Connector.Core.xml) beside the assembly, where every build puts it.</summary>
    public static string Write() => Write(RuleShape.From(typeof(ConnectorRules)), "Rules of the connector", isPartial: false);

    /// <param name="isPartial">Others may give what is missing: nothing is required.</param>
    internal static string Write(RuleShape shape, string title, bool isPartial)
    {
        var schema = new RulesSchema(isPartial);
        var root = schema.ObjectOf(shape);
        ((JsonObject)root["properties"]!).Insert(0, "$schema", new JsonObject { ["type"] = "string" });
        var document = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (name, value) in root) document[name] = value?.DeepClone();
        foreach (var (name, definition) in SchemaDetails.Definitions(!isPartial)) schema._definitions[name] = definition;
        document["$defs"] = new JsonObject(schema._definitions.Select(d => KeyValuePair.Create<string, JsonNode?>(d.Key, d.Value)));
        return document.ToJsonString(Layout) + "\n";
    }

    private JsonObject ObjectOf(RuleShape shape)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var member in shape.Members.Values)
        {
            var byDefault = member.Property?.DeclaringType is { } owner && (shape.IsCombined ? owner : shape.Type) is var type ? member.Read(Activator.CreateInstance(type)!) : null;
            properties[member.Name] = MemberOf(member, byDefault);
            if (!_isPartial && IsRequired(member, byDefault)) required.Add(member.Name);
        }
        var node = new JsonObject { ["type"] = "object" };
        if (!shape.IsCombined) node["description"] = _documentation.Find(shape.Type);
        node["properties"] = properties;
        if (required.Count > 0) node["required"] = required;
        node["additionalProperties"] = false;
        if (!_isPartial) SchemaDetails.Add(shape, node);
        return node;
    }

    /// <summary>A text that is empty by default is one that must be given.</summary>
    private static bool IsRequired(RuleMember member, object? byDefault) =>
        member.Property?.IsDefined(typeof(RequiredAttribute)) == true || (byDefault is "" && !member.MayBeNull);

    private JsonObject MemberOf(RuleMember member, object? byDefault)
    {
        var node = ValueOf(member.Shape);
        var text = member.Property is null ? null : _documentation.Find(member.Property);
        if (member.Shape.Kind == RuleKind.Choice) text = _documentation.WithChoices(text, member.Shape.Type);
        if (text is not null) node["description"] = text;
        if (member.Property?.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
        {
            node["enum"] = new JsonArray([.. allowed.Values.Select(v => v is null ? null : (JsonNode)JsonValue.Create(v.ToString())!)]);
        }
        SchemaDetails.Add(member, node, !_isPartial);
        if (member.MayBeNull) MakeNullable(node);
        if (Default(byDefault) is { } value) node["default"] = value;
        return node;
    }

    private JsonObject ValueOf(RuleShape shape) => shape.Kind switch
    {
        RuleKind.Object when shape.IsCombined => ObjectOf(shape),
        RuleKind.Object => new JsonObject { ["$ref"] = $"#/$defs/{Define(shape)}" },
        RuleKind.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = ValueOf(shape.Item!) },
        RuleKind.Scalar => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
        RuleKind.List when shape.MayBeAlone => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "array"), ["items"] = ValueOf(shape.Item!) },
        RuleKind.List => new JsonObject { ["type"] = "array", ["items"] = ValueOf(shape.Item!) },
        RuleKind.Flag => new JsonObject { ["type"] = "boolean" },
        RuleKind.Whole when shape.Type == typeof(int) => new JsonObject { ["type"] = "integer", ["maximum"] = int.MaxValue },
        RuleKind.Whole => new JsonObject { ["type"] = "integer" },
        RuleKind.Number => new JsonObject { ["type"] = "number" },
        RuleKind.Choice => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. shape.Choices.Select(c => (JsonNode)c)]) },
        RuleKind.Duration => new JsonObject { ["type"] = "string", ["pattern"] = @"^(\d+\.)?\d{1,2}:\d{2}(:\d{2})?$" },
        RuleKind.TimeOfDay => new JsonObject { ["type"] = "string", ["pattern"] = @"^\d{2}:\d{2}(:\d{2})?$" },
        RuleKind.Date => new JsonObject { ["type"] = "string", ["format"] = "date", ["pattern"] = @"^\d{4}-\d{2}-\d{2}$" },
        _ => new JsonObject { ["type"] = "string" }
    };

    private string Define(RuleShape shape)
    {
        var type = shape.Type;
        var name = type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{type.GetGenericArguments()[0].Name}" : type.Name;
        if (_definitions.ContainsKey(name)) return name;
        _definitions[name] = new JsonObject();
        _definitions[name] = ObjectOf(shape);
        return name;
    }

    private static void MakeNullable(JsonObject node)
    {
        if (node["$ref"] is { } reference)
        {
            node.Remove("$ref");
            node.Insert(0, "anyOf", new JsonArray(new JsonObject { ["$ref"] = reference.DeepClone(), ["minProperties"] = 1 }, new JsonObject { ["type"] = "null" }));
            return;
        }
        node["type"] = new JsonArray(node["type"]!.DeepClone(), "null");
        if (node["enum"] is JsonArray choices && !choices.Contains(null)) choices.Add((JsonNode?)null);
    }

    private static JsonNode? Default(object? value) => value switch
    {
        string { Length: > 0 } text => text,
        bool flag => flag,
        Enum choice => choice.ToString(),
        TimeSpan duration => duration.ToString("c", CultureInfo.InvariantCulture),
        int and not 0 or long and not 0L or decimal and not 0m => JsonSerializer.SerializeToNode(value),
        _ => null
    };
}
