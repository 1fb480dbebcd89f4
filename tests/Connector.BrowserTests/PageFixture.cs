using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Local.Cli;
using Connector.Local.Demo;
using Connector.Local.Hosting;
using Connector.Simulators.Commercetools.Seeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Connector.BrowserTests;

/// <summary>The connector on this machine as the demo leaves it, with both simulators, its page on a free port, and one browser; for all tests of the project.</summary>
public sealed class PageFixture : IAsyncLifetime
{
    /// <summary>Orders without an address, all with one cause.</summary>
    public static readonly IReadOnlyList<string> Broken = ["US-910001", "US-910002", "US-910003"];

    /// <summary>Text that would run where it is not written as text.</summary>
    public const string Hostile = "<img src=x onerror=\"window.ran=1\"><script>window.ran=1</script>";

    public const string HostileNumber = "EVIL-<script>window.ran=1</script>";
    public const string AdasToken = "the-token-of-ada-0123456789";
    public const string ViewersToken = "the-token-of-vera-0123456789";
    public static readonly IReadOnlyList<string> Late = ["LATE-700001", "LATE-700002"];
    private static readonly (string Urls, string Source) s_address = ("http://127.0.0.1:0", "tests");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connector-browser-");
    private readonly List<IAsyncDisposable> _owned = [];
    private IPlaywright? _playwright;
    private WebApplication? _host;
    private DemoVendors? _vendors;

    /// <summary>Address of the connector.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Address of the connector that buys labels.</summary>
    public Uri LabelAddress { get; private set; } = null!;

    /// <summary>Address of a connector with operators.</summary>
    public Uri SignInAddress { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    /// <summary>An order that went all the way.</summary>
    public string Shipped { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Chromium.SkipReason is not null) return;
        var path = Chromium.Path ?? throw new InvalidOperationException("CI needs a browser, and only root can install one.");
        var starting = StartBrowserAsync(path);
        await Task.WhenAll(StartConnectorAsync(), StartLabelsAsync(), StartSignInAsync(), starting);
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null) await Browser.CloseAsync();
        _playwright?.Dispose();
        foreach (var owned in Enumerable.Reverse(_owned))
        {
            if (owned is WebApplication host) await host.StopAsync();
            await owned.DisposeAsync();
        }
        _folder.Delete(recursive: true);
    }

    /// <summary>Gives an order its address in the shop.</summary>
    internal Task RepairAsync(string number) => _vendors!.EditInShopAsync(number, new JsonObject { ["shippingAddress"] = AddressOf() }, default);

    private async Task StartBrowserAsync(string path)
    {
        Assertions.SetDefaultExpectTimeout(OpenPage.Patience);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    private async Task StartConnectorAsync()
    {
        _vendors = await DemoVendors.StartAsync(40, default);
        _owned.Add(_vendors);
        var settings = _vendors.Settings(Path.Combine(_folder.FullName, "page.db"));
        settings["Operations:ShopOrderLink"] = "https://mc.example.com/demo/orders/{orderId}";
        settings["Promises:TimeZone"] = "Europe/Berlin";
        // What is corrected in the shop waits for the retry of a test.
        settings["Timers:PullOrdersSeconds"] = "3600";
        var configuration = ConnectorConfiguration.Load(null, [], settings);
        await using (var app = ConnectorApp.Create(configuration, verbose: false))
        {
            await new DemoScenario(_vendors, app, shown: null).RunAsync(default);
            PlaceBroken(_vendors);
            await SyncCommand.RunAsync(app, SyncScope.All, null, null, default);
        }
        _host = ConnectorHost.Create(configuration, s_address, verbose: false);
        _owned.Add(_host);
        await PutOlderOrdersAsync(_host.Services.GetRequiredService<IOrderIndex>());
        await _host.StartAsync();
        Address = new Uri(_host.Urls.First());
        Shipped = (await _host.Services.GetRequiredService<IOrderIndex>().ListAsync(new OrderFilter(Progress: [OrderProgress.Shipped], Country: "FR"), null, 1, default)).Orders[0].OrderNumber;
    }

    private async Task StartLabelsAsync()
    {
        var vendors = await DemoVendors.StartEmptyAsync(LabelDemoRules.LongestDemo, default);
        _owned.Add(vendors);
        var demo = new LabelDemo(vendors, Path.Combine(_folder.FullName, "labels.db"), verbose: false, shown: null);
        await demo.RunAsync(default);
        var host = demo.CreateHost(s_address);
        _owned.Add(host);
        await host.StartAsync();
        LabelAddress = new Uri(host.Urls.First());
    }

    private async Task StartSignInAsync()
    {
        var vendors = await DemoVendors.StartEmptyAsync(TimeSpan.Zero, default);
        _owned.Add(vendors);
        var settings = vendors.Settings(Path.Combine(_folder.FullName, "sign-in.db"));
        (settings["Operations:Operators:0:Name"], settings["Operations:Operators:0:Role"], settings["Operations:Operators:0:Token"]) = ("Ada", "Operator", AdasToken);
        (settings["Operations:Operators:1:Name"], settings["Operations:Operators:1:Role"], settings["Operations:Operators:1:Token"]) = ("Vera", "Viewer", ViewersToken);
        var host = ConnectorHost.Create(ConnectorConfiguration.Load(null, [], settings), s_address, verbose: false);
        _owned.Add(host);
        await host.StartAsync();
        SignInAddress = new Uri(host.Urls.First());
    }

    /// <summary>Two weeks of a shop that was there before: they are in the list alone.</summary>
    private static Task PutOlderOrdersAsync(IOrderIndex index)
    {
        var now = TimeProvider.System.GetUtcNow();
        var orders = new List<OrderSummary>();
        for (var day = 1; day <= 14; day++)
        {
            for (var i = 0; i < 12 + (day * 7 % 5); i++)
            {
                var placed = now.AddDays(-day).AddMinutes(i * 17);
                orders.Add(new OrderSummary
                {
                    OrderId = $"old-{day}-{i}", OrderNumber = $"US-{50_000 + (day * 100) + i}", Progress = OrderProgress.Delivered, PlacedAt = placed, DueAt = placed.AddMinutes(3), SentAt = placed.AddMinutes(4),
                    LabelledAt = placed.AddHours(2 + (i % 6) + (day % 4)), ShipBy = placed.AddHours(i == 3 ? 1 : 48), Country = "US", Method = "Standard", Locations = ["east"], Tracking = [$"94001{day:00}{i:00}"], UpdatedAt = placed
                });
            }
        }
        foreach (var number in Late)
        {
            orders.Add(new OrderSummary
            {
                OrderId = number, OrderNumber = number, Progress = OrderProgress.InShipStation, PlacedAt = now.AddHours(-30), DueAt = now.AddHours(-30), SentAt = now.AddHours(-29), Deadline = now.AddHours(-2),
                DeadlineOf = PromiseKind.Label, Country = "DE", Method = "Express", Locations = ["berlin"], UpdatedAt = now
            });
        }
        orders.Add(new OrderSummary { OrderId = "evil", OrderNumber = HostileNumber, Progress = OrderProgress.Waiting, Blocker = Hostile, Method = Hostile, Tracking = [Hostile], PlacedAt = now.AddHours(-1), UpdatedAt = now });
        return index.PutAsync(orders, default);
    }

    /// <summary>Places orders that cannot be sent.</summary>
    private static void PlaceBroken(DemoVendors vendors)
    {
        var at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (order, number) in OrderSeed.Create(60, 7, OrderMix.Plain).TakeLast(Broken.Count).Zip(Broken))
        {
            (order["orderNumber"], order["createdAt"], order["lastModifiedAt"]) = (number, at, at);
            order.Remove("shippingAddress");
            vendors.Shop.Put(order);
        }
    }

    private static JsonObject AddressOf() => new()
    {
        ["firstName"] = "Ada", ["lastName"] = "Example", ["streetName"] = "Main Street", ["streetNumber"] = "1", ["city"] = "Austin", ["state"] = "TX", ["postalCode"] = "78703", ["country"] = "US"
    };
}

[CollectionDefinition(Name)]
public sealed class PageCollection : ICollectionFixture<PageFixture>
{
    public const string Name = "page";
}
