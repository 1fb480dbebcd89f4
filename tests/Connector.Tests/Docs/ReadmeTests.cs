using Xunit;

namespace Connector.Tests.Docs;

/// <summary>The README stays short and leads to everything else.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void It_has_at_most_150_lines() => Assert.InRange(File.ReadLines(Document.Readme.Path).Count(), 1, 150);

    [Fact]
    public void It_leads_to_every_document()
    {
        var targets = Document.Links(Document.Readme.Text).Select(l => l.Target.Split('#')[0]).ToHashSet(StringComparer.Ordinal);
        var documents = Directory.EnumerateFiles(Path.Combine(Document.Root, "docs"), "*.md").Select(f => "docs/" + Path.GetFileName(f)).ToList();
        Assert.NotEmpty(documents);
        Assert.All(documents, document => Assert.Contains(document, targets));
    }
}
