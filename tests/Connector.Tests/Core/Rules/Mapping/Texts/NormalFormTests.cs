using Connector.Core.Rules.Mapping.Texts;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Texts;

public sealed class NormalFormTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("Mu\u0308ller", "M\u00FCller")]
    [InlineData("A\u030Angstro\u0308m", "\u00C5ngstr\u00F6m")]
    [InlineData("e\u0302\u0323", "\u1EC7")]
    [InlineData("e\u0323\u0302", "\u1EC7")]
    [InlineData("c\u0327a", "\u00E7a")]
    [InlineData("\u0438\u0306", "\u0439")]
    [InlineData("\u304B\u3099", "\u304C")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("q\u0301", "q\u0301")]
    [InlineData("\u0301x", "\u0301x")]
    [InlineData("\u00E9", "\u00E9")]
    public void A_letter_and_its_marks_are_one_letter(string given, string expected) => Assert.Equal(expected, NormalForm.Compose(given));

    [Fact]
    public void Every_pair_of_the_table_makes_one_letter()
    {
        var pairs = Compositions.Pairs.SelectMany(static row => row.Value.Chunk(2).Select(pair => (Given: $"{pair[0]}{row.Key}", Expected: $"{pair[1]}"))).ToList();
        Assert.InRange(pairs.Count, 800, 900);
        Assert.All(pairs, static pair => Assert.Equal(pair.Expected, NormalForm.Compose(pair.Given)));
    }

    [Theory]
    [InlineData('é', 'e')]
    [InlineData('ế', 'e')]
    [InlineData('ß', 'ß')]
    [InlineData('n', 'n')]
    public void A_bare_letter_has_no_marks(char given, char expected) => Assert.Equal(expected, NormalForm.Bare(given));
}
