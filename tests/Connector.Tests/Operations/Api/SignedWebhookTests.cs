using System.Net;
using System.Text;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.ShipStation;
using Connector.ShipStation.V2;
using Connector.Sqlite;
using Connector.TestSupport.Http;
using Connector.TestSupport;
using Connector.Tests.ShipStation.Doubles;
using Connector.Tests.ShipStation.V2;
using Connector.Tests.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Xunit;

namespace Connector.Tests.Operations.Api;

public sealed class SignedWebhookTests : IDisposable
{
    private const string Path = "/api/webhooks/shipstation";
    private const string Url = "https://api.shipstation.com/v2/labels?batch_id=se-190000001";
    private const string Notification = $$"""{"resource_url":"{{Url}}","resource_type":"LABEL_CREATED_V2"}""";

    private readonly Signer _signer = new();
    private readonly StubHttp _keys = new();

    public SignedWebhookTests() => _keys.Always = _ => StubHttp.Response(HttpStatusCode.OK, Signer.SetOf(_signer));

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData(Path, "default")]
    [InlineData(Path + "/eu", "eu")]
    [InlineData(Path + "/default", "default")]
    [InlineData($"{Path}/{WebhookTests.DefaultSecret}", "default")]
    [InlineData($"{Path}?secret={WebhookTests.DefaultSecret}", "default")]
    [InlineData($"{Path}/eu/{WebhookTests.EuSecret}", "eu")]
    public async Task A_signed_notification_is_queued(string path, string account)
    {
        await using var host = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, Notification, path));

        var message = Assert.Single(await host.QueuedAsync(QueueNames.Shipments));
        Assert.Equal((MessageTypes.WebhookNotification, account, Url, "LABEL_CREATED_V2"), (message.Type, message.Account, message.ResourceUrl, message.ResourceType));
    }

    [Theory]
    [InlineData(Path + "/uk")]
    [InlineData(Path + "/wrong-secret")]
    [InlineData($"{Path}/eu/{WebhookTests.DefaultSecret}")]
    [InlineData($"{Path}?secret=wrong")]
    public async Task A_genuine_signature_does_not_open_an_address_that_is_wrong(string path)
    {
        await using var host = await StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(host, Notification, path));
        Assert.Empty(await host.QueuedAsync(QueueNames.Shipments));
    }

    [Fact]
    public async Task A_forged_one_is_refused_and_nothing_is_queued_or_marked()
    {
        using var unknown = new Signer(_signer.KeyId);
        await using var host = await StartAsync();
        var body = Encoding.UTF8.GetBytes(Notification);
        var now = host.Clock.Now;

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(host, body, unknown.Sign(body, now)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(host, Encoding.UTF8.GetBytes(Notification + " "), _signer.Sign(body, now)));
        Assert.Empty(await host.QueuedAsync(QueueNames.Shipments));

        Assert.Equal(HttpStatusCode.OK, await SendAsync(host, body, _signer.Sign(body, now)));
        Assert.Single(await host.QueuedAsync(QueueNames.Shipments));
    }

    [Fact]
    public async Task Headers_without_a_signature_open_nothing()
    {
        await using var host = await StartAsync();
        var body = Encoding.UTF8.GetBytes(Notification);
        foreach (var header in _signer.Sign(body, host.Clock.Now)) Assert.Equal(HttpStatusCode.NotFound, await SendAsync(host, body, [header]));
        Assert.Empty(await host.QueuedAsync(QueueNames.Shipments));
    }

    [Theory]
    [InlineData(-6)]
    [InlineData(6)]
    public async Task One_of_another_time_is_refused(int minutes)
    {
        await using var host = await StartAsync();
        var body = Encoding.UTF8.GetBytes(Notification);
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(host, body, _signer.Sign(body, host.Clock.Now.AddMinutes(minutes))));
        Assert.Empty(await host.QueuedAsync(QueueNames.Shipments));
    }

    [Fact]
    public async Task A_repeated_one_gets_a_response_and_is_not_queued_again()
    {
        await using var host = await StartAsync();
        var body = Encoding.UTF8.GetBytes(Notification);
        var headers = _signer.Sign(body, host.Clock.Now);

        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, await SendAsync(host, body, headers));
        Assert.Single(await host.QueuedAsync(QueueNames.Shipments));

        host.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(host, body, headers));
        // The one of before, whose lock is over.
        Assert.Single(await host.QueuedAsync(QueueNames.Shipments));
    }

    [Fact]
    public async Task A_repeated_one_is_known_after_a_restart()
    {
        using var file = new TemporaryFile();
        var body = Encoding.UTF8.GetBytes(Notification);
        var headers = _signer.Sign(body, ManualTimeProvider.Start);
        for (var start = 0; start < 2; start++)
        {
            await using var host = await StartAsync(s =>
            {
                s.AddSingleton(new SqliteDatabase(file.Path));
                s.AddSingleton<ISeenNotifications, SqliteSeenNotifications>();
                s.AddSingleton<IWorkQueue, SqliteWorkQueue>();
            });
            Assert.Equal(HttpStatusCode.OK, await SendAsync(host, body, headers));
            Assert.Equal(start == 0 ? 1 : 0, (await host.QueuedAsync(QueueNames.Shipments)).Count);
            host.Get<SqliteDatabase>().Dispose();
        }
    }

    [Fact]
    public async Task One_that_could_not_be_queued_is_not_marked_and_may_come_again()
    {
        var queue = new Mock<IWorkQueue>();
        queue.SetupSequence(static q => q.SendAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<WorkMessage>>(), null, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IOException("no space")).Returns(Task.CompletedTask);
        await using var host = await StartAsync(s => s.AddSingleton(queue.Object));
        var body = Encoding.UTF8.GetBytes(Notification);
        var headers = _signer.Sign(body, host.Clock.Now);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SendAsync(host, body, headers));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(host, body, headers));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(host, body, headers));

        queue.Verify(static q => q.SendAsync(QueueNames.Shipments, It.IsAny<IReadOnlyList<WorkMessage>>(), null, It.IsAny<CancellationToken>()), Times.Exactly(2));
    }

    [Fact]
    public async Task It_is_marked_only_after_it_is_queued_and_a_mark_that_fails_does_no_harm()
    {
        var calls = new List<string>();
        var queue = new Mock<IWorkQueue>();
        queue.Setup(static q => q.SendAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<WorkMessage>>(), null, It.IsAny<CancellationToken>()))
            .Callback(() => calls.Add("queued")).Returns(Task.CompletedTask);
        var seen = new Mock<ISeenNotifications>();
        seen.Setup(static s => s.MarkAsync(It.IsAny<string>(), It.IsAny<DateTimeOffset>(), It.IsAny<CancellationToken>())).Callback(() => calls.Add("marked")).ThrowsAsync(new IOException());
        await using var host = await StartAsync(s => s.AddSingleton(queue.Object).AddSingleton(seen.Object));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, Notification));

        Assert.Equal(["queued", "marked"], calls);
    }

    [Fact]
    public async Task Copies_that_come_at_one_instant_are_all_responded_and_at_least_one_is_queued()
    {
        await using var host = await StartAsync();
        var body = Encoding.UTF8.GetBytes(Notification);
        var headers = _signer.Sign(body, host.Clock.Now);

        var responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SendAsync(host, body, headers)));

        Assert.All(responses, status => Assert.Equal(HttpStatusCode.OK, status));
        var queued = await host.QueuedAsync(QueueNames.Shipments);
        Assert.NotEmpty(queued);
        Assert.Single(queued.Select(static m => m.Id).Distinct());
    }

    [Fact]
    public async Task A_body_of_two_megabytes_is_refused_before_any_key_is_asked_for()
    {
        await using var host = await StartAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(host, Notification.PadRight(2 * 1024 * 1024)));
        Assert.Empty(_keys.Requests);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, Notification.PadRight(256 * 1024)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{}")]
    public async Task A_signed_body_that_is_no_notification_is_refused(string body)
    {
        await using var host = await StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(host, body));
        Assert.Empty(await host.QueuedAsync(QueueNames.Shipments));
    }

    [Fact]
    public async Task While_the_keys_cannot_be_had_it_may_come_again()
    {
        await using var host = await StartAsync();
        _keys.Then(HttpStatusCode.BadGateway);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(host, Notification));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, Notification));
    }

    private async Task<OperationsHost> StartAsync(Action<IServiceCollection>? replace = null) => await OperationsHost.StartAsync(services =>
    {
        services.AddSingleton<ISignedNotifications>(p => new SignedNotifications(["default", "eu"], new FixedOptions(new ShipStationOptions()), _keys, p.GetRequiredService<TimeProvider>()));
        replace?.Invoke(services);
    });

    private Task<HttpStatusCode> PostAsync(OperationsHost host, string text, string path = Path)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return SendAsync(host, body, _signer.Sign(body, host.Clock.Now), path);
    }

    private static async Task<HttpStatusCode> SendAsync(OperationsHost host, byte[] body, (string Name, string Value)[] headers, string path = Path)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        return (await host.SendAsync(HttpMethod.Post, path, content, headers)).Status;
    }
}
