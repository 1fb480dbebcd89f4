using System.Diagnostics;
using System.Net;
using System.Text;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Operations.Api;
using Connector.TestSupport;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using Xunit;

namespace Connector.Tests.Operations.Api;

public sealed class WebhookTests
{
    public const string DefaultSecret = "7Q0c-default-token-of-this-test";
    public const string EuSecret = "9Z1k-eu-token-of-this-test";
    private const string Url = "https://ssapi6.shipstation.com/shipments?batchId=190000001&includeShipmentItems=True";
    private const string Notification = $$"""{"resource_url":"{{Url}}","resource_type":"ITEM_SHIP_NOTIFY"}""";

    [Theory]
    [InlineData($"/api/webhooks/shipstation/{DefaultSecret}", "default")]
    [InlineData($"/api/webhooks/shipstation?secret={DefaultSecret}", "default")]
    [InlineData($"/api/webhooks/shipstation/eu/{EuSecret}", "eu")]
    [InlineData($"/api/webhooks/shipstation/eu?secret={EuSecret}", "eu")]
    public async Task A_genuine_notification_is_queued(string path, string account)
    {
        await using var host = await OperationsHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, path, Notification));

        var message = Assert.Single(await host.QueuedAsync(QueueNames.Shipments));
        Assert.Equal((MessageTypes.WebhookNotification, account, Url, "ITEM_SHIP_NOTIFY"), (message.Type, message.Account, message.ResourceUrl, message.ResourceType));
        Assert.Equal((0, host.Clock.Now), (message.Attempt, message.EnqueuedAt));
    }

    [Fact]
    public async Task While_the_store_is_locked_it_is_reported_after_seconds_and_not_after_half_a_minute()
    {
        var never = new TaskCompletionSource();
        var queue = new Mock<IWorkQueue>();
        queue.Setup(q => q.SendAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<WorkMessage>>(), It.IsAny<DateTimeOffset?>(), It.IsAny<CancellationToken>()))
            .Returns(() =>
            {
                never.TrySetResult();
                return new TaskCompletionSource().Task;
            });
        await using var host = await OperationsHost.StartAsync(services => services.AddSingleton(queue.Object));

        var call = PostAsync(host, $"/api/webhooks/shipstation/{DefaultSecret}", Notification);
        await never.Task;
        while (!call.IsCompleted && host.Clock.Now < LastInstant)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(call, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        Assert.True(call.IsCompleted, "no response within ten seconds of the connector's clock");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await call);
    }

    [Theory]
    [InlineData($"/api/webhooks/shipstation/{DefaultSecret}?code=a-key-of-the-app")]
    [InlineData($"/api/webhooks/shipstation?secret={DefaultSecret}")]
    [InlineData($"/api/webhooks/shipstation/eu/{EuSecret}")]
    [InlineData("/api/webhooks/shipstation/no-secret-of-ours-but-near")]
    public async Task No_secret_of_an_address_stays_in_the_telemetry_of_the_request(string path)
    {
        using var outer = new Activity("POST " + path).SetTag("url.path", path).Start();
        using var request = new Activity("request").SetTag("url.path", path.Split('?')[0]).SetTag("url.query", "?" + path).SetTag("url.full", "http://host" + path)
            .SetTag("http.target", path).SetTag("http.url", "http://host" + path).SetTag("http.route", "/api/webhooks/shipstation/{first}").SetTag("http.request.method", "POST").Start();
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton(TimeProvider.System).BuildServiceProvider() };
        (http.Request.Method, http.Request.Path) = ("POST", path.Split('?')[0]);
        await using var host = await OperationsHost.StartAsync();

        await ShipStationWebhookEndpoint.TakeAsync(http, host.Get<WebhookReceiver>(), host.Get<SignedWebhookReceiver>(), path.Split('?')[0].Split('/')[^1], null);

        foreach (var activity in (Activity[])[request, outer])
        {
            var reported = activity.DisplayName + string.Join('\n', activity.TagObjects.Select(static tag => $"{tag.Key}={tag.Value}"));
            foreach (var secret in (string[])[DefaultSecret, EuSecret, "a-key-of-the-app", "no-secret-of-ours"]) Assert.DoesNotContain(secret, reported, StringComparison.Ordinal);
        }
        Assert.Equal("POST", request.GetTagItem("http.request.method"));
        Assert.Equal("/api/webhooks/shipstation/{first}", request.GetTagItem("http.route"));
    }

    private static DateTimeOffset LastInstant => new ManualTimeProvider().Now + TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Each_notification_has_an_id_of_its_own()
    {
        await using var host = await OperationsHost.StartAsync();
        for (var i = 0; i < 2; i++) await PostAsync(host, $"/api/webhooks/shipstation/{DefaultSecret}", Notification);
        Assert.Equal(2, (await host.QueuedAsync(QueueNames.Shipments)).Select(static m => m.Id).Distinct().Count());
    }

    [Fact]
    public async Task Names_in_any_case_other_members_and_unknown_events_are_fine()
    {
        await using var host = await OperationsHost.StartAsync();

        var status = await PostAsync(host, $"/api/webhooks/shipstation/{DefaultSecret}", $$"""{"Resource_URL":"{{Url}}","more":{"a":[1]},"RESOURCE_TYPE":"NEWS_OF_2031"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((Url, "NEWS_OF_2031"), (await host.QueuedAsync(QueueNames.Shipments)).Select(static m => (m.ResourceUrl, m.ResourceType)).Single());
    }

    [Theory]
    [InlineData("/api/webhooks/shipstation")]
    [InlineData("/api/webhooks/shipstation?secret=")]
    [InlineData("/api/webhooks/shipstation/wrong")]
    [InlineData($"/api/webhooks/shipstation/{DefaultSecret}x")]
    [InlineData($"/api/webhooks/shipstation/{EuSecret}")]
    [InlineData($"/api/webhooks/shipstation/eu/{DefaultSecret}")]
    [InlineData($"/api/webhooks/shipstation/uk/{DefaultSecret}")]
    [InlineData("/api/webhooks/shipstation/eu")]
    [InlineData($"/api/webhooks/shipstation/{DefaultSecret}?secret=wrong")]
    public async Task A_unknown_finds_nothing(string path)
    {
        await using var host = await OperationsHost.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(host, path, Notification));
        // Nor does an unknown sender learn that the body was bad, or make us read a large one.
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(host, path, "not json"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(host, path, new string('x', 100_000)));

        Assert.Empty(await host.QueuedAsync(QueueNames.Shipments));
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("<html>", "body")]
    [InlineData("null", "resource_url")]
    [InlineData("[]", "body")]
    [InlineData("{}", "resource_url")]
    [InlineData("""{"resource_url":"","resource_type":"SHIP_NOTIFY"}""", "resource_url")]
    [InlineData("""{"resource_url":7,"resource_type":"SHIP_NOTIFY"}""", "resource_url")]
    [InlineData("""{"resource_url":"https://ssapi.shipstation.com/orders"}""", "resource_type")]
    [InlineData("""{"resource_url":"https://ssapi.shipstation.com/orders","resource_type":"SHIP""", "resource_type")]
    public async Task An_unreadable_notification_is_refused_by_name(string body, string field)
    {
        await using var host = await OperationsHost.StartAsync();

        var (status, problem) = await host.SendAsync(HttpMethod.Post, $"/api/webhooks/shipstation/{DefaultSecret}", Content(body));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        Assert.Empty(await host.QueuedAsync(QueueNames.Shipments));
    }

    [Fact]
    public async Task Sizes_have_limits()
    {
        await using var host = await OperationsHost.StartAsync();
        var path = $"/api/webhooks/shipstation/{DefaultSecret}";

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(host, path, $$"""{"resource_url":"https://{{new string('x', 3000)}}","resource_type":"SHIP_NOTIFY"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(host, path, $$"""{"resource_url":"{{Url}}","resource_type":"{{new string('x', 300)}}"}"""));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(host, path, Notification.PadRight(64 * 1024)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(host, path, Notification.PadRight((64 * 1024) + 1)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(host, path, Notification.PadRight(2 * 1024 * 1024)));

        Assert.Single(await host.QueuedAsync(QueueNames.Shipments));
    }

    [Fact]
    public async Task A_body_that_does_not_say_its_length_is_capped_as_well()
    {
        await using var host = await OperationsHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/shipstation/{DefaultSecret}") { Content = Content(Notification.PadRight(100_000)) };
        request.Headers.TransferEncodingChunked = true;

        using var response = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task The_response_waits_until_the_notification_is_safe()
    {
        var (asked, safe) = (new TaskCompletionSource(), new TaskCompletionSource());
        var queue = new Mock<IWorkQueue>();
        queue.Setup(static q => q.SendAsync(QueueNames.Shipments, It.IsAny<IReadOnlyList<WorkMessage>>(), null, It.IsAny<CancellationToken>()))
            .Returns(() => { asked.SetResult(); return safe.Task; });
        await using var host = await OperationsHost.StartAsync(s => s.AddSingleton(queue.Object));

        var response = PostAsync(host, $"/api/webhooks/shipstation/{DefaultSecret}", Notification);
        await asked.Task;
        // Time enough for a response that does not wait: other requests come and go meanwhile.
        for (var i = 0; i < 5; i++) await host.GetAsync("/api/runs");
        Assert.False(response.IsCompleted);
        safe.SetResult();

        Assert.Equal(HttpStatusCode.OK, await response);
    }

    [Fact]
    public async Task A_notification_that_cannot_be_queued_may_come_again()
    {
        var queue = new Mock<IWorkQueue>();
        queue.Setup(static q => q.SendAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<WorkMessage>>(), null, It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("no space"));
        await using var host = await OperationsHost.StartAsync(s => s.AddSingleton(queue.Object));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(host, $"/api/webhooks/shipstation/{DefaultSecret}", Notification));
        Assert.Contains(host.Log, static line => line.Contains("could not be queued", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Strangers_to_the_operations_may_still_deliver_notifications()
    {
        await using var host = await OperationsHost.StartAsync();
        var (status, _) = await host.SendAsync(
            HttpMethod.Post, $"/api/webhooks/shipstation/{DefaultSecret}", Content(Notification), ("Remote", "203.0.113.7"), ("Host", "hooks.example.com"), ("X-Forwarded-For", "203.0.113.7"));
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task The_secret_is_never_logged()
    {
        var queue = new Mock<IWorkQueue>();
        queue.SetupSequence(static q => q.SendAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<WorkMessage>>(), null, It.IsAny<CancellationToken>()))
            .Returns(Task.CompletedTask).ThrowsAsync(new IOException("no space"));
        await using var host = await OperationsHost.StartAsync(s => s.AddSingleton(queue.Object));
        var path = $"/api/webhooks/shipstation/{DefaultSecret}";

        foreach (var body in new[] { Notification, Notification, "not json", new string('x', 100_000) }) await PostAsync(host, path, body);
        await PostAsync(host, $"/api/webhooks/shipstation?secret={DefaultSecret}", Notification);
        await PostAsync(host, $"/api/webhooks/shipstation/eu/{DefaultSecret}", Notification);

        Assert.NotEmpty(host.Log);
        Assert.DoesNotContain(host.Log, static line => line.Contains(DefaultSecret, StringComparison.Ordinal));
    }

    private static StringContent Content(string body) => new(body, Encoding.UTF8, "application/json");

    private static async Task<HttpStatusCode> PostAsync(OperationsHost host, string path, string body)
    {
        using var response = await host.Http.PostAsync(path, Content(body));
        return response.StatusCode;
    }
}
