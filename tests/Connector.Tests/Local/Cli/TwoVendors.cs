using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Local.Cli;

/// <summary>Both simulators on free ports, an empty folder for the state file, and the settings that lead to them.</summary>
internal sealed class TwoVendors : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connector-cli-");

    private TwoVendors(CommercetoolsSimulator shop, ShipStationSimulator shipping) => (Shop, Shipping) = (shop, shipping);

    public CommercetoolsSimulator Shop { get; }
    public ShipStationSimulator Shipping { get; }

    public static async Task<TwoVendors> StartAsync(CommercetoolsSimulatorOptions? shop = null) => new(
        await CommercetoolsSimulator.StartAsync(shop ?? new CommercetoolsSimulatorOptions()),
        await ShipStationSimulator.StartAsync(new ShipStationSimulatorOptions { RequestsPerMinute = 0 }, CancellationToken.None));

    public string DatabasePath => Path.Combine(_folder.FullName, "connector.db");

    /// <summary>The command with settings behind it; <paramref name="set"/> wins over the usual ones.</summary>
    public Task<CommandRun> RunAsync(string command, params string[] set) => RunAsync(command, CancellationToken.None, set);

    public Task<CommandRun> RunAsync(string command, CancellationToken stop, params string[] set) =>
        CommandRun.OfAsync([.. command.Split(' '), .. Settings(set).SelectMany(static s => (string[])["--set", s])], stop);

    /// <summary>Settings that lead to both simulators, as Key=Value.</summary>
    public IEnumerable<string> Settings(params string[] set)
    {
        string[] settings =
        [
            "Commercetools:ProjectKey=demo", "Commercetools:ClientId=demo", "Commercetools:ClientSecret=demo", $"Commercetools:ApiBaseAddress={Shop.Address}",
            $"Commercetools:AuthorizationBaseAddress={Shop.Address}", $"ShipStation:BaseAddress={Shipping.Address}", "ShipStation:ApiKey=demo", "ShipStation:ApiSecret=demo",
            "ShipStation:RequestsPerMinute=10000", $"Sqlite:Path={DatabasePath}", "Locations:0:Key=main", "Locations:0:StoreId=410001", "Locations:0:WarehouseId=88001", .. set
        ];
        return settings;
    }

    /// <summary>A file beside the state file; returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>One ordinary order of the seed in the shop; returns its number.</summary>
    public string PlaceOrder()
    {
        var order = OrderSeed.Create(1, 1, OrderMix.Plain).Single();
        Shop.Put(order);
        return (string)order["orderNumber"]!;
    }

    public Task EditInShopAsync(string orderNumber, JsonObject merge) => ControlAsync(Shop.Address, "edit", new JsonObject { ["orderNumber"] = orderNumber, ["merge"] = merge });

    public Task InShipStationAsync(string call, JsonObject body) => ControlAsync(Shipping.Address, call, body);

    /// <summary>Forgets what was counted so far.</summary>
    public void StartCounting()
    {
        Shop.Stats.Reset();
        Shipping.Stats.Reset();
    }

    /// <summary>Everything but reads, by route; fetching a token changes nothing.</summary>
    public IReadOnlyList<string> Writes =>
        [.. Shop.Stats.ByRoute.Keys.Concat(Shipping.Stats.ByRoute.Keys).Where(r => !r.StartsWith("GET ", StringComparison.Ordinal) && r != "POST /oauth/token").Order(StringComparer.Ordinal)];

    private async Task ControlAsync(Uri server, string call, JsonObject body)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(server, "/__sim/" + call), body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Shop.DisposeAsync();
        await Shipping.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
