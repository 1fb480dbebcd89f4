using System.Text;
using System.Text.RegularExpressions;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class RedactionTests
{
    private readonly Redaction _redaction = new(Options.Create(new RedactionOptions()));

    [Theory]
    [InlineData("""{"firstName":"Ada"}""")]
    [InlineData("""{"customerEmail":"ada@example.com"}""")]
    [InlineData("""{"shippingAddress":{"streetName":"Ada Road"}}""")]
    [InlineData("""{"billTo":{"name":"Ada"}}""")]
    [InlineData("""{"shipTo":{"street2":"Ada Yard"}}""")]
    [InlineData("""{"ship_to":{"address_line1":"Ada Yard"}}""")]
    [InlineData("""{"itemShippingAddresses":[{"salutation":"Ada"}]}""")]
    [InlineData("""{"pOBox":"Ada 1"}""")]
    [InlineData("""{"giftMessage":"for Ada"}""")]
    [InlineData("""{"orders":[{"shipTo":{"name":"Ada","company":"Ada & Co"}}]}""")]
    [InlineData("""{"phone":["Ada","Ada"]}""")]
    [InlineData("""{"phone":{"home":"Ada"}}""")]
    [InlineData("""{"note":"write to Ada@example.com please"}""")]
    [InlineData("""{"profile":"{\"lastName\":\"Ada\"}"}""")]
    public void What_names_a_person_or_a_place_is_hashed(string body)
    {
        var reported = Report(body);

        // The key of the hashes is random, and so may be three of their digits.
        Assert.DoesNotContain("ada", Regex.Replace(reported, "hash:[0-9a-f]{10}", "", RegexOptions.None, TimeSpan.FromSeconds(1)), StringComparison.OrdinalIgnoreCase);
        Assert.Matches("hash:[0-9a-f]{10}", reported);
    }

    [Theory]
    [InlineData("""{"lineItems":[{"name":{"en":"Ada mug"},"variant":{"sku":"ADA"}}]}""")]
    [InlineData("""{"items":[{"name":"Ada mug"}]}""")]
    [InlineData("""{"shipTo":{"city":"Ada","postalCode":"44101"}}""")]
    [InlineData("""{"shipTo":{"custom":{"name":"Ada"}}}""")]
    [InlineData("""{"shippingAddress":{"country":"US"},"name":"Ada store"}""")]
    [InlineData("""{"n":1.50,"t":true,"x":null,"e":"","a":[1,"Ada",[]]}""")]
    public void What_names_goods_stays_as_it_is(string body) => Assert.Equal(body, Report(body));

    [Fact]
    public void Equal_values_get_equal_hashes_and_another_salt_gives_others()
    {
        var other = new Redaction(Options.Create(new RedactionOptions { RedactionSalt = "another" }));

        Assert.Equal(Report("""{"email":"a@example.com"}"""), Report("""{"email":"a@example.com"}"""));
        Assert.NotEqual(Report("""{"email":"a@example.com"}"""), other.Json("""{"email":"a@example.com"}"""u8));
    }

    [Theory]
    [InlineData("connector", 1)]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://v/secrets/s/)", 1)]
    [InlineData("a random text", 0)]
    [InlineData(null, 0)]
    public void A_key_that_everyone_knows_is_reported_at_once_and_not_only_at_the_first_entry(string? salt, int warnings)
    {
        var log = new Mock<ILogger<Redaction>>();
        log.Setup(static l => l.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        _ = new Redaction(Options.Create(new RedactionOptions { RedactionSalt = salt }), log: log.Object);
        Assert.Equal(warnings, log.Invocations.Count(static call => call.Method.Name == "Log" && call.Arguments[0] is LogLevel.Warning));
    }

    [Fact]
    public void A_store_that_cannot_be_read_once_does_not_spoil_the_key_for_good()
    {
        var key = new Mock<IRedactionKey>();
        key.SetupSequence(static k => k.Read()).Throws(new StorageException(FailureKind.Transient, ErrorCodes.StorageFailed, "gone")).Returns([1, 2, 3]);
        var redaction = new Redaction(Options.Create(new RedactionOptions()), key.Object);

        Assert.Throws<StorageException>(() => redaction.Json("""{"email":"a@example.com"}"""u8));

        Assert.Matches("hash:[0-9a-f]{10}", redaction.Json("""{"email":"a@example.com"}"""u8));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Credentials_are_removed_whatever_the_setting_says(bool redact)
    {
        var one = new Redaction(Options.Create(new RedactionOptions { Redact = redact }));

        var reported = one.Json("""{"access_token":"s3cret","client_secret":{"a":["s3cret"]},"apiKey":"s3cret","destination":{"connectionString":"s3cret"}}"""u8);

        Assert.Equal("""{"access_token":"removed","client_secret":"removed","apiKey":"removed","destination":{"connectionString":"removed"}}""", reported);
    }

    [Fact]
    public void Switched_off_it_leaves_persons_readable() =>
        Assert.Equal("""{"firstName":"Ada"}""", new Redaction(Options.Create(new RedactionOptions { Redact = false })).Json("""{"firstName":"Ada"}"""u8));

    [Fact]
    public void A_long_body_is_cut_and_says_so()
    {
        var body = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("\"größer\"", 500))}]");

        var reported = _redaction.Json(body, 100)!;

        Assert.StartsWith("[\"größer\",", reported, StringComparison.Ordinal);
        Assert.EndsWith($"... (cut; {body.Length} bytes in all)", reported, StringComparison.Ordinal);
        Assert.InRange(reported.Length, 90, 150);
        Assert.DoesNotContain('�', reported);
    }

    [Fact]
    public void A_body_that_breaks_off_is_reported_up_to_there_and_no_further()
    {
        var reported = Report("""{"firstName":"Ada","orderNumber":"A-1","lastName":"Lovel""");

        Assert.Matches("""^\{"firstName":"hash:[0-9a-f]{10}","orderNumber":"A-1","lastName":\.\.\. \(not readable as JSON from here\)$""", reported);
    }

    [Fact]
    public void A_page_of_html_is_cut_to_two_kilobytes_with_addresses_masked()
    {
        var reported = Report($"<html>ask ada@example.com or a@b{new string('x', 5000)}</html>");

        Assert.StartsWith("<html>ask hash:", reported, StringComparison.Ordinal);
        Assert.Contains(" or a@bxx", reported, StringComparison.Ordinal);
        Assert.EndsWith("bytes in all)", reported, StringComparison.Ordinal);
        Assert.InRange(reported.Length, 2000, 2200);
    }

    [Fact]
    public void Nothing_gives_null() => Assert.Null(_redaction.Json([]));

    [Fact]
    public void Depth_beyond_reason_is_no_way_to_break_it() =>
        Assert.EndsWith("(not readable as JSON from here)", Report(new string('[', 5000)), StringComparison.Ordinal);

    [Fact]
    public void Text_that_is_no_valid_unicode_is_no_way_to_break_it() =>
        Assert.EndsWith("(not readable as JSON from here)", Report("""{"a":1,"b":"\ud800"}"""), StringComparison.Ordinal);

    /// <summary>A text without escapes is copied as bytes where nothing in it can be hidden; one with an escape is always looked at as text.</summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("Süßwaren € 日本 \U0001F4E6 <b>&'+`")]
    [InlineData("write to Ada@example.com please")]
    [InlineData("{no document")]
    [InlineData("[1,{}]")]
    [InlineData("@")]
    [InlineData("\u007f\u00a0\u2028")]
    public void A_text_is_reported_the_same_however_it_was_written(string text)
    {
        var escaped = string.Concat(text.Select(static c => $"\\u{(int)c:x4}"));
        foreach (var member in new[] { "note", "lastName", "token" })
            Assert.Equal(Report($$"""{"{{member}}":"{{escaped}}"}"""), Report($$"""{"{{member}}":"{{text}}"}"""));
    }

    [Fact]
    public void A_text_that_is_no_Unicode_ends_the_report()
    {
        byte[] body = [.. "{\"a\":1,\"b\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.EndsWith("(not readable as JSON from here)", _redaction.Json(body), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_number_of_names_and_names_of_any_length_are_known_for_what_they_are()
    {
        var body = new StringBuilder("{");
        for (var i = 0; i < 3_000; i++) body.Append($"\"field{i}\":\"kept{i}\",");
        body.Append($"\"{new string('n', 70)}\":\"kept\",\"first_Name\":\"Ada\",\"FIRSTNAME\":\"Ada\",\"access-token\":\"Ada\"}}");
        var reported = _redaction.Json(Encoding.UTF8.GetBytes(body.ToString()), 1024 * 1024)!;
        Assert.Contains("\"field2999\":\"kept2999\"", reported, StringComparison.Ordinal);
        Assert.Contains($"\"{new string('n', 70)}\":\"kept\"", reported, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", reported, StringComparison.Ordinal);
    }

    private string Report(string body) => _redaction.Json(Encoding.UTF8.GetBytes(body))!;
}
