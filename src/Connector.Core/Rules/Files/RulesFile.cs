using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Connector.Core.Rules.Files;

/// <summary>The rules file (connector.json): JSON with comments and trailing commas.</summary>
public static class RulesFile
{
    private const string SchemaMember = "$schema";
    private static readonly JsonDocumentOptions Reading = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 };

    /// <summary>Reads and checks the whole file. Throws <see cref="RulesException"/> with all problems at once; never returns rules that cannot be used.</summary>
    /// <param name="folder">Of the file: tables of look-ups may be files beside it. Null: none are read.</param>
    public static ConnectorRules Load(string json, string? folder = null)
    {
        var rules = new ConnectorRules();
        ToConfiguration(json, folder).Bind(rules);
        LookupFiles.Read(rules);
        var problems = RulesValidator.Problems(rules);
        return problems.Count == 0 ? rules : throw new RulesException(problems);
    }

    /// <summary>
    /// The file as configuration for <see cref="RulesRegistration.AddConnectorRules"/>, after a check of names and types. Throws <see cref="RulesException"/>.
    /// </summary>
    /// <param name="folder">Of the file: tables of look-ups may be files beside it. Null: none are read.</param>
    public static IConfigurationRoot ToConfiguration(string json, string? folder = null)
    {
        var problems = Check(json).ToList();
        if (problems.Count > 0) throw new RulesException(problems);
        using var document = JsonDocument.Parse(json, Reading);
        var values = new Dictionary<string, string?>();
        Flatten(document.RootElement, RuleShape.From(typeof(ConnectorRules)), "", values);
        if (folder is not null) Beside(folder, values, problems);
        if (problems.Count > 0) throw new RulesException(problems);
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
        if (shape.MayBeAlone && value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False) return;
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
                if (string.IsNullOrWhiteSpace(member.Name)) problems.Add($"{at}: has no name; allowed: a text");
                if (member.Name.Contains(':', StringComparison.Ordinal)) problems.Add($"{at}: has ':' in its name; allowed: names without it, or for look-ups a File");
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

    /// <summary>Tables of look-ups are beside the file, whatever the current folder is.</summary>
    private static void Beside(string folder, Dictionary<string, string?> values, List<string> problems)
    {
        const string End = ":Lookup:File";
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        foreach (var (key, file) in values.Where(static v => v.Key.EndsWith(End, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(v.Value)).ToList())
        {
            var full = Path.GetFullPath(file!, root);
            if (full.StartsWith(root, StringComparison.Ordinal)) values[key] = full;
            else problems.Add($"{PlaceOf(key)}: '{file}' is not in the folder of the rules file; allowed: a file beside it");
        }
    }

    /// <summary>As problems name it: Mapping.Items.Options[0].Value.</summary>
    private static string PlaceOf(string key) => string.Concat(key.Split(':').Select(static (step, i) => step.All(char.IsAsciiDigit) ? $"[{step}]" : i == 0 ? step : $".{step}"));

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
