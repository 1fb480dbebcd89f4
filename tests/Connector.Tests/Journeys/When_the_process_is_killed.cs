using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>A child process makes a pass and dies by SIGKILL between two steps; the next process on the same file must end where an undisturbed one would
/// have, at once: what a dead process held is free.</summary>
public sealed class When_the_process_is_killed : IAsyncLifetime
{
    private const int Orders = 30;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connector-crash-");
    private static readonly HttpClient Http = new();
    private CommercetoolsSimulator _shop = null!;
    private ShipStationSimulator _shipping = null!;

    public async Task InitializeAsync()
    {
        _shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions());
        _shop.Seed(Orders, mix: OrderMix.Plain);
        _shipping = await ShipStationSimulator.StartAsync(new ShipStationSimulatorOptions { RequestsPerMinute = 0 }, default);
    }

    public async Task DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _shipping.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Between_reserve_and_call_nothing_is_lost_and_nothing_doubled()
    {
        await DieAtAsync("push-reserved");
        Assert.Equal(0, await OrdersInShipStationAsync());

        await FinishAsync();
        await EveryOrderStandsOnceAsync();
    }

    [Fact]
    public async Task Between_call_and_commit_nothing_is_lost_and_nothing_doubled()
    {
        await DieAtAsync("push-called");
        var before = await OrdersInShipStationAsync();
        Assert.InRange(before, 1, Orders);
        var calls = _shipping.Stats.ByRoute["POST /orders/createorders"];

        await FinishAsync();
        await EveryOrderStandsOnceAsync();
        Assert.True(_shipping.Stats.ByRoute["POST /orders/createorders"] > calls, "The call with the unknown outcome was not made again.");
    }

    [Fact]
    public async Task Between_the_shop_s_update_and_the_commit_each_shipment_is_reported_once()
    {
        await FinishAsync();
        using var labels = await Http.PostAsJsonAsync(new Uri(_shipping.Address, "/__sim/labels"), new { all = true });
        labels.EnsureSuccessStatusCode();

        await DieAtAsync("shipment-written");
        Assert.Contains(_shop.Orders(), order => Deliveries(order).Count == 1);

        await FinishAsync();
        Assert.All(_shop.Orders(), order =>
        {
            var delivery = Assert.Single(Deliveries(order));
            Assert.StartsWith("ss-", delivery.GetProperty("key").GetString(), StringComparison.Ordinal);
            Assert.Single(delivery.GetProperty("parcels").EnumerateArray());
            Assert.Equal("Shipped", order.GetProperty("shipmentState").GetString());
        });
    }

    private async Task EveryOrderStandsOnceAsync()
    {
        Assert.Equal(Orders, await OrdersInShipStationAsync());
        Assert.All(_shop.Orders(), order => Assert.Single(order.GetProperty("syncInfo").EnumerateArray()));

        var writes = _shipping.Stats.ByRoute["POST /orders/createorders"];
        await FinishAsync();
        Assert.Equal(writes, _shipping.Stats.ByRoute["POST /orders/createorders"]);
    }

    private async Task DieAtAsync(string point)
    {
        var exit = await RunAsync("sync", point);
        Assert.NotEqual(0, exit);
    }

    private async Task FinishAsync() => Assert.Equal(0, await RunAsync("sync"));

    private async Task<int> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Connector.CrashVictim.dll"), .. arguments])
        {
            UseShellExecute = false, WorkingDirectory = _folder.FullName, RedirectStandardError = true
        };
        foreach (var (key, value) in Settings()) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var complaints = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.DoesNotContain("Unhandled exception", complaints, StringComparison.Ordinal);
        return process.ExitCode;
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["Commercetools__ProjectKey"] = "demo", ["Commercetools__ClientId"] = "demo", ["Commercetools__ClientSecret"] = "demo",
        ["Commercetools__ApiBaseAddress"] = _shop.Address.ToString(), ["Commercetools__AuthorizationBaseAddress"] = _shop.Address.ToString(),
        ["ShipStation__BaseAddress"] = _shipping.Address.ToString(), ["ShipStation__ApiKey"] = "demo", ["ShipStation__ApiSecret"] = "demo",
        ["Sqlite__Path"] = Path.Combine(_folder.FullName, "crash.db")
    };

    private async Task<int> OrdersInShipStationAsync() =>
        (await Http.GetFromJsonAsync<JsonElement>(new Uri(_shipping.Address, "/__sim/stats"))).GetProperty("orders").GetInt32();

    private static List<JsonElement> Deliveries(JsonElement order) =>
        order.GetProperty("shippingInfo").TryGetProperty("deliveries", out var deliveries) ? [.. deliveries.EnumerateArray()] : [];
}
