using Connector.Core.Rules.Files;
using Microsoft.Extensions.Configuration;

namespace Connector.Local.Hosting;

/// <summary>Where settings come from, later ones win: connector.local.json (or --settings), the environment, --set. The merchant's rules file is added to them.</summary>
internal static class ConnectorConfiguration
{
    private const string DefaultSettings = "connector.local.json";

    public static IConfiguration Load(string? settingsFile, IReadOnlyList<string> set, IReadOnlyDictionary<string, string?>? defaults = null)
    {
        if (settingsFile is not null && !File.Exists(settingsFile)) throw new ConfigurationException($"--settings: the file {settingsFile} does not exist.");
        var settings = new ConfigurationBuilder();
        if (defaults is not null) settings.AddInMemoryCollection(defaults);
        settings.AddJsonFile(Path.GetFullPath(settingsFile ?? DefaultSettings), optional: settingsFile is null);
        settings.AddEnvironmentVariables();
        // The last one counts where a key is given twice.
        foreach (var one in set) settings.AddInMemoryCollection([Pair(one)]);
        try
        {
            return RulesSettings.Merge(settings.Build(), Directory.GetCurrentDirectory());
        }
        catch (RulesException e)
        {
            throw new ConfigurationException(e.Message, e);
        }
        catch (InvalidDataException e)
        {
            throw new ConfigurationException($"{settingsFile ?? DefaultSettings}: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    /// <summary>The settings file that <see cref="Load"/> took; null without one.</summary>
    public static string? SettingsFileOf(string? settingsFile)
    {
        var path = Path.GetFullPath(settingsFile ?? DefaultSettings);
        return File.Exists(path) ? path : null;
    }

    /// <summary>The rules file that <see cref="Load"/> took; null without one.</summary>
    public static string? RulesFileOf(IConfiguration configuration) => RulesSettings.FileOf(configuration, Directory.GetCurrentDirectory());

    private static KeyValuePair<string, string?> Pair(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? new(text[..at], text[(at + 1)..]) : throw new ConfigurationException($"--set {text}: use the form Key=Value.");
    }
}
