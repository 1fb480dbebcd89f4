using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Connector.Core.Rules.Files;

/// <summary>A JSON document with comments and trailing commas, held against what may be in it.</summary>
internal sealed class ShapedDocument(char step)
{
    private const string SchemaMember = "$schema";
    private const string NoUnicode = "not valid Unicode; allowed: a text without half a surrogate pair";
    private static readonly JsonDocumentOptions s_reading = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };

    /// <summary>Problems with syntax (with line and column), names and types; empty when there are none.</summary>
    /// <param name="step">Between the names of a path.</param>
    public static IReadOnlyList<string> Check(string json, RuleShape shape, char step)
    {
        var problems = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(json, s_reading);
            new ShapedDocument(step).CheckValue(document.RootElement, shape, "", mayBeNull: false, problems);
        }
        catch (JsonException e)
        {
            problems.Add($"line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: not valid JSON ({Reason(e)})");
        }
        return problems;
    }

    /// <summary>As configuration; of a document that was checked.</summary>
    public static Dictionary<string, string?> Flatten(string json, RuleShape shape)
    {
        using var document = JsonDocument.Parse(json, s_reading);
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Flatten(document.RootElement, shape, "", values);
        return values;
    }

    private void CheckValue(JsonElement value, RuleShape shape, string path, bool mayBeNull, List<string> problems)
    {
        var where = path.Length == 0 ? "(file)" : path;
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!mayBeNull) problems.Add($"{where}: null is not allowed; allowed: {RuleValue.Allowed(shape)}");
            return;
        }
        if (value.ValueKind == JsonValueKind.String && Text(value) is null)
        {
            problems.Add($"{where}: {NoUnicode}");
            return;
        }
        if (shape.MayBeAlone && value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) return;
        if (value.ValueKind != JsonKind(shape.Kind, value.ValueKind))
        {
            problems.Add($"{where}: {Word(value.ValueKind)} is not allowed; allowed: {RuleValue.Allowed(shape)}");
            return;
        }
        switch (shape.Kind)
        {
            // Without content it would be lost on the way through configuration, where somebody wanted to say something.
            case RuleKind.Object when mayBeNull && !value.EnumerateObject().Any():
                problems.Add($"{path}: is empty; allowed: {string.Join(", ", shape.Members.Keys)}");
                break;
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
    private void CheckItem(JsonElement item, RuleShape shape, string path, List<string> problems)
    {
        if (item.ValueKind == JsonValueKind.Object && !item.EnumerateObject().Any())
        {
            problems.Add($"{path}: is empty; allowed: {string.Join(", ", shape.Members.Keys)}");
            return;
        }
        CheckValue(item, shape, path, mayBeNull: false, problems);
    }

    private void CheckMembers(JsonElement value, RuleShape shape, string path, List<string> problems)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in value.EnumerateObject())
        {
            if (NameOf(member) is null)
            {
                problems.Add($"{(path.Length == 0 ? "(file)" : path)}: a name in it is {NoUnicode}");
                continue;
            }
            var at = path.Length == 0 ? member.Name : $"{path}{step}{member.Name}";
            if (!seen.Add(member.Name)) problems.Add($"{at}: given twice");
            if (shape.Kind == RuleKind.Map)
            {
                if (string.IsNullOrWhiteSpace(member.Name)) problems.Add($"{at}: has no name; allowed: a text");
                if (member.Name.Contains(':', StringComparison.Ordinal)) problems.Add($"{at}: has ':' in its name; allowed: names without it, or for look-ups a File");
                CheckValue(member.Value, shape.Item!, at, mayBeNull: false, problems);
            }
            else if (shape.Members.TryGetValue(member.Name, out var known))
            {
                CheckValue(member.Value, known.Shape, at, member.Value.ValueKind is JsonValueKind.Null or JsonValueKind.Object && known.MayBeNull, problems);
            }
            else if (path.Length > 0 || member.Name != SchemaMember)
            {
                problems.Add($"{at}: unknown name; allowed: {string.Join(", ", shape.Members.Keys)}{NearestName.Suggest(member.Name, shape.Members.Keys)}");
            }
        }
    }

    /// <summary>Null for half of a surrogate pair, and for bytes that are none of UTF-8.</summary>
    private static string? Text(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Null and empty lists and objects leave the default as it is, as if they were not there.</summary>
    private static void Flatten(JsonElement value, RuleShape? shape, string key, Dictionary<string, string?> values)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    if (key.Length > 0 || member.Name != SchemaMember) Flatten(member.Value, shape?.Kind == RuleKind.Map ? shape.Item : shape?.Members.GetValueOrDefault(member.Name)?.Shape, Join(key, member.Name), values);
                }
                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in value.EnumerateArray()) Flatten(item, shape?.Item, Join(key, $"{i++}"), values);
                break;
            case JsonValueKind.Null:
                break;
            default:
                values[shape?.MayBeAlone == true ? Join(key, "0") : key] = value.ToString();
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
        RuleKind.Scalar when given is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => given,
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
