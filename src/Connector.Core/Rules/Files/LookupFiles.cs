using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Files;

/// <summary>Reads the tables that look-ups have in files of their own, once, when the rules are loaded.</summary>
public static class LookupFiles
{
    private const long MaxBytes = 20_000_000;

    /// <summary>Full paths of these files.</summary>
    public static IReadOnlyList<string> ListLookupFiles(this ConnectorRules rules) =>
        [.. RuleWalk.Find<LookupSource>(rules).Select(static found => found.Rule.File).OfType<string>().Where(Path.IsPathRooted).Distinct(StringComparer.Ordinal)];

    /// <summary>Throws <see cref="RulesException"/> for files that cannot be used.</summary>
    internal static void Read(ConnectorRules rules)
    {
        var problems = new List<string>();
        foreach (var (path, lookup) in RuleWalk.Find<LookupSource>(rules))
        {
            if (lookup.File is { } file && Path.IsPathRooted(file) && lookup.Rows is null) lookup.Rows = Read(file, $"{path}.{nameof(lookup.File)}", problems);
        }
        if (problems.Count > 0) throw new RulesException(problems);
    }

    private static Dictionary<string, string> Read(string file, string path, List<string> problems)
    {
        try
        {
            if (new FileInfo(file).Length <= MaxBytes) return LookupTable.Parse(File.ReadAllText(file), path, problems);
            problems.Add($"{path}: {file} is larger than {MaxBytes / 1_000_000} MB; allowed: smaller files");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{path}: {file} cannot be read; allowed: a CSV file beside the rules file");
        }
        return [];
    }
}
