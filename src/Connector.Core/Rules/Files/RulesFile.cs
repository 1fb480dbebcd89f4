using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Connector.Core.Rules.Files;

/// <summary>The rules file (connector.json): JSON with comments and trailing commas.</summary>
public static class RulesFile
{
    private const string SchemaMember = "$schema";
    private static readonly JsonDocumentOptions Reading = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };

    /// <summary>Reads and checks the whole file. Throws <see cref="RulesException"/> with all problems at once; never returns rules that cannot be used.</summary>
    public static ConnectorRules Load(string json)
    {
        var rules = new ConnectorRules();
        ToConfiguration(json).Bind(rules);
        var problems = RulesValidator.Problems(rules);
        return problems.Count == 0 ? rules : throw new RulesException(problems);
    }

    /// <summary>
    /// The file as configuration for <see cref="RulesRegistration.AddConnectorRules"/>, after a check of names and types. Throws <see cref="RulesException"/>.
    /// </summary>
    public static IConfigurationRoot ToConfiguration(string json)
    {
        var problems = Check(json);
        if (problems.Count > 0) throw new RulesException(problems);
        using var document = JsonDocument.Parse(json, Reading);
        var values = new Dictionary<string, string?>();
        Flatten(document.RootElement, "", values);
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }

    /// <summary>Problems with syntax (with line and column), names and types; empty when there are none. What the rules mean is checked by <see cref="RulesValidator"/>.</summary>
    public static IReadOnlyList<string> Check(string json)
    {
        var problems = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(json, Reading);
            CheckValue(document.RootElement, RuleShape.From(typeof(ConnectorRules)), "", mayBeNull: false, problems);
        }
        catch (JsonException e)
        {
            problems.Add($"line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: not valid JSON ({Reason(e)})");
        }
        return problems;
    }

    private static void CheckValue(JsonElement value, RuleShape shape, string path, bool mayBeNull, List<string> problems)
    {
        var where = path.Length == 0 ? "(file)" : path;
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!mayBeNull) problems.Add($"{where}: null is not allowed; allowed: {RuleValue.Allowed(shape)}");
            return;
        }
        if (value.ValueKind != JsonKind(shape.Kind, value.ValueKind))
        {
            problems.Add($"{where}: {Word(value.ValueKind)} is not allowed; allowed: {RuleValue.Allowed(shape)}");
            return;
        }
        switch (shape.Kind)
        {
            case RuleKind.Object or RuleKind.Map:
                CheckMembers(value, shape, path, problems);
                break;
            case RuleKind.List:
                var i = 0;
                foreach (var item in value.EnumerateArray()) CheckItem(item, shape.Item!, $"{path}[{i++}]", problems);
                break;
            default:
                if (RuleValue.Problem(shape, value.ToString()) is { } problem) problems.Add($"{where}: {problem}");
                break;
        }
    }

    /// <summary>An entry without content would be lost on the way through configuration, and it says nothing.</summary>
    private static void CheckItem(JsonElement item, RuleShape shape, string path, List<string> problems)
    {
        if (item.ValueKind == JsonValueKind.Object && !item.EnumerateObject().Any())
        {
            problems.Add($"{path}: is empty; allowed: {string.Join(", ", shape.Members.Keys)}");
            return;
        }
        CheckValue(item, shape, path, mayBeNull: false, problems);
    }

    private static void CheckMembers(JsonElement value, RuleShape shape, string path, List<string> problems)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in value.EnumerateObject())
        {
            var at = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
            if (!seen.Add(member.Name)) problems.Add($"{at}: given twice");
            if (shape.Kind == RuleKind.Map)
            {
                CheckValue(member.Value, shape.Item!, at, mayBeNull: false, problems);
            }
            else if (shape.Members.TryGetValue(member.Name, out var known))
            {
                CheckValue(member.Value, known.Shape, at, known.MayBeNull, problems);
            }
            else if (path.Length > 0 || member.Name != SchemaMember)
            {
                problems.Add($"{at}: unknown name; allowed: {string.Join(", ", shape.Members.Keys)}{NearestName.Suggest(member.Name, shape.Members.Keys)}");
            }
        }
    }

    /// <summary>Null and empty lists and objects leave the default as it is, as if they were not there.</summary>
    private static void Flatten(JsonElement value, string key, Dictionary<string, string?> values)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (key.Length > 0 || member.Name != SchemaMember) Flatten(member.Value, Join(key, member.Name), values);
                }
                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in value.EnumerateArray()) Flatten(item, Join(key, $"{i++}"), values);
                break;
            case JsonValueKind.Null:
                break;
            default:
                values[key] = value.ToString();
                break;
        }
    }

    private static string Join(string key, string name) => key.Length == 0 ? name : ConfigurationPath.Combine(key, name);

    private static JsonValueKind JsonKind(RuleKind kind, JsonValueKind given) => kind switch
    {
        RuleKind.Object or RuleKind.Map => JsonValueKind.Object,
        RuleKind.List => JsonValueKind.Array,
        RuleKind.Flag => given == JsonValueKind.False ? JsonValueKind.False : JsonValueKind.True,
        RuleKind.Whole or RuleKind.Number => JsonValueKind.Number,
        _ => JsonValueKind.String
    };

    private static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true or false"
    };

    /// <summary>The parser's message without the place, which is in front already.</summary>
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
    }
}
