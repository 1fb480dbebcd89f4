using Connector.Tests.Docs;
using Xunit;

namespace Connector.Tests.Architecture;

/// <summary>One plain vocabulary: the words of <see cref="Vocabulary"/> are in no name, no text of the sources, no file of the page and no document.</summary>
public sealed class VocabularyTests
{
    public static TheoryData<string> Projects => [.. Directory.EnumerateDirectories(Path.Combine(Document.Root, "src")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_name_in_the_sources_has_a_word_that_we_do_not_use(string project) => None(Read("src/" + project, "*.cs", Vocabulary.InNames));

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_text_in_the_sources_has_a_word_that_we_do_not_use(string project) => None(Read("src/" + project, "*.cs", Vocabulary.InLiterals));

    [Theory]
    [InlineData("*.razor")]
    [InlineData("*.js")]
    public void No_file_of_the_page_has_a_word_that_we_do_not_use(string pattern) => None(Read("src/Connector.Operations/Page", pattern, Vocabulary.InLines));

    [Fact]
    public void No_document_has_a_word_that_we_do_not_use() => None(
        Directory.EnumerateFiles(Path.Combine(Document.Root, "docs"), "*.md").Append(Path.Combine(Document.Root, "README.md"))
            .SelectMany(f => Vocabulary.InLines(File.ReadAllText(f)).Select(hit => $"{Path.GetFileName(f)}:{hit}")));

    [Fact]
    public void The_checks_find_what_they_look_for()
    {
        const string Source = """
            // The answer is told.
            internal sealed class OrderLoading { string _toldBy = $"It {Untold(x)} stands there"; string s = "a \"notice\""; string t = "SELECT told FROM x"; char c = '"'; class OrderMapping; Row Of(int x) => all.OfType<Row>(); Task OfAsync() => PartOf(Of(1)); }
            """;

        Assert.Equal(["told: _toldBy", "untold: Untold", "-ing: OrderLoading", "Of, which does not say what it does: Of", "Of, which does not say what it does: OfAsync"], Vocabulary.InNames(Source));
        Assert.Equal(["stands there: \"It {} stands there\"", "notice: \"a \\\"notice\\\"\""], Vocabulary.InLiterals(Source));
        Assert.Equal(["2: dead letters", "2: mend"], Vocabulary.InLines("[fine](0004-one-message-for-notifications.md)\nDead letters you mend."));
        Assert.Empty(Vocabulary.InText("The dead-letter queue is paused; a person; understands; information."));
    }

    private static IEnumerable<string> Read(string folder, string pattern, Func<string, IEnumerable<string>> check) =>
        Sources.Files(pattern, folder).SelectMany(f => check(File.ReadAllText(f)).Select(hit => $"{Path.GetRelativePath(Document.Root, f)}: {hit}"));

    /// <summary>Line by line: xunit cuts a long text.</summary>
    private static void None(IEnumerable<string> hits)
    {
        var text = string.Join(Environment.NewLine, hits.Order(StringComparer.Ordinal));
        if (text.Length > 0) throw new InvalidOperationException(text);
    }
}
