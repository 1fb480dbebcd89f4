using Microsoft.Extensions.Configuration;

namespace Connector.Core.Rules.Files;

/// <summary>Where a host finds the merchant's rules: the file that Connector:RulesFile names, or connector.json (connector.jsonc) where there is one.</summary>
public static class RulesSettings
{
    private const string Setting = "Connector:RulesFile";
    /// <summary>The names that are looked for where no setting names one.</summary>
    public static IReadOnlyList<string> DefaultFiles { get; } = ["connector.json", "connector.jsonc"];

    /// <summary>
    /// The settings with the rules beneath them: settings win, so that one value can be tried out without touching the file. Throws
    /// <see cref="RulesException"/>, which names the file.
    /// </summary>
    /// <param name="folder">What relative paths start from.</param>
    public static IConfiguration Merge(IConfiguration settings, string folder)
    {
        if (Named(settings) is { } named && !File.Exists(Path.Combine(folder, named))) throw new RulesException([$"{Setting}: there is no file {named}."]);
        if (Named(settings) is null && DefaultFiles.All(name => File.Exists(Path.Combine(folder, name))))
            throw new RulesException([$"{Setting}: there are {string.Join(" and ", DefaultFiles)} in {Path.GetFullPath(folder)}; keep one of them, or name the one to use."]);
        if (FileOf(settings, folder) is not { } path) return settings;
        try
        {
            return new ConfigurationBuilder().AddConfiguration(RulesFile.ToConfiguration(File.ReadAllText(path), Path.GetDirectoryName(path))).AddConfiguration(settings).Build();
        }
        catch (RulesException e)
        {
            throw new RulesException([.. e.Problems.Select(problem => $"{path}: {problem}")]);
        }
    }

    /// <summary>The file that <see cref="Merge"/> takes; null without one.</summary>
    public static string? FileOf(IConfiguration settings, string folder)
    {
        IReadOnlyList<string> names = Named(settings) is { } named ? [named] : DefaultFiles;
        return names.Select(name => Path.GetFullPath(name, Path.GetFullPath(folder))).FirstOrDefault(File.Exists);
    }

    private static string? Named(IConfiguration settings) => settings[Setting] is { Length: > 0 } named ? named : null;
}
