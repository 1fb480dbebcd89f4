using System.Net;
using System.Text.Json;
using Connector.Core.Engine.Alerts;
using Connector.Local.Alerts;
using Connector.TestSupport;
using Connector.TestSupport.Mail;
using Connector.Tests.Local.Cli;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Local.Alerts;

public sealed class AlertChannelTests
{
    private static readonly AlertMessage s_message = new("id1", ManualTimeProvider.Start, [
        new AlertLine(AlertKind.Raised, "paused orders", "Flow <b>*orders*</b> &\r\nBcc: x is paused", ManualTimeProvider.Start, 1), new AlertLine(AlertKind.Recovered, "errors", "2 messages in the error queue", ManualTimeProvider.Start, 1)]);

    [Fact]
    public async Task A_webhook_gets_the_message_and_its_refusal_is_reported_without_the_address()
    {
        await using var receiver = await Receiver.StartAsync();
        using var channel = new WebhookChannel(Options.Create(new AlertOptions { WebhookAddress = receiver.Address + "hooks/the-secret" }));
        await channel.SendAsync(s_message, default);
        receiver.Status = HttpStatusCode.BadGateway;
        var refused = await Assert.ThrowsAsync<AlertFailedException>(() => channel.SendAsync(s_message, default));
        await receiver.DisposeAsync();
        var gone = await Assert.ThrowsAsync<AlertFailedException>(() => channel.SendAsync(s_message, default));

        var body = JsonDocument.Parse(receiver.Bodies[0]).RootElement;
        Assert.Equal(("id1", "Connector: 1 causes, 1 over"), (body.GetProperty("id").GetString(), body.GetProperty("title").GetString()));
        Assert.Equal(["raised", "recovered"], body.GetProperty("lines").EnumerateArray().Select(static l => l.GetProperty("kind").GetString()));
        Assert.Equal("it responded with 502", refused.Message);
        Assert.DoesNotContain("secret", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_is_text_in_every_form()
    {
        var slack = JsonDocument.Parse(AlertBodies.Write(s_message with { Lines = [s_message.Lines[0]] }, AlertFormat.Slack)).RootElement;
        Assert.Equal("plain_text", slack.GetProperty("blocks")[0].GetProperty("text").GetProperty("type").GetString());
        Assert.DoesNotContain('<', slack.GetProperty("text").GetString()!);
        var teams = JsonDocument.Parse(AlertBodies.Write(s_message, AlertFormat.Teams)).RootElement.GetProperty("attachments")[0];
        Assert.Equal("application/vnd.microsoft.card.adaptive", teams.GetProperty("contentType").GetString());
        var texts = teams.GetProperty("content").GetProperty("body").EnumerateArray().Select(static b => b.GetProperty("text").GetString()!).ToList();
        Assert.Equal(3, texts.Count);
        Assert.Contains(@"Flow \<b\>\*orders\*\</b\> &  Bcc: x is paused", texts[1], StringComparison.Ordinal);
        Assert.DoesNotContain(texts, static t => t.Contains('\n') || t.Contains('\r'));
    }

    [Fact]
    public async Task A_mail_arrives_as_plain_text_and_a_refusal_is_reported()
    {
        using var server = new SmtpReceiver();
        var channel = new MailChannel(Options.Create(new AlertOptions { MailTo = "ada@example.com, ops@example.com", SmtpHost = "127.0.0.1", SmtpPort = server.Port, SmtpSecurity = SmtpSecurity.None }));
        await channel.SendAsync(s_message with { Lines = [s_message.Lines[0]] }, default);
        server.Response = "554 no";
        var refused = await Assert.ThrowsAsync<AlertFailedException>(() => channel.SendAsync(s_message, default));

        var (receivers, content) = Assert.Single(server.Mails);
        Assert.Equal(["ada@example.com", "ops@example.com"], receivers);
        Assert.Contains("Content-Type: text/plain", content, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc:", content, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("the mail server responded with 554", refused.Message);
    }

    [Fact]
    public async Task The_command_sends_a_test_and_says_what_failed()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var vendors = await TwoVendors.StartAsync();
        var sent = await vendors.RunAsync("alerts test", $"Alerts:WebhookAddress={receiver.Address}", "Alerts:WebhookFormat=Slack");
        Assert.Equal((0, "webhook: sent"), (sent.ExitCode, sent.Output.Trim()));
        Assert.Contains("this is a test", receiver.Bodies[0], StringComparison.Ordinal);

        receiver.Status = HttpStatusCode.Forbidden;
        var refused = await vendors.RunAsync("alerts test --json", $"Alerts:WebhookAddress={receiver.Address}");
        Assert.Equal((1, "it responded with 403"), (refused.ExitCode, refused.Json[0].GetProperty("problem").GetString()));
        Assert.Equal(2, (await vendors.RunAsync("alerts test")).ExitCode);
    }

    [Theory]
    [InlineData("WebhookAddress=http://hooks.example.com/x", "Alerts:WebhookAddress must be")]
    [InlineData("MailTo=ada@example.com", "Alerts:SmtpHost is required")]
    [InlineData("MailTo=nobody", "Alerts:MailTo must be")]
    [InlineData("QuietFrom=22:00", "belong together")]
    [InlineData("TimeZone=Nowhere/City", "Alerts:TimeZone must be")]
    [InlineData("MissedPeriods=1", "Alerts:MissedPeriods must be")]
    public async Task Settings_that_cannot_be_right_are_reported_with_their_key(string setting, string expected)
    {
        await using var vendors = await TwoVendors.StartAsync();
        var run = await vendors.RunAsync("alerts test", "Alerts:" + setting);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    /// <summary>Somebody else's server.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private Receiver(WebApplication app) => _app = app;

        public string Address { get; private set; } = "";
        public List<string> Bodies { get; } = [];
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public static async Task<Receiver> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            var receiver = new Receiver(builder.Build());
            receiver._app.MapPost("/{**path}", async (HttpRequest request) =>
            {
                using var reader = new StreamReader(request.Body);
                receiver.Bodies.Add(await reader.ReadToEndAsync());
                return Results.StatusCode((int)receiver.Status);
            });
            await receiver._app.StartAsync();
            receiver.Address = receiver._app.Urls.First() + "/";
            return receiver;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
