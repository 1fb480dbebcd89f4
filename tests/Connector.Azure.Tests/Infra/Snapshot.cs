using System.Text.Json;
using System.Text.RegularExpressions;

namespace Connector.Azure.Tests.Infra;

/// <summary>
/// What a deployment would make, as the compiler evaluated it into a committed file. <see cref="SnapshotTests"/> holds the files against the templates; these tests hold them against the code.
/// </summary>
internal sealed record Snapshot(string Name, IReadOnlyList<DeployedResource> Resources)
{
    /// <summary>Parameter files without their ending, by name.</summary>
    public static IReadOnlyDictionary<string, string> Paths { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["dev"] = "infra/environments/dev",
        ["prod"] = "infra/environments/prod",
        ["everything"] = "tests/Connector.Azure.Tests/Infra/everything"
    };

    public static Snapshot Read(string name) => Parse(name, Repository.Text(Paths[name] + ".snapshot.json"));

    public static Snapshot Parse(string name, string json)
    {
        using var document = JsonDocument.Parse(json);
        return new Snapshot(name, [.. document.RootElement.GetProperty("predictedResources").EnumerateArray().Select(r => new DeployedResource(r.Clone()))]);
    }

    public IEnumerable<DeployedResource> Of(string type) => Resources.Where(r => r.Type.Equals(type, StringComparison.OrdinalIgnoreCase));

    /// <summary>Every app setting; a value that is known only while deploying stands there as its expression.</summary>
    public IReadOnlyDictionary<string, string> AppSettings => Of("Microsoft.Web/sites/config").Where(r => r.Name.EndsWith("/appsettings", StringComparison.Ordinal))
        .SelectMany(r => r.Properties.EnumerateObject()).ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
}

/// <param name="Json">Id, type, name, properties.</param>
internal sealed partial record DeployedResource(JsonElement Json)
{
    public string Type => Json.GetProperty("type").GetString()!;
    public string Name => Json.GetProperty("name").GetString()!;
    public JsonElement Properties => Json.TryGetProperty("properties", out var properties) ? properties : default;

    /// <summary>Last part of the name.</summary>
    public string ShortName => Name.Split('/')[^1];

    /// <summary>Resource that this one extends, such as the target of a role; null for the whole resource group.</summary>
    public string? Scope
    {
        get
        {
            var id = Json.GetProperty("id").GetString()!;
            if (Extension().Match(id) is { Success: true } extension) return extension.Groups["scope"].Value;
            var scope = id.Split("/providers/" + Type)[0];
            return scope.Contains("/providers/", StringComparison.Ordinal) ? scope : null;
        }
    }

    /// <summary>Text, number or truth at a path such as properties.lockDuration, as JSON writes it without quotes; null when nothing is there.</summary>
    public string? At(string path)
    {
        var at = Json;
        foreach (var part in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at)) return null;
        }
        return at.ValueKind switch { JsonValueKind.String => at.GetString(), JsonValueKind.Null => null, _ => at.GetRawText() };
    }

    [GeneratedRegex(@"^\[extensionResourceId\('(?<scope>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Extension();
}
