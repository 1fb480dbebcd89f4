using System.Text.RegularExpressions;
using Xunit;

namespace Connector.Tests.Docs;

/// <summary>What the documents and the comments lead to is there.</summary>
public sealed partial class LinksTests
{
    private static readonly string s_decisions = Path.Combine(Document.Root, "docs", "adr");

    [Fact]
    public void Every_relative_link_leads_to_a_file_or_folder()
    {
        var links = Document.All.SelectMany(d => Document.Links(d.Text).Select(l => (d.Path, Target: l.Target.Split('#')[0])))
            .Where(l => l.Target.Length > 0 && !l.Target.Contains("://", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(
            Path.Exists(Path.Combine(Path.GetDirectoryName(link.Path)!, link.Target)), $"{Path.GetRelativePath(Document.Root, link.Path)} leads to {link.Target}"));
    }

    [Fact]
    public void Every_document_that_a_comment_cites_is_there()
    {
        var cited = Sources.Files("*.cs", "src", "tests").SelectMany(f => Citation().Matches(File.ReadAllText(f)).Select(m => (File: f, Document: m.Value))).ToList();
        Assert.NotEmpty(cited);
        Assert.All(cited, c =>
        {
            var isDecision = c.Document.StartsWith("docs/adr/", StringComparison.Ordinal);
            var found = isDecision
                ? Directory.GetFiles(s_decisions, Path.GetFileName(c.Document) + "-*.md").Length == 1
                : File.Exists(Path.Combine(Document.Root, c.Document));
            Assert.True(found, $"{Path.GetRelativePath(Document.Root, c.File)} cites {c.Document}");
        });
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps_and_listed_with_their_titles()
    {
        var files = Directory.GetFiles(s_decisions, "0*.md").Order(StringComparer.Ordinal).ToList();
        var titles = files.ConvertAll(f => File.ReadLines(f).First());
        Assert.All(titles.Index(), t => Assert.StartsWith($"# {t.Index + 1:0000}. ", t.Item, StringComparison.Ordinal));
        Assert.All(files.Index(), f => Assert.StartsWith($"{f.Index + 1:0000}-", Path.GetFileName(f.Item), StringComparison.Ordinal));
        var listed = File.ReadLines(Path.Combine(s_decisions, "README.md")).Where(l => l.StartsWith("| [", StringComparison.Ordinal));
        Assert.Equal(files.Zip(titles, (f, t) => $"| [{t[2..6]}]({Path.GetFileName(f)}) | {t[8..]} |"), listed);
    }

    [Fact]
    public void Every_decision_has_context_decision_and_consequences() =>
        Assert.All(Directory.GetFiles(s_decisions, "0*.md"), f => Assert.Equal(
            ["## Context", "## Decision", "## Consequences"], File.ReadLines(f).Where(l => l.StartsWith("## ", StringComparison.Ordinal))));

    [GeneratedRegex(@"docs/(adr/[0-9]{4}|[a-z-]+\.md)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Citation();
}
