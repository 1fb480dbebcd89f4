using Connector.Commercetools;
using Connector.Core.Engine;
using Connector.Core.Engine.Alerts;
using Connector.Core.Rules.Files;
using Connector.Operations.Api;
using Connector.ShipStation;
using Connector.Sqlite;
using Microsoft.Extensions.Configuration;

namespace Connector.Local.Hosting;

/// <summary>The settings file (connector.local.json, or .jsonc): JSON with comments and trailing commas, in which a name that does not exist is refused.</summary>
internal static class SettingsFile
{
    private static readonly string[] s_defaults = ["connector.local.json", "connector.local.jsonc"];

    /// <summary>Everything that can be set on one machine.</summary>
    public static SettingsCatalog Catalog { get; } = new(
        [
            new(CommercetoolsOptions.SectionName, typeof(CommercetoolsOptions)), new(ShipStationOptions.SectionName, typeof(ShipStationOptions)),
            .. EngineSettings.Sections, new(TimerOptions.SectionName, typeof(TimerOptions)), new(SqliteOptions.SectionName, typeof(SqliteOptions)),
            new(OperationsOptions.SectionName, typeof(OperationsOptions)), new(AlertOptions.SectionName, typeof(AlertOptions))
        ],
        [new(ShipStationOptions.SectionName + ":Accounts", typeof(ShipStationOptions))],
        typeof(HostOptions));

    /// <summary>Settings outside of all sections.</summary>
    private sealed class HostOptions
    {
        /// <summary>The addresses of webhooks, operations API and page, with ; between them.</summary>
        public string? Urls { get; set; }
    }

    /// <summary>The named file, else the one in the current folder; null without one. Throws <see cref="ConfigurationException"/> where it is not clear.</summary>
    public static string? Find(string? named)
    {
        if (named is not null) return File.Exists(named) ? Path.GetFullPath(named) : throw new ConfigurationException($"--settings: the file {named} does not exist.");
        var found = s_defaults.Where(File.Exists).ToList();
        return found.Count < 2 ? found.Select(Path.GetFullPath).FirstOrDefault() : throw new ConfigurationException($"There are {string.Join(" and ", found)}; keep one of them, or name the one to use with --settings.");
    }

    /// <summary>Throws <see cref="ConfigurationException"/> with a line for each problem, which begins with the file.</summary>
    public static IReadOnlyDictionary<string, string?> Read(string path)
    {
        try
        {
            var json = File.ReadAllText(path);
            var problems = Catalog.Check(json);
            return problems.Count == 0 ? Catalog.Read(json) : throw new ConfigurationException(string.Join('\n', problems.Select(problem => $"{path}: {problem}")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Variables of the connector's own sections, as in Timers__PullOrdersSeconds; all others belong to other programs. Throws <see cref="ConfigurationException"/>.</summary>
    public static IReadOnlyDictionary<string, string?> ReadEnvironment() => ReadEnvironment(new ConfigurationBuilder().AddEnvironmentVariables().Build());

    /// <param name="environment">All variables of the process.</param>
    internal static IReadOnlyDictionary<string, string?> ReadEnvironment(IConfiguration environment)
    {
        var own = environment.AsEnumerable().Where(static pair => pair.Value is not null && Catalog.IsOwn(pair.Key)).ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        Refuse(own, static key => $"environment variable {key.Replace(":", "__", StringComparison.Ordinal)}: ");
        // It has the name that every ASP.NET Core program knows.
        if (environment[ListenUrls.Variable] is { } urls) own[ListenUrls.Variable] = urls;
        return own;
    }

    /// <summary>Throws <see cref="ConfigurationException"/> for those that do not exist or cannot be read.</summary>
    /// <param name="source">Where they come from, in front of the message, by key.</param>
    public static void Refuse(IEnumerable<KeyValuePair<string, string?>> settings, Func<string, string> source)
    {
        var problems = settings.Select(pair => Catalog.FindProblem(pair.Key, pair.Value) is { } problem ? source(pair.Key) + problem : null).OfType<string>().ToList();
        if (problems.Count > 0) throw new ConfigurationException(string.Join('\n', problems));
    }
}
