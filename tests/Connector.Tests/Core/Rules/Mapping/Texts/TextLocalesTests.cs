using Connector.Core.Rules.Mapping.Texts;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Texts;

public sealed class TextLocalesTests
{
    [Theory]
    [InlineData("de-DE", "", "AU", "de-DE,en-GB,en-US", "de-DE")]
    [InlineData("de-AT", "", "AU", "de-DE,en-GB,en-US", "de-DE")]
    [InlineData(null, "fr", "AU", "de-DE,en-GB,fr-FR", "fr-FR")]
    [InlineData("es", "fr,nl", "AU", "de-DE,en-GB,nl-NL", "nl-NL")]
    [InlineData(null, "", "AU", "de-DE,en-GB,en-US", "en-GB")]
    [InlineData(null, "", "AU", "de-DE,en-AU,en-GB", "en-AU")]
    [InlineData(null, "", "CH", "de,en,fr-CH", "fr-CH")]
    [InlineData(null, "", "DE", "de,en", "de")]
    [InlineData(null, "", "AT", "de-DE,en,fr", "de-DE")]
    [InlineData(null, "", "US", "de,en,fr", "en")]
    [InlineData(null, "", "US", "de,en-GB,en", "en")]
    [InlineData(null, "", "US", "fr,de", "de")]
    [InlineData(null, "", null, "fr,de,en-US", "en-US")]
    public void The_language_that_is_wanted_most_is_taken(string? own, string configured, string? country, string given, string expected) =>
        Assert.Equal(expected, Locales(own, configured, country).Pick(Texts(given)));

    [Theory]
    [InlineData("de-DE", "de-DE,en-GB", "en-GB")]
    [InlineData("de-DE", "de-DE,en-GB,en", "en")]
    [InlineData("de-DE", "fr,de-DE", "de-DE")]
    public void Customs_read_English_first(string own, string given, string expected) =>
        Assert.Equal(expected, Locales(own, "", "CH").InEnglishFirst().Pick(Texts(given)));

    [Fact]
    public void A_blank_text_is_none()
    {
        Assert.Equal("Tasse", Locales("en", "", null).Pick(new Dictionary<string, string> { ["en"] = " ", ["de"] = "Tasse" }));
        Assert.Null(Locales("en", "", null).Pick(new Dictionary<string, string>()));
    }

    private static TextLocales Locales(string? own, string configured, string? country) => new(own, configured.Split(',', StringSplitOptions.RemoveEmptyEntries), country);

    private static Dictionary<string, string> Texts(string locales) => locales.Split(',').ToDictionary(static l => l, static l => l);
}
