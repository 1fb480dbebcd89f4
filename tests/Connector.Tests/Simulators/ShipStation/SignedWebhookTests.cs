using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

public sealed class SignedWebhookTests
{
    private const string Hooks = "/v2/environment/webhooks";

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task V2_wants_its_own_key_in_its_own_header(string? key)
    {
        await using var account = await SimulatedAccount.StartAsync();
        var (status, body) = await SendAsync(account, HttpMethod.Get, Hooks, null, key);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("unauthorized", (string)body!["errors"]![0]!["error_code"]!);
        Assert.NotNull(body["request_id"]);
    }

    [Fact]
    public async Task Subscriptions_are_made_once_listed_bare_and_deleted()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var hook = new JsonObject { ["name"] = "connector", ["event"] = "track_event_v2", ["url"] = "https://hooks.example/a" };

        var (made, first) = await SendAsync(account, HttpMethod.Post, Hooks, hook);
        Assert.Equal(HttpStatusCode.OK, made);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(account, HttpMethod.Post, Hooks, hook)).Status);
        Assert.Equal(["track_event_v2"], (await SendAsync(account, HttpMethod.Get, Hooks)).Body!.AsArray().Select(h => (string)h!["event"]!));
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(account, HttpMethod.Delete, $"{Hooks}/{first!["webhook_id"]}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(account, HttpMethod.Delete, $"{Hooks}/{first["webhook_id"]}")).Status);
        Assert.Empty((await SendAsync(account, HttpMethod.Get, Hooks)).Body!.AsArray());
    }

    [Theory]
    [InlineData("""{"event":"track_event_v2","url":"https://hooks.example/a"}""", "field_value_required")]
    [InlineData("""{"name":"x","url":"https://hooks.example/a"}""", "field_value_required")]
    [InlineData("""{"name":"x","event":"TRACK_EVENT_V2","url":"https://hooks.example/a"}""", "invalid_field_value")]
    [InlineData("""{"name":"x","event":"track_event_v2","url":"hooks"}""", "invalid_field_value")]
    [InlineData("""{"name":7,"event":"track_event_v2","url":"https://hooks.example/a"}""", "invalid_field_value")]
    public async Task A_subscription_that_lacks_something_is_refused(string body, string code)
    {
        await using var account = await SimulatedAccount.StartAsync();
        var (status, refused) = await SendAsync(account, HttpMethod.Post, Hooks, JsonNode.Parse(body));
        Assert.Equal((HttpStatusCode.BadRequest, code), (status, (string)refused!["errors"]![0]!["error_code"]!));
    }

    [Fact]
    public async Task A_parcel_shows_what_the_carrier_saw_newest_first()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var id = await LabelAsync(account);
        Assert.Equal("NY", (string)(await TrackAsync(account, id))["status_code"]!);
        await account.ControlAsync("/track", $$"""{ "shipmentId": {{id}}, "status": "DE", "occurredAt": "2026-03-03T16:00:00Z" }""");
        await account.ControlAsync("/track", $$"""{ "shipmentId": {{id}}, "status": "EX", "occurredAt": "2026-03-02T16:00:00Z", "description": "Weather" }""");

        var shown = await TrackAsync(account, id);

        Assert.Equal(("DE", "2026-03-03T16:00:00Z", null), ((string)shown["status_code"]!, (string)shown["actual_delivery_date"]!, (string?)shown["exception_description"]));
        Assert.Equal(["DE", "EX"], shown["events"]!.AsArray().Select(e => (string)e!["status_code"]!));
    }

    [Theory]
    [InlineData("/v2/labels/se-999/track", HttpStatusCode.NotFound)]
    [InlineData("/v2/labels/700200001/track", HttpStatusCode.BadRequest)]
    [InlineData("/v2/labels/se-x/track", HttpStatusCode.BadRequest)]
    [InlineData("/v2/orders", HttpStatusCode.NotFound)]
    [InlineData("/V2/labels/se-999/track", HttpStatusCode.NotFound)]
    public async Task Other_paths_and_ids_are_refused(string path, HttpStatusCode status)
    {
        await using var account = await SimulatedAccount.StartAsync();
        Assert.Equal(status, (await SendAsync(account, HttpMethod.Get, path)).Status);
    }

    [Fact]
    public async Task The_window_of_V2_is_its_own()
    {
        await using var account = await SimulatedAccount.StartAsync(new ShipStationSimulatorOptions { V2RequestsPerMinute = 2, RequestsPerMinute = 1 });
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.OK, (await SendAsync(account, HttpMethod.Get, Hooks)).Status);
        using var request = new HttpRequestMessage(HttpMethod.Get, Hooks) { Headers = { { "api-key", "demo" } } };
        using var refused = await account.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(60), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(1, account.Simulator.Stats.RateLimited);
        Assert.Equal(HttpStatusCode.OK, (await account.GetAsync("/stores")).Status);
        account.Advance(61);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(account, HttpMethod.Get, Hooks)).Status);
    }

    [Fact]
    public async Task Deliveries_are_signed_with_a_key_of_the_set_and_a_rotated_key_is_another()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        var hook = new JsonObject
        {
            ["name"] = "x", ["event"] = "track_event_v2", ["url"] = receiver.Address.ToString(), ["headers"] = new JsonArray(new JsonObject { ["key"] = "x-own", ["value"] = "7" })
        };
        await SendAsync(account, HttpMethod.Post, Hooks, hook);
        var id = await LabelAsync(account);

        await account.ControlAsync("/track", $$"""{ "shipmentId": {{id}}, "status": "IT" }""");
        await account.Simulator.WhenWebhooksAreDeliveredAsync(default);
        await account.ControlAsync("/keys");
        await account.ControlAsync("/track", $$"""{ "shipmentId": {{id}}, "status": "DE" }""");
        await account.ControlAsync("/track", $$"""{ "shipmentId": {{id}}, "status": "DE", "quiet": true }""");
        await account.Simulator.WhenWebhooksAreDeliveredAsync(default);

        var set = JsonNode.Parse(await account.Client.GetStringAsync("/jwks"))!["keys"]!.AsArray();
        Assert.Equal(2, receiver.Taken.Count);
        Assert.Equal(2, receiver.Taken.Select(t => t.Headers["x-shipengine-rsa-sha256-key-id"].ToString()).Distinct().Count());
        foreach (var (headers, body) in receiver.Taken)
        {
            Assert.Equal("7", headers["x-own"].ToString());
            var key = set.Single(k => (string)k!["kid"]! == headers["x-shipengine-rsa-sha256-key-id"].ToString())!;
            using var rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars((string)key["n"]!), Exponent = Base64Url.DecodeFromChars((string)key["e"]!) });
            byte[] signed = [.. Encoding.UTF8.GetBytes(headers["x-shipengine-timestamp"] + "."), .. body];
            Assert.True(rsa.VerifyData(signed, Convert.FromBase64String(headers["x-shipengine-rsa-sha256-signature"].ToString()), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            var reported = JsonNode.Parse(body)!;
            Assert.Equal(("TRACK_EVENT_V2", $"{account.Simulator.Address}v2/labels/se-{id}/track"), ((string)reported["resource_type"]!, (string)reported["resource_url"]!));
            Assert.NotNull(reported["data"]!["status_code"]);
        }
    }

    [Fact]
    public async Task Labels_and_fulfillments_are_reported_by_V2_as_well()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        foreach (var name in (string[])["label_created_v2", "fulfillment_shipped_v2"])
            await SendAsync(account, HttpMethod.Post, Hooks, new JsonObject { ["name"] = "x", ["event"] = name, ["url"] = receiver.Address.ToString() });
        await LabelAsync(account);
        await account.WriteAsync(SampleOrder.Of("T-2", "key-2"));
        await account.ControlAsync("/fulfillment", """{ "orderNumber": "T-2" }""");
        await account.Simulator.WhenWebhooksAreDeliveredAsync(default);

        var urls = receiver.Taken.Select(t => (string)JsonNode.Parse(t.Body)!["resource_url"]!).ToList();
        Assert.Contains("/v2/labels?batch_id=se-", urls[0], StringComparison.Ordinal);
        Assert.Contains("/v2/fulfillments?fulfillment_id=se-", urls[1], StringComparison.Ordinal);
    }

    private static async Task<long> LabelAsync(SimulatedAccount account)
    {
        await account.WriteAsync(SampleOrder.Of("T-1", "key-1"));
        return (long)(await account.ControlAsync("/labels", """{ "orderNumber": "T-1" }"""))["shipments"]![0]!["shipmentId"]!;
    }

    private static async Task<JsonNode> TrackAsync(SimulatedAccount account, long id) => (await SendAsync(account, HttpMethod.Get, $"/v2/labels/se-{id}/track")).Body!;

    private static async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(SimulatedAccount account, HttpMethod method, string path, JsonNode? body = null, string? key = "demo")
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null) request.Headers.Add("api-key", key);
        if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await account.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null);
    }

    /// <summary>Keeps headers and bytes of what is posted to it.</summary>
    private sealed class Receiver(WebApplication app) : IAsyncDisposable
    {
        public Uri Address => new(app.Urls.First() + "/hooks");
        public List<(IHeaderDictionary Headers, byte[] Body)> Taken { get; } = [];

        public static async Task<Receiver> StartAsync()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
            var app = builder.Build();
            var receiver = new Receiver(app);
            app.Run(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                receiver.Taken.Add((new HeaderDictionary(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase)), body.ToArray()));
            });
            await app.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
