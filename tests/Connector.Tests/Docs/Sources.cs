using System.Text.RegularExpressions;
using Xunit;

namespace Connector.Tests.Docs;

/// <summary>What the documents describe and only the sources know.</summary>
internal static partial class Sources
{
    /// <summary>Files of ours under these folders; nothing that a build made.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] folders) =>
        from folder in folders
        let path = Path.Combine(Document.Root, folder)
        from file in Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(path, file).Split(Path.DirectorySeparatorChar)
        where !parts.Contains("obj") && !parts.Contains("bin")
        select file;

    /// <summary>Names of the timers that the long-running host starts.</summary>
    public static IReadOnlyList<string> Timers()
    {
        var source = File.ReadAllText(Path.Combine(Document.Root, "src/Connector.Core/Engine/Pump/ScheduledRuns.cs"));
        string[] names = [.. Timer().Matches(source).Select(m => m.Groups["name"].Value)];
        Assert.NotEmpty(names);
        return names;
    }

    /// <summary>Codes that stand in the sources as text beside a failure's kind, instead of in the list of codes.</summary>
    public static IReadOnlySet<string> LooseCodes() =>
        Files("*.cs", "src").SelectMany(f => LooseCode().Matches(File.ReadAllText(f))).Select(m => m.Groups["code"].Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("\\[TimerNames\\.(?<name>\\w+)\\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Timer();

    [GeneratedRegex("FailureKind\\.\\w+, [^;\\n]*?\"(?<code>[A-Z][a-z]\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LooseCode();
}
