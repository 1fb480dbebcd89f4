using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

/// <summary>A started simulator and a plain HTTP client that holds a token for it.</summary>
internal sealed class ApiProbe : IAsyncDisposable
{
    private ApiProbe(CommercetoolsSimulator simulator, HttpClient http) => (Simulator, Http) = (simulator, http);

    public CommercetoolsSimulator Simulator { get; }
    public HttpClient Http { get; }

    public static async Task<ApiProbe> StartAsync(CommercetoolsSimulatorOptions? options = null, string? scope = null)
    {
        var simulator = await CommercetoolsSimulator.StartAsync(options ?? new CommercetoolsSimulatorOptions());
        var probe = new ApiProbe(simulator, new HttpClient { BaseAddress = simulator.Address });
        await probe.SignInAsync(scope);
        return probe;
    }

    public async Task SignInAsync(string? scope = null)
    {
        var response = await PostTokenAsync("grant_type=client_credentials" + (scope is null ? "" : "&scope=" + Uri.EscapeDataString(scope)));
        Assert.Equal(HttpStatusCode.OK, response.Status);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)response.Body["access_token"]);
    }

    public Task<Response> PostTokenAsync(string form, string user = "demo", string password = "demo", string call = "token")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "oauth/" + call)
        {
            Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        return SendAsync(request);
    }

    public Task<Response> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));
    public Task<Response> DeleteAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, path));

    public Task<Response> PostAsync(string path, string json) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") });

    public Task<Response> PostAsync(string path, JsonNode body) => PostAsync(path, body.ToJsonString());

    /// <summary>Sends update actions for the order's present version.</summary>
    public Task<Response> UpdateAsync(string id, params string[] actions) => UpdateAsync(id, (long)Order(id)["version"]!, actions);

    public Task<Response> UpdateAsync(string id, long version, params string[] actions) =>
        PostAsync($"demo/orders/{id}", $"{{\"version\":{version},\"actions\":[{string.Join(',', actions)}]}}");

    public JsonObject Order(string idOrNumber) =>
        JsonNode.Parse((Simulator.FindOrder(idOrNumber) ?? throw new InvalidOperationException("no order " + idOrNumber)).GetRawText())!.AsObject();

    /// <summary>Puts an ordinary seeded order, changed as asked, and returns its id.</summary>
    public string PutOrder(Action<JsonObject>? change = null, OrderVariety variety = OrderVariety.Ordinary)
    {
        var order = OrderSeed.CreateNamed(60, 11, OrderMix.Varied).First(o => o.Variety == variety).Order;
        change?.Invoke(order);
        return Simulator.Put(order);
    }

    /// <summary>One page: GET /orders with these parameters, unescaped.</summary>
    public Task<Response> QueryAsync(params (string Name, string Value)[] parameters) =>
        GetAsync("demo/orders?" + string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}")));

    public async Task<Response> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Response(response.StatusCode, text, response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
    }
}

internal sealed record Response(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Body => JsonNode.Parse(Text)!.AsObject();
    public JsonArray Results => Body["results"]!.AsArray();
    public IReadOnlyList<string> Ids => [.. Results.Select(r => (string)r!["id"]!)];

    /// <summary>The first error's code.</summary>
    public string? Code => (string?)Body["errors"]?[0]?["code"];

    public JsonObject Ok()
    {
        Assert.True((int)Status is 200 or 201, Text);
        return Body;
    }

    /// <summary>Asserts a refusal in commercetools' shape and returns its first error.</summary>
    public JsonObject Refused(int status, string code)
    {
        Assert.True((int)Status == status && Code == code, $"expected {status} {code}, got {(int)Status}: {Text}");
        Assert.Equal(status, (int?)Body["statusCode"]);
        Assert.Equal((string?)Body["errors"]![0]!["message"], (string?)Body["message"]);
        return Body["errors"]![0]!.AsObject();
    }
}
