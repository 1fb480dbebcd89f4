using Connector.Core.Rules.Files;
using Microsoft.Extensions.Configuration;

namespace Connector.Local.Hosting;

/// <summary>Where settings come from, later ones win: connector.local.json (or --settings), the environment, --set. The merchant's rules file is added to them.</summary>
internal static class ConnectorConfiguration
{
    public static IConfiguration Load(string? settingsFile, IReadOnlyList<string> set, IReadOnlyDictionary<string, string?>? defaults = null) =>
        new RulesOrigin(LoadSettings(settingsFile, set, defaults), Directory.GetCurrentDirectory()).Load();

    /// <summary>The settings without the rules file. Throws <see cref="ConfigurationException"/> with one line for each problem.</summary>
    public static IConfiguration LoadSettings(string? settingsFile, IReadOnlyList<string> set, IReadOnlyDictionary<string, string?>? defaults = null)
    {
        var settings = new ConfigurationBuilder();
        if (defaults is not null) settings.AddInMemoryCollection(defaults);
        if (SettingsFile.Find(settingsFile) is { } path) settings.AddInMemoryCollection(SettingsFile.Read(path));
        settings.AddInMemoryCollection(SettingsFile.ReadEnvironment());
        // The last one counts where a key is given twice.
        var pairs = set.Select(Pair).ToList();
        foreach (var pair in pairs) settings.AddInMemoryCollection([pair]);
        SettingsFile.Refuse(pairs, static _ => "--set ");
        return settings.Build();
    }

    /// <summary>The settings file that <see cref="Load"/> took; null without one.</summary>
    public static string? SettingsFileOf(string? settingsFile) => SettingsFile.Find(settingsFile);

    /// <summary>The rules file that <see cref="Load"/> took; null without one.</summary>
    public static string? RulesFileOf(IConfiguration configuration) => RulesSettings.FileOf(configuration, Directory.GetCurrentDirectory());

    private static KeyValuePair<string, string?> Pair(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? new(text[..at], text[(at + 1)..]) : throw new ConfigurationException($"--set {text}: use the form Key=Value.");
    }
}
