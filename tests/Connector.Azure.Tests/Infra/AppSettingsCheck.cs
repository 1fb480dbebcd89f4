using System.Text.RegularExpressions;

namespace Connector.Azure.Tests.Infra;

/// <summary>Every app setting that the code needs is set, and none that it does not know: unknown ones are misspelt, or forbidden on Flex Consumption.</summary>
internal static partial class AppSettingsCheck
{
    public static IEnumerable<string> Run(Snapshot snapshot, IReadOnlySet<string> needed, IReadOnlySet<string> known)
    {
        // One account stands for all.
        var set = snapshot.AppSettings.Keys.Select(n => Account().Replace(n, "Accounts__*__")).ToHashSet(StringComparer.Ordinal);
        return needed.Except(set).Select(n => $"{n} is not set").Concat(set.Where(n => !known.Contains(n)).Select(n => $"{n} is set, but nothing reads it"));
    }

    [GeneratedRegex("Accounts__[^_]+__", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Account();
}
