using System.Diagnostics;
using System.Globalization;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Control;
using Connector.Simulators.ShipStation;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Journeys.Faults;

/// <summary>
/// The real host in a process of its own, on a SQLite file, with its real timers: SIGKILL at a moment, and another one on the same file. It pulls within a period, and what was under
/// way is finished within half a minute. CONNECTOR_KILLS: so many random moments more.
/// </summary>
public sealed class When_the_connector_is_killed_at_any_moment : IAsyncLifetime, IDisposable
{
    private const int Period = 2;
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);

    /// <summary>What a busy build machine may add.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_finish = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connector-kill-");
    private CommercetoolsSimulator _shop = null!;
    private ShipStationSimulator _shipping = null!;
    private People _people = null!;
    private Process? _connector;
    private int _orders;

    public static TheoryData<string, int> Moments
    {
        get
        {
            // In the middle of the call that sends orders, of the write of the export mark, of the pull; and whenever chance says.
            var moments = new TheoryData<string, int> { { "POST /orders/createorders", 300 }, { "POST /orders/{id}", 300 }, { "GET /orders", 300 } };
            var chance = new Random((int)(PropertyRun.Start.Seed & int.MaxValue));
            for (var more = int.TryParse(Environment.GetEnvironmentVariable("CONNECTOR_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 0; more > 0; more--)
                moments.Add("any", chance.Next(3_000));
            return moments;
        }
    }

    public async Task InitializeAsync()
    {
        _shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions());
        _shipping = await ShipStationSimulator.StartAsync(new ShipStationSimulatorOptions { RequestsPerMinute = 0 }, default);
        _people = new People(_shop, _shipping);
    }

    public async Task DisposeAsync()
    {
        Kill();
        await _shop.DisposeAsync();
        await _shipping.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public void Dispose()
    {
        _people.Dispose();
        _connector?.Dispose();
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task The_next_one_goes_on_at_once(string route, int milliseconds)
    {
        await StartAsync();
        await PlaceAsync(20);
        await DieAsync(route, TimeSpan.FromMilliseconds(milliseconds));
        await PlaceAsync(1);

        var pulls = Pulls;
        await StartAsync();
        var since = Stopwatch.StartNew();
        await UntilAsync(() => Task.FromResult(Pulls > pulls), TimeSpan.FromSeconds(Period) + s_grace, "No pull within one period");
        await UntilAsync(AllArrivedAsync, s_finish - since.Elapsed, "Orders under way were not finished within half a minute");

        var numbers = (await _people.AllShippingOrdersAsync()).Select(o => o.Text("orderNumber")!).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(numbers.Distinct(StringComparer.Ordinal), numbers);
    }

    private long Pulls => _shop.Stats.ByRoute.GetValueOrDefault("GET /orders");

    private Task PlaceAsync(int count)
    {
        var first = _orders;
        _orders += count;
        return _people.PlaceAsync([.. Enumerable.Range(first, count).Select(i => ShopOrder.Numbered($"US-{i + 1}"))]);
    }

    /// <summary>Everything stands in ShipStation, and the shop says that it was exported.</summary>
    private async Task<bool> AllArrivedAsync() =>
        (await _people.AllShippingOrdersAsync()).Count >= _orders
        && Enumerable.Range(0, _orders).All(i => _shop.FindOrder($"US-{i + 1}") is { } order && order.List("syncInfo").Count == 1);

    /// <summary>Kills it so long after the next call of the route has begun, while that call is still waiting; or so long from now.</summary>
    private async Task DieAsync(string route, TimeSpan after)
    {
        if (route != "any")
        {
            var (stats, faults) = route == "POST /orders/createorders" ? (_shipping.Stats, _shipping.Faults) : (_shop.Stats, _shop.Faults);
            var before = stats.ByRoute.GetValueOrDefault(route);
            faults.Add(new Fault { Route = route, DelayMilliseconds = (int)after.TotalMilliseconds * 4, Times = 1 });
            await UntilAsync(() => Task.FromResult(stats.ByRoute.GetValueOrDefault(route) > before), TimeSpan.FromSeconds(30), $"{route} was never called");
        }
        await Task.Delay(after, TimeProvider.System);
        Kill();
        _shop.Faults.Clear();
        _shipping.Faults.Clear();
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan longest, string otherwise)
    {
        var since = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(since.Elapsed < longest, $"{otherwise} ({longest.TotalSeconds:0} s).");
            await Task.Delay(s_look, TimeProvider.System);
        }
    }

    private async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "connector.dll"), "run", "--urls", "http://127.0.0.1:0"])
        {
            UseShellExecute = false, WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true
        };
        foreach (var (key, value) in Settings()) start.Environment[key] = value;
        _connector = Process.Start(start)!;
        _ = _connector.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(s_start, TimeProvider.System);
        var line = await _connector.StandardOutput.ReadLineAsync(limit.Token);
        Assert.StartsWith("Running.", line, StringComparison.Ordinal);
    }

    private void Kill()
    {
        if (_connector is null) return;
        _connector.Kill();
        _connector.WaitForExit();
        _connector.Dispose();
        _connector = null;
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["Commercetools__ProjectKey"] = "demo", ["Commercetools__ClientId"] = "demo", ["Commercetools__ClientSecret"] = "demo",
        ["Commercetools__ApiBaseAddress"] = _shop.Address.ToString(), ["Commercetools__AuthorizationBaseAddress"] = _shop.Address.ToString(),
        ["ShipStation__BaseAddress"] = _shipping.Address.ToString(), ["ShipStation__ApiKey"] = "demo", ["ShipStation__ApiSecret"] = "demo",
        ["Sqlite__Path"] = Path.Combine(_folder.FullName, "killed.db"), ["Timers__PullOrdersSeconds"] = Period.ToString(CultureInfo.InvariantCulture)
    };
}
