using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

/// <summary>A running simulator whose clock stands still until a test moves it, and a client that holds its key.</summary>
internal sealed class SimulatedAccount : IAsyncDisposable
{
    /// <summary>09:20:00 in Los Angeles, winter time.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 3, 17, 20, 0, TimeSpan.Zero);

    private SimulatedAccount(ShipStationSimulator simulator)
    {
        Simulator = simulator;
        Client = new HttpClient { BaseAddress = simulator.Address };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("demo:demo"u8));
    }

    public ShipStationSimulator Simulator { get; }
    public HttpClient Client { get; }

    public static async Task<SimulatedAccount> StartAsync(ShipStationSimulatorOptions? options = null, DateTimeOffset? at = null)
    {
        options ??= new ShipStationSimulatorOptions { RequestsPerMinute = 0 };
        return new SimulatedAccount(await ShipStationSimulator.StartAsync(options with { Clock = new ManualTimeProvider(at ?? Start) }, default));
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Reply> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body.ToJsonString());

    public Task<Reply> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Client.SendAsync(request);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    /// <summary>Writes one order and expects it to be taken.</summary>
    public async Task<JsonNode> WriteAsync(JsonObject order)
    {
        var reply = await PostAsync("/orders/createorder", order);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Body);
        return reply.Json;
    }

    public async Task<JsonNode> OrderAsync(JsonNode written) => (await GetAsync($"/orders/{written["orderId"]}")).Json;

    public async Task<JsonNode> ControlAsync(string path, string body = "{}")
    {
        var reply = await PostAsync("/__sim" + path, body);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Body);
        return reply.Json;
    }

    /// <summary>The order numbers of a list.</summary>
    public async Task<string[]> NumbersAsync(string path)
    {
        var reply = await GetAsync(path);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Body);
        return [.. reply.Json["orders"]!.AsArray().Select(order => (string)order!["orderNumber"]!)];
    }

    public void Advance(double seconds) => Simulator.Clock.Advance(TimeSpan.FromSeconds(seconds));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Simulator.DisposeAsync();
    }
}

internal sealed record Reply(HttpStatusCode Status, string Body, HttpResponseHeaders Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public int Header(string name) => int.Parse(Headers.GetValues(name).Single(), System.Globalization.CultureInfo.InvariantCulture);
}
