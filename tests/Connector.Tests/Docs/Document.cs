using System.Text.RegularExpressions;
using Connector.Tests.Core.Rules.Files;

namespace Connector.Tests.Docs;

/// <summary>A document of the repository, cut up for comparison with the code.</summary>
internal sealed partial class Document
{
    private readonly string _text;

    private Document(string path, string text) => (Path, _text) = (path, text);

    /// <summary>Absolute.</summary>
    public string Path { get; }
    public string Text => _text;

    public static Document Readme { get; } = Read("README.md");
    public static Document Architecture { get; } = Read("docs/architecture.md");
    public static Document Commands { get; } = Read("docs/commands.md");
    public static Document Operations { get; } = Read("docs/operations.md");
    public static Document Settings { get; } = Read("docs/settings.md");

    /// <summary>The rows of the table of flows.</summary>
    public static IReadOnlyList<string[]> FlowRows { get; } =
        Architecture.Section("## Flows").Table("When", "Comes in at", "Message", "Decided in (pure)", "Written to", "A second run is harmless because");

    /// <summary>What a reader finds at the top of the repository, and everything under docs.</summary>
    public static IReadOnlyList<Document> All { get; } =
        [Readme, Read("CONTRIBUTING.md"), Read("SECURITY.md"), .. Directory.EnumerateFiles(System.IO.Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Select(f => new Document(f, File.ReadAllText(f)))];

    public static string Root => RepositoryFiles.Root();

    public static Document Read(string path)
    {
        var full = System.IO.Path.Combine(Root, path);
        return new Document(full, File.ReadAllText(full));
    }

    /// <summary>From this heading to the next of its own rank or higher.</summary>
    public Document Section(string heading)
    {
        var lines = _text.Split('\n');
        var from = Array.IndexOf(lines, heading);
        if (from < 0) throw new InvalidOperationException($"{Path} has no heading '{heading}'.");
        var rank = heading.TakeWhile(c => c == '#').Count();
        var to = Array.FindIndex(lines, from + 1, l => l.StartsWith('#') && l.TakeWhile(c => c == '#').Count() <= rank);
        return new Document(Path, string.Join('\n', to < 0 ? lines[from..] : lines[from..to]));
    }

    /// <summary>The cells of each row of the one table whose head begins with these words; without head and ruler.</summary>
    public IReadOnlyList<string[]> Table(params string[] head)
    {
        var lines = _text.Split('\n');
        var begin = Array.FindIndex(lines, l => l.StartsWith('|') && Cells(l).Take(head.Length).SequenceEqual(head));
        if (begin < 0) throw new InvalidOperationException($"{Path} has no table with the head {string.Join(" | ", head)}.");
        var columns = Cells(lines[begin]).Length;
        var rows = lines[(begin + 2)..].TakeWhile(l => l.StartsWith('|')).Select(Cells).ToList();
        if (rows.Find(r => r.Length != columns) is { } odd) throw new InvalidOperationException($"{Path}: the row of {odd[0]} has {odd.Length} cells, its head {columns}.");
        return rows;
    }

    /// <summary>What stands between single backticks; never over the end of a line, so that fenced blocks do not count.</summary>
    public static IEnumerable<string> Code(string cell) => CodeSpan().Matches(cell).Select(m => m.Groups["code"].Value);

    /// <summary>Texts and targets of the links.</summary>
    public static IEnumerable<(string Text, string Target)> Links(string text) => Link().Matches(text).Select(m => (m.Groups["text"].Value, m.Groups["target"].Value));

    private static string[] Cells(string line) => [.. Bar().Split(line.Trim().Trim('|')).Select(c => c.Trim())];

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.None, 1000)]
    private static partial Regex Bar();

    [GeneratedRegex("`(?<code>[^`\\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\[(?<text>[^\]\n]+)\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
