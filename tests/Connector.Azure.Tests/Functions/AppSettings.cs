using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Connector.Azure.Tests.Functions;

/// <summary>local.settings.sample.json, as the host hands it to the app.</summary>
internal static class AppSettings
{
    /// <summary>Beside the README.</summary>
    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Connector.sln"))) folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository is not above the tests.");
        return folder;
    }

    public static IReadOnlyDictionary<string, string?> Sample()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "local.settings.sample.json")));
        return file.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(static v => v.Name, static v => v.Value.GetString(), StringComparer.Ordinal);
    }

    /// <summary>With changes; a null takes a setting away.</summary>
    public static Dictionary<string, string?> With(params (string Key, string? Value)[] changes)
    {
        var settings = Sample().ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in changes)
        {
            if (value is null) settings.Remove(key);
            else settings[key] = value;
        }
        return settings;
    }

    /// <summary>As environment variables become configuration: two underlines are a colon.</summary>
    public static IConfigurationRoot AsConfiguration(IReadOnlyDictionary<string, string?> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(static s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), s.Value))).Build();
}
