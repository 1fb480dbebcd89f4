using Microsoft.Extensions.Configuration;

namespace Connector.Core.Rules.Files;

/// <summary>The rules file (connector.json): JSON with comments and trailing commas.</summary>
public static class RulesFile
{
    private static readonly RuleShape s_shape = RuleShape.From(typeof(ConnectorRules));

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
        var values = ShapedDocument.Flatten(json, s_shape);
        if (folder is not null) Beside(folder, values, problems);
        if (problems.Count > 0) throw new RulesException(problems);
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }

    /// <summary>Problems with syntax (with line and column), names and types; empty when there are none. What the rules mean is checked by <see cref="RulesValidator"/>.</summary>
    public static IReadOnlyList<string> Check(string json) => ShapedDocument.Check(json, s_shape, '.');

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
}
