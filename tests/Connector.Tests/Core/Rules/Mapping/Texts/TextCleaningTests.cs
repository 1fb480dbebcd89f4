using Connector.Core.Rules.Mapping.Texts;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Texts;

public sealed class TextCleaningTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("  \t ", null)]
    [InlineData("plain", "plain")]
    [InlineData(" a  b\tc ", "a b c")]
    [InlineData("a\r\nb", "a b")]
    [InlineData("Salt &amp; Pepper &#163;5 &#39;x&#39;", "Salt & Pepper £5 'x'")]
    [InlineData("&amp;lt;", "&lt;")]
    [InlineData("R&D", "R&D")]
    [InlineData("a\u0000b\u0007", "ab")]
    [InlineData("&#7;x", "x")]
    [InlineData("zero\u200Bwidth\uFEFF", "zerowidth")]
    [InlineData("\u202Eabc", "abc")]
    [InlineData("smile 😀", "smile 😀")]
    [InlineData("non\u00A0breaking", "non breaking")]
    public void One_line_comes_out_clean(string? text, string? expected) => Assert.Equal(expected, TextCleaner.Line(text));

    [Fact]
    public void Half_a_character_becomes_the_replacement_character()
    {
        Assert.Equal("\uFFFDx", TextCleaner.Line("\uD83Dx"));
        Assert.Equal("x\uFFFD", TextCleaner.Line("x\uDE00"));
    }

    [Theory]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("a\rb\n\n\n\nc", "a\nb\n\nc")]
    [InlineData("\n a &lt;b&gt; \n", "a <b>")]
    public void A_block_keeps_its_line_breaks(string text, string expected) => Assert.Equal(expected, TextCleaner.Block(text));

    [Theory]
    [InlineData(" A&amp;B-1 ", "A&amp;B-1")]
    [InlineData("SKU\t1", "SKU 1")]
    public void Identifiers_are_trimmed_but_not_decoded(string text, string expected) => Assert.Equal(expected, TextCleaner.Code(text));

    [Fact]
    public void Shortening_shows_and_never_halves_a_character()
    {
        Assert.Equal("abcd", Shortener.To("abcd", 4));
        Assert.Equal("abc…", Shortener.To("abcde", 4));
        Assert.Equal("ab…", Shortener.To("ab😀cd", 4));
    }
}
