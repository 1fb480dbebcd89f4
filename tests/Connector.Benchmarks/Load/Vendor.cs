using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Connector.Benchmarks.Load;

/// <summary>A simulated vendor in its own process, steered and read by its control calls.</summary>
internal sealed class Vendor(string name, Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(10) };

    public string Address { get; } = address.GetLeftPart(UriPartial.Authority);

    public async Task<VendorState> StateAsync()
    {
        var stats = await _http.GetFromJsonAsync<JsonElement>(At("stats"));
        var routes = stats.GetProperty("requests").GetProperty("byRoute").EnumerateObject().ToDictionary(route => $"{name} {route.Name}", static route => route.Value.GetInt64());
        return new VendorState(
            stats.GetProperty("orders").GetInt32(), stats.GetProperty("rateLimited").GetInt64(), stats.TryGetProperty("rateWindows", out var windows) ? windows.GetInt64() : 0, routes);
    }

    public async Task<JsonElement> GetAsync(string call) => await _http.GetFromJsonAsync<JsonElement>(At(call));

    public async Task<JsonElement> DoAsync(string call, JsonObject body)
    {
        using var response = await _http.PostAsJsonAsync(At(call), body);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{name} refused {call}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public void Dispose() => _http.Dispose();

    private Uri At(string call) => new($"{Address}/__sim/{call}");
}

/// <param name="RateWindows">From the first counted call to the last, those in which nobody called included; ShipStation's V1 only.</param>
internal sealed record VendorState(int Orders, long RateLimited, long RateWindows, IReadOnlyDictionary<string, long> Calls);
