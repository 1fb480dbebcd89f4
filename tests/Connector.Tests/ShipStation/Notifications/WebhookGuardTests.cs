using System.Text;
using Connector.ShipStation.Notifications;
using Xunit;

namespace Connector.Tests.ShipStation.Notifications;

public class WebhookGuardTests
{
    private readonly WebhookGuard _guard = new([KeyValuePair.Create("default", "tok-default-0123456789"), KeyValuePair.Create("eu", "tok-eu-0123456789")]);

    [Theory]
    [InlineData("tok-default-0123456789", "default")]
    [InlineData("tok-eu-0123456789", "eu")]
    [InlineData("tok-default-012345678", null)]
    [InlineData("tok-default-01234567890", null)]
    [InlineData("TOK-DEFAULT-0123456789", null)]
    [InlineData("tok-default-0123456789 ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_token_names_the_account_or_an_unknown_sender(string? presented, string? account)
    {
        Assert.Equal(account, _guard.AccountOf(presented));
        Assert.Equal(account is not null, _guard.IsGenuine(presented));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("anything")]
    public void Without_a_token_configured_nobody_is_genuine(string? presented) => Assert.False(new WebhookGuard([]).IsGenuine(presented));

    [Theory]
    [InlineData("ITEM_SHIP_NOTIFY")]
    [InlineData("SOMETHING_OF_THE_FUTURE")]
    public async Task A_notification_is_read_whatever_its_type(string type)
    {
        var reading = await Read($$"""{"resource_url":"https://ssapi.shipstation.com/shipments?batchId=1","more":{"is":"ignored"},"resource_type":"{{type}}"}""");
        Assert.Null(reading.Refusal);
        Assert.Equal(new WebhookNotification("https://ssapi.shipstation.com/shipments?batchId=1", type), reading.Notification);
    }

    [Theory]
    [InlineData("", "not a JSON object")]
    [InlineData("hello", "not a JSON object")]
    [InlineData("<xml/>", "not a JSON object")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("\"text\"", "not a JSON object")]
    [InlineData("""{"resource_url":"x","resource_type":"y" """, "not a JSON object")]
    [InlineData("null", "resource_url")]
    [InlineData("{}", "resource_url")]
    [InlineData("""{"resource_url":null,"resource_type":"y"}""", "resource_url")]
    [InlineData("""{"resource_url":["x"],"resource_type":"y"}""", "not a JSON object")]
    [InlineData("""{"resource_url":"x"}""", "resource_type")]
    [InlineData("""{"resource_url":"x","resource_type":" "}""", "resource_type")]
    public async Task Anything_else_is_refused_with_a_reason(string body, string reason)
    {
        var reading = await Read(body);
        Assert.Null(reading.Notification);
        Assert.Contains(reason, reading.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_that_are_too_long_are_refused()
    {
        Assert.Equal("resource_url is too long.", (await Read($$"""{"resource_url":"{{new string('a', 3000)}}","resource_type":"y"}""")).Refusal);
        Assert.Equal("resource_type is too long.", (await Read($$"""{"resource_url":"x","resource_type":"{{new string('a', 200)}}"}""")).Refusal);
    }

    [Fact]
    public async Task A_body_beyond_the_cap_is_refused_without_reading_it_all()
    {
        var body = new MemoryStream(new byte[2 * 1024 * 1024]);
        Assert.Equal("The body is larger than 64 KB.", (await WebhookNotificationBody.ReadAsync(body, default)).Refusal);
        Assert.Equal(WebhookNotificationBody.MaxBytes + 1, body.Position);
    }

    [Fact]
    public async Task A_body_of_exactly_the_cap_is_read()
    {
        const string start = """{"resource_url":"x","resource_type":"y"}""";
        Assert.NotNull((await Read(start.PadRight(WebhookNotificationBody.MaxBytes))).Notification);
    }

    private static Task<WebhookNotificationResult> Read(string body) => WebhookNotificationBody.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), default);
}
