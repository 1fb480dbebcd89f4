using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.Operations.Api;
using Connector.Operations.Description;
using Connector.Tests.Journeys;
using Xunit;

namespace Connector.Azure.Tests.Worker;

/// <summary>The app's HTTP side: who is let in, and what an operator and ShipStation get.</summary>
[NeedsAzurite]
public sealed class HttpTests : IClassFixture<WorkerFixture>, IDisposable
{
    private readonly WorkerWorld _world;
    private readonly HttpClient _http;

    public HttpTests(WorkerFixture fixture)
    {
        _world = fixture.World;
        _http = new HttpClient { BaseAddress = _world.Host.Address };
    }

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("GET", "api/errors")]
    [InlineData("GET", "api/errors/1")]
    [InlineData("POST", "api/errors/retry")]
    [InlineData("POST", "api/errors/dismiss")]
    [InlineData("POST", "api/errors/replay")]
    [InlineData("POST", "api/errors/discard")]
    [InlineData("GET", "api/orders/US-1/trace")]
    [InlineData("GET", "api/runs")]
    [InlineData("GET", "api/reconciliation")]
    [InlineData("GET", "api/health")]
    [InlineData("POST", "api/flows/orders/resume")]
    [InlineData("GET", "api/labels")]
    [InlineData("GET", "api/labels/show?id=a/1")]
    [InlineData("GET", "api/labels/spending")]
    [InlineData("GET", "api/labels/report")]
    [InlineData("GET", "api/labels/preview")]
    [InlineData("GET", "api/labels/document?id=a/1")]
    [InlineData("GET", "api/labels/documents")]
    [InlineData("POST", "api/labels/approve")]
    [InlineData("POST", "api/labels/dismiss")]
    [InlineData("POST", "api/labels/void")]
    [InlineData("POST", "api/labels/release")]
    [InlineData("POST", "api/labels/another")]
    [InlineData("POST", "api/labels/pause")]
    public async Task Without_a_key_nobody_is_let_in(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task The_document_of_the_API_is_that_of_the_other_host()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/openapi.json");
        request.Headers.Add("x-functions-key", "function-key");
        using var response = await _http.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.True(JsonNode.DeepEquals(ApiDocument.Read(), JsonNode.Parse(await response.Content.ReadAsStringAsync())));
    }

    [Theory]
    [InlineData("GET", "api/orders?take=0", HttpStatusCode.BadRequest)]
    [InlineData("GET", "api/calls?minutes=x", HttpStatusCode.BadRequest)]
    [InlineData("GET", "api/errors/no-such-error", HttpStatusCode.NotFound)]
    [InlineData("GET", "api/orders/no-such-order/trace", HttpStatusCode.NotFound)]
    [InlineData("GET", "api/plan?order=no-such-order", HttpStatusCode.NotFound)]
    [InlineData("GET", "api/doctor", HttpStatusCode.NotFound)]
    [InlineData("POST", "api/errors/retry", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "api/flows/no-such-flow/pause", HttpStatusCode.NotFound)]
    public async Task What_is_wrong_with_a_request_is_a_problem(string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("x-functions-key", "function-key");
        using var response = await _http.SendAsync(request);

        Assert.Equal((expected, ProblemResult.ContentType), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((ProblemKind.From((int)expected).Type, (int)expected), ((string?)problem["type"], (int?)problem["status"]));
        Assert.NotEmpty((string?)problem["detail"] ?? "");
        Assert.NotEmpty((string?)problem["traceId"] ?? "");
    }

    /// <summary>No key of the app stands in ShipStation: the webhook is let in by its own secret, and by nothing else.</summary>
    [Fact]
    public async Task The_webhook_needs_its_secret_and_no_key()
    {
        const string notification = """{"resource_url":"https://ssapi.shipstation.com/shipments?batchId=1","resource_type":"SHIP_NOTIFY"}""";

        Assert.Equal(HttpStatusCode.OK, await PostAsync("api/webhooks/shipstation/" + WorkerWorld.WebhookSecret));
        Assert.Equal(HttpStatusCode.OK, await PostAsync("api/webhooks/shipstation?secret=" + WorkerWorld.WebhookSecret));
        foreach (var path in (string[])["", "/wrong-secret", "?code=function-key", "/function-key", "?secret=function-key", "/eu/" + WorkerWorld.WebhookSecret])
            Assert.Equal((path, HttpStatusCode.NotFound), (path, await PostAsync("api/webhooks/shipstation" + path)));

        async Task<HttpStatusCode> PostAsync(string path)
        {
            using var content = new StringContent(notification, System.Text.Encoding.UTF8, "application/json");
            using var response = await _http.PostAsync(path, content);
            return response.StatusCode;
        }
    }

    [Theory]
    [InlineData("ops/ops.js", "text/javascript")]
    [InlineData("ops/ops.css", "text/css")]
    [InlineData("ops/sign-in", "text/html")]
    public async Task Style_script_and_sign_in_of_the_page_are_for_anyone_and_hold_nothing(string path, string type)
    {
        using var response = await _http.GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ops")]
    [InlineData("ops/orders")]
    [InlineData("ops/orders.csv")]
    [InlineData("ops/labels/document?id=a/1")]
    [InlineData("ops/host.json")]
    public async Task Every_view_of_the_page_leads_to_the_sign_in(string path)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = _world.Host.Address };
        using var response = await http.GetAsync(path);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.StartsWith("/ops/sign-in", response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task With_the_key_an_operator_sees_the_history_of_an_order_and_the_runs()
    {
        await _world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await _world.PassAsync();
        _http.DefaultRequestHeaders.Add("x-functions-key", "function-key");

        var trace = (await _http.GetFromJsonAsync<JsonObject>("api/orders/US-1/trace"))!;
        var runs = (await _http.GetFromJsonAsync<JsonObject>("api/runs?take=5"))!["runs"]!.AsArray();
        using var health = await _http.GetAsync("api/health");

        Assert.Contains(trace["timeline"]!.AsArray(), item => ((string)item!["text"]!).StartsWith("Send order: created", StringComparison.Ordinal));
        Assert.Contains(runs, run => ((string)run!["text"]!).StartsWith("pull: 1 orders seen", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal("no-store", health.Headers.CacheControl!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync("api/orders/none/trace")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.GetAsync("api/runs?take=many")).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/default")]
    public async Task A_notification_is_queued_once_its_secret_is_right(string account)
    {
        var queued = _world.Waiting(QueueNames.Shipments);
        var notification = new JsonObject { ["resource_url"] = "https://ssapi.shipstation.com/shipments?batchId=1", ["resource_type"] = "SHIP_NOTIFY" };

        using var wrong = await _http.PostAsJsonAsync($"api/webhooks/shipstation{account}/not-the-secret?code=function-key", notification);
        using var right = await _http.PostAsJsonAsync($"api/webhooks/shipstation{account}/{WorkerWorld.WebhookSecret}", notification);
        using var inQuery = await _http.PostAsJsonAsync($"api/webhooks/shipstation{account}?secret={WorkerWorld.WebhookSecret}", notification);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK), (wrong.StatusCode, right.StatusCode, inQuery.StatusCode));
        Assert.Equal(queued + 2, _world.Waiting(QueueNames.Shipments));
    }
}
