namespace Connector.Azure.Tests.Infra;

/// <summary>Every app setting that the code needs is set, and none that it does not know: unknown ones are misspelt, or forbidden on Flex Consumption.</summary>
internal static class AppSettingsCheck
{
    public static IEnumerable<string> Run(BicepFiles files, IReadOnlySet<string> needed, IReadOnlySet<string> known)
    {
        var set = files.Templates.SelectMany(SettingsOf).ToHashSet(StringComparer.Ordinal);
        return needed.Except(set).Select(n => $"{n} is not set").Concat(set.Where(n => !known.Contains(n)).Select(n => $"{n} is set, but nothing reads it"));
    }

    /// <summary>Keys of the resource Microsoft.Web/sites/config "appsettings", through the variables that it is put together from.</summary>
    private static IEnumerable<string> SettingsOf(BicepFile file) => file.Resources
        .Where(r => r.Type == "Microsoft.Web/sites/config" && Properties.Find(r.Body, "name")?.Literal == "appsettings")
        .SelectMany(r => Keys(file, Properties.Find(r.Body, "properties")!, []));

    private static IEnumerable<string> Keys(BicepFile file, BicepNode value, HashSet<string> seen)
    {
        if (value.Kind == "object") return Properties.Of(value).Select(Properties.NameOf);
        if (value.Kind != "identifier") return value.Parts.SelectMany(part => Keys(file, part, seen));
        var variable = file.Variables.FirstOrDefault(v => v.Name == value.Text);
        return variable is not null && seen.Add(value.Text) ? Keys(file, variable.Value, seen) : [];
    }
}
