using System.Text.Json;
using System.Text.RegularExpressions;

namespace Connector.Azure.Tests.Infra;

/// <summary>No secret passes through a template: not as a parameter, not read by a list function, not as an output, not as a text.</summary>
internal static partial class SecretCheck
{
    /// <summary>Of a compiled template, with the modules inside it.</summary>
    public static IEnumerable<string> Template(JsonElement template)
    {
        foreach (var at in AndBelow(template).Where(e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty("$schema", out _)))
        {
            foreach (var parameter in Members(at, "parameters").Where(p => Secret().IsMatch(p.Name) || IsSecure(p.Value))) yield return $"the parameter {parameter.Name} carries a secret";
            foreach (var output in Members(at, "outputs").Where(o => Secret().IsMatch(o.Name) || IsSecure(o.Value) || Secret().IsMatch(o.Value.GetProperty("value").GetRawText())))
                yield return $"the output {output.Name} shows a secret";
        }
        foreach (var text in Texts(template))
        {
            if (List().Match(text) is { Success: true } list) yield return $"{list.Groups["name"].Value} reads secrets";
            if (KeyText().IsMatch(text)) yield return "a key stands in the text";
        }
    }

    /// <summary>Settings that hold a secret are references to the vault.</summary>
    public static IEnumerable<string> Settings(Snapshot snapshot) => snapshot.AppSettings
        .Where(s => SecretSetting().IsMatch(s.Key) && !s.Value.Contains("@Microsoft.KeyVault(", StringComparison.Ordinal)).Select(s => $"{s.Key} is no reference to the vault");

    private static IEnumerable<JsonElement> AndBelow(JsonElement element) => (element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(p => p.Value),
        JsonValueKind.Array => element.EnumerateArray(),
        _ => Enumerable.Empty<JsonElement>()
    }).SelectMany(AndBelow).Prepend(element);

    private static IEnumerable<string> Texts(JsonElement element) => AndBelow(element).Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!);

    private static IEnumerable<JsonProperty> Members(JsonElement template, string name) =>
        template.TryGetProperty(name, out var members) ? members.EnumerateObject() : Enumerable.Empty<JsonProperty>();

    private static bool IsSecure(JsonElement parameter) =>
        parameter.TryGetProperty("type", out var type) && type.GetString()!.StartsWith("secure", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("password|secret(?!s?(User|Officer|Uri))|apiKey|token|connectionString|sharedKey|accessKey|primaryKey|secondaryKey|instrumentationKey",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\b(?<name>list[A-Z]\w*)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex List();

    [GeneratedRegex("(AccountKey|SharedAccessKey|SharedAccessSignature)=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyText();

    [GeneratedRegex("__(.*ApiKey|.*Secret|ClientId|.*Salt|.*Password)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretSetting();
}
