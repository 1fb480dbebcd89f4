using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.Control;
using Connector.Simulators.ShipStation;

namespace Connector.Local.Demo;

/// <summary>Both simulators on free ports, and what people do in them, over HTTP.</summary>
internal sealed class DemoVendors : IAsyncDisposable
{
    /// <summary>The limit of a real account (40) would only make a demo wait.</summary>
    private const int RequestsPerMinute = 400;
    private readonly HttpClient _http = new();

    private DemoVendors(CommercetoolsSimulator shop, ShipStationSimulator shipping) => (Shop, Shipping) = (shop, shipping);

    /// <summary>The time in ShipStation; also the shop's and the connector's where <see cref="StartEmptyAsync"/> made them.</summary>
    public SimulatorClock Clock => Shipping.Clock;

    public CommercetoolsSimulator Shop { get; }
    public ShipStationSimulator Shipping { get; }

    public static async Task<DemoVendors> StartAsync(int orders, CancellationToken cancellationToken)
    {
        var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions(), cancellationToken);
        shop.Seed(orders, mix: OrderMix.Varied);
        var shipping = await ShipStationSimulator.StartAsync(
            new ShipStationSimulatorOptions { RequestsPerMinute = RequestsPerMinute, PartialLabel = PartialLabel.KeepOpen }, cancellationToken);
        return new DemoVendors(shop, shipping);
    }

    /// <summary>A shop without orders, on the same clock as ShipStation, which goes so much after the machine's: a demo that passes the time ends about now.</summary>
    public static async Task<DemoVendors> StartEmptyAsync(TimeSpan behind, CancellationToken cancellationToken)
    {
        var clock = new SimulatorClock(TimeProvider.System);
        clock.Advance(-behind);
        var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions { Clock = clock }, cancellationToken);
        return new DemoVendors(shop, await ShipStationSimulator.StartAsync(new ShipStationSimulatorOptions { RequestsPerMinute = RequestsPerMinute, Clock = clock }, cancellationToken));
    }

    public Dictionary<string, string?> Settings(string databasePath) => new()
    {
        ["Commercetools:ProjectKey"] = "demo", ["Commercetools:ClientId"] = "demo", ["Commercetools:ClientSecret"] = "demo",
        ["Commercetools:ApiBaseAddress"] = Shop.Address.ToString(), ["Commercetools:AuthorizationBaseAddress"] = Shop.Address.ToString(),
        ["ShipStation:BaseAddress"] = Shipping.Address.ToString(), ["ShipStation:ApiKey"] = "demo", ["ShipStation:ApiSecret"] = "demo",
        ["ShipStation:RequestsPerMinute"] = $"{RequestsPerMinute}", ["Sqlite:Path"] = databasePath,
        ["Connector:RulesFile"] = Path.Combine(AppContext.BaseDirectory, "connector.sample.json")
    };

    public Task EditInShopAsync(string orderNumber, JsonObject merge, CancellationToken cancellationToken) =>
        PostAsync(Shop.Address, "edit", new JsonObject { ["orderNumber"] = orderNumber, ["merge"] = merge }, cancellationToken);

    public Task InShipStationAsync(string call, JsonObject body, CancellationToken cancellationToken) => PostAsync(Shipping.Address, call, body, cancellationToken);

    private async Task PostAsync(Uri server, string call, JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(server, "/__sim/" + call), body, cancellationToken);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"The simulator refused {call}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Shop.DisposeAsync();
        await Shipping.DisposeAsync();
    }
}
