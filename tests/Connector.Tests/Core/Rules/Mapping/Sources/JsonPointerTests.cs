using Connector.Core.Rules.Mapping.Sources;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Sources;

public sealed class JsonPointerTests
{
    private const string Document = """
        { "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "m~n": 8, " ": 7, "deep": { "list": [ { "x": true } ] }, "1": "member", "nothing": null }
        """;

    [Theory]
    [InlineData("/foo/0", "\"bar\"")]
    [InlineData("/", "0")]
    [InlineData("/a~1b", "1")]
    [InlineData("/c%d", "2")]
    [InlineData("/m~0n", "8")]
    [InlineData("/ ", "7")]
    [InlineData("/deep/list/0/x", "true")]
    [InlineData("/1", "\"member\"")]
    [InlineData("/nothing", "null")]
    public void A_pointer_finds_its_place(string pointer, string expected)
    {
        Assert.True(JsonPointer.TryParse(pointer, out var parsed, out _));
        Assert.True(parsed.TryFind(Sample.Json(Document), out var found));
        Assert.Equal(expected, found.GetRawText());
    }

    [Fact]
    public void The_empty_pointer_is_the_whole_document()
    {
        Assert.True(JsonPointer.TryParse("", out var parsed, out _));
        Assert.True(parsed.TryFind(Sample.Json("5"), out var found));
        Assert.Equal("5", found.GetRawText());
    }

    [Theory]
    [InlineData("/foo/2")]
    [InlineData("/foo/-")]
    [InlineData("/foo/01")]
    [InlineData("/foo/bar")]
    [InlineData("/foo/99999999999999999999")]
    [InlineData("/missing/x")]
    [InlineData("/nothing/x")]
    [InlineData("/foo/0/x")]
    public void A_pointer_to_nowhere_finds_nothing(string pointer)
    {
        Assert.True(JsonPointer.TryParse(pointer, out var parsed, out _));
        Assert.False(parsed.TryFind(Sample.Json(Document), out _));
    }

    [Fact]
    public void A_document_that_was_never_read_has_no_places()
    {
        Assert.True(JsonPointer.TryParse("/x", out var parsed, out _));
        Assert.False(parsed.TryFind(default, out _));
        Assert.True(JsonPointer.TryParse("", out var whole, out _));
        Assert.False(whole.TryFind(default, out _));
    }

    [Theory]
    [InlineData("foo", "position 0")]
    [InlineData("/a~2", "position 2")]
    [InlineData("/a/b~", "position 4")]
    public void A_syntax_error_names_its_position(string pointer, string position)
    {
        Assert.False(JsonPointer.TryParse(pointer, out _, out var error));
        Assert.Contains(position, error, StringComparison.Ordinal);
    }
}
