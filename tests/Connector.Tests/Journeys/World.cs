using System.Globalization;
using System.Text.Json;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Local.Hosting;
using Connector.Operations.Api;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Control;
using Connector.Simulators.ShipStation;
using Connector.TestSupport.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>
/// A shop, a ShipStation account and the whole connector between them, over HTTP, on one clock. What people do is done in the two vendors; the connector moves
/// only when a test lets it make a pass.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>A journey that hangs fails after this much real time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);
    private const string WebhookSecret = "a-secret-that-nobody-guesses";

    private WorldPlan _plan;
    private readonly WorldTime _time;
    private readonly DirectoryInfo? _folder;
    private WebApplication _connector;
    private NotificationTray? _tray;

    private World(
        WorldPlan plan, CommercetoolsSimulator shop, ShipStationSimulator shipping, WebApplication connector, SimulatorClock clock, WorldTime time, DirectoryInfo? folder)
    {
        (_plan, Shop, Shipping, _connector, Clock, _time, _folder) = (plan, shop, shipping, connector, clock, time, folder);
        People = new People(shop, shipping);
    }

    public CommercetoolsSimulator Shop { get; }
    public ShipStationSimulator Shipping { get; }

    /// <summary>The one clock of all three.</summary>
    public SimulatorClock Clock { get; }

    /// <summary>What the connector logged as a warning or worse.</summary>
    public WarningLog Warnings => Get<WarningLog>();

    /// <summary>Customers, merchants and packers.</summary>
    public People People { get; }

    /// <summary>What people do while the connector is between two of its steps.</summary>
    public Interruptions Between => Get<Interruptions>();

    /// <summary>The notifications that were held back; only with <see cref="WorldPlan.HoldsNotifications"/>.</summary>
    public NotificationTray Tray => _tray ?? throw new InvalidOperationException("This world does not hold notifications back.");

    /// <summary>Where signed notifications go, once the world has webhooks.</summary>
    public Uri HooksAddress => new(_connector.Urls.First() + "/api/webhooks/shipstation/default");

    public IServiceProvider Services => _connector.Services;

    public T Get<T>() where T : notnull => _connector.Services.GetRequiredService<T>();

    public static async Task<World> StartAsync(WorldPlan? plan = null)
    {
        plan ??= new WorldPlan();
        var clock = new SimulatorClock(plan.Time);
        var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions { Clock = clock });
        var shipping = await ShipStationSimulator.StartAsync(
            new ShipStationSimulatorOptions { Clock = clock, RequestsPerMinute = plan.RequestsPerMinute, PartialLabel = plan.PartialLabel }, CancellationToken.None);
        var folder = plan.OnSqlite ? Directory.CreateTempSubdirectory("connector-journey-") : null;
        var time = new WorldTime(clock);
        var connector = Compose(plan, shop, shipping, time, folder, before: null);
        var world = new World(plan, shop, shipping, connector, clock, time, folder);
        if (plan.Webhooks)
        {
            await connector.StartAsync();
            var receiver = world.Receiver;
            if (plan.HoldsNotifications) world._tray = await NotificationTray.StartAsync(receiver);
            await world.People.SubscribeAsync(world._tray?.Address ?? receiver);
            await world.People.SubscribeSignedAsync(world.HooksAddress);
        }
        return world;
    }

    /// <summary>The connector's webhook address.</summary>
    private Uri Receiver => new(_connector.Urls.First() + "/api/webhooks/shipstation/" + WebhookSecret);

    /// <summary>The process ends and another begins on the same stores.</summary>
    public async Task RestartAsync()
    {
        var before = _connector;
        _connector = Compose(_plan, Shop, Shipping, _time, _folder, before.Services);
        await before.DisposeAsync();
        if (!_plan.Webhooks) return;
        await _connector.StartAsync();
        if (_tray is not null) _tray.Receiver = Receiver;
    }

    /// <summary>Somebody changes settings and rules, and the process begins again. What is open for webhooks stays so.</summary>
    public Task ChangeAsync(Func<WorldPlan, WorldPlan> change)
    {
        _plan = change(_plan);
        return RestartAsync();
    }

    /// <summary>Both vendors forget everything, as if it had been long ago; ids go on rising.</summary>
    public async Task ForgetAsync()
    {
        await People.ForgetAsync();
        Tray.Forget();
        await People.SubscribeAsync(Tray.Address);
        await People.SubscribeSignedAsync(HooksAddress);
    }

    /// <summary>The connector's file; only with <see cref="WorldPlan.OnSqlite"/>.</summary>
    public string Database => Path.Combine(_folder!.FullName, "connector.db");

    /// <summary>A pass during which the process dies when it reaches the point, and its successor begins; a whole pass when it does not come there. True when it died.</summary>
    public async Task<bool> SyncUntilCrashAsync(string point)
    {
        using var death = new CancellationTokenSource(Longest, TimeProvider.System);
        Between.At(point, () =>
        {
            death.Cancel();
            death.Token.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        });
        var pass = Get<SyncPass>().RunAsync(SyncScope.All, null, null, death.Token);
        await _time.HurryAsync(pass, Get<IWorkQueue>());
        try
        {
            await pass;
        }
        catch (OperationCanceledException) when (death.IsCancellationRequested)
        {
            // Dead.
        }
        await RestartAsync();
        // What the dead held is free again when its locks have ended.
        Clock.Advance(Get<IOptions<EngineOptions>>().Value.Lock + TimeSpan.FromSeconds(1));
        return death.IsCancellationRequested;
    }

    /// <summary>One pass of the connector, with all waiting cut short. Returns what it did.</summary>
    public async Task<SyncMeter> SyncAsync(SyncScope scope = SyncScope.All)
    {
        using var limit = new CancellationTokenSource(Longest, TimeProvider.System);
        Get<SyncMeter>().Reset();
        var pass = Get<SyncPass>().RunAsync(scope, null, null, limit.Token);
        await _time.HurryAsync(pass, Get<IWorkQueue>());
        await pass;
        return Get<SyncMeter>();
    }

    /// <summary>As time goes by: a pass, and another whenever a later retry is due, until nothing is left to be tried.</summary>
    public async Task SyncUntilQuietAsync()
    {
        for (var pass = 0; pass < 20; pass++)
        {
            await SyncAsync();
            var due = await NextDueAsync();
            if (due is null) return;
            if (due > Clock.GetUtcNow()) Clock.Advance(due.Value - Clock.GetUtcNow());
        }
        Assert.Fail("Twenty passes, and still something is left to be tried.");
    }

    /// <summary>Works off what is on the queues now, without looking for anything new.</summary>
    public async Task PumpAsync()
    {
        var worker = Get<QueueWorker>();
        while (await worker.ProcessBatchAsync(QueueNames.Orders, default) + await worker.ProcessBatchAsync(QueueNames.Shipments, default) > 0) { }
    }

    /// <summary>The same, with all waiting cut short.</summary>
    public Task HurryPumpAsync() => HurryAsync(PumpAsync);

    /// <summary>Some of the connector's work, with all waiting cut short.</summary>
    public async Task HurryAsync(Func<Task> work)
    {
        var running = work();
        await _time.HurryAsync(running, Get<IWorkQueue>());
        await running;
    }

    /// <summary>What waits for a person.</summary>
    public Task<IReadOnlyList<ErrorQueueEntry>> ErrorsAsync() => Get<IErrorQueue>().ListAsync(new ErrorFilter(), default);

    public Task<int> ReplayAllAsync() => Get<ErrorQueueService>().ReplayAllAsync(default);

    public Task<IReadOnlyList<SyncRow>> RowsAsync(string orderNumber) => Get<ISyncStore>().FindByNumberAsync(orderNumber, default);

    /// <summary>Everything that the journal has of an order, line by line.</summary>
    public async Task<string> HistoryAsync(string orderNumber)
    {
        var items = await Get<IJournal>().ReadAsync(ShopOrder(orderNumber).Text("id")!, default);
        return string.Join('\n', items.Select(item => item.Entry?.Text).OfType<string>());
    }

    /// <summary>The order as the shop shows it.</summary>
    public JsonElement ShopOrder(string number) => Shop.FindOrder(number) ?? throw new ArgumentException($"The shop has no order {number}.", nameof(number));

    /// <summary>The orders of this number as ShipStation shows them, with groups and split parts, oldest first.</summary>
    public async Task<IReadOnlyList<JsonElement>> ShippingOrdersAsync(string number) =>
        [.. (await People.AllShippingOrdersAsync()).Where(order => order.Text("orderNumber") == number || order.Text("orderNumber")!.StartsWith(number + "-", StringComparison.Ordinal))];

    /// <summary>The one order of this number in ShipStation.</summary>
    public async Task<JsonElement> ShippingOrderAsync(string number) => Assert.Single(await ShippingOrdersAsync(number));

    public long ShippingCalls(string route) => Shipping.Stats.ByRoute.GetValueOrDefault(route);

    public long ShopCalls(string route) => Shop.Stats.ByRoute.GetValueOrDefault(route);

    public long BulkCalls => ShippingCalls("POST /orders/createorders");

    public long ShopWrites => ShopCalls("POST /orders/{id}");

    public async ValueTask DisposeAsync()
    {
        await _connector.DisposeAsync();
        if (_tray is not null) await _tray.DisposeAsync();
        People.Dispose();
        await Shop.DisposeAsync();
        await Shipping.DisposeAsync();
        _folder?.Delete(recursive: true);
    }

    /// <summary>When something is to be tried next; null when nothing is.</summary>
    public async Task<DateTimeOffset?> NextDueAsync()
    {
        var orders = await Get<IWorkQueue>().PeekDepthAsync(QueueNames.Orders, default);
        var shipments = await Get<IWorkQueue>().PeekDepthAsync(QueueNames.Shipments, default);
        Assert.Equal((0, 0), (orders.Locked, shipments.Locked));
        return orders.Ready + shipments.Ready > 0 ? Clock.GetUtcNow() : new[] { orders.NextDueAt, shipments.NextDueAt }.Min();
    }

    /// <summary>Memory that outlives a process, as a file does.</summary>
    private static void KeepStores(IServiceCollection services, IServiceProvider before)
    {
        foreach (var store in (Type[])[typeof(ISyncStore), typeof(IShippingStore), typeof(ICursorStore), typeof(IWorkQueue), typeof(IErrorQueue), typeof(IRateBudget), typeof(ILeases), typeof(IFlowPauses), typeof(ILabelStore), typeof(ISpendLedger), typeof(ILabelArchive), typeof(IOrderIndex), typeof(IErrorCases), typeof(InMemoryJournal)])
            services.AddSingleton(store, before.GetRequiredService(store));
    }

    /// <summary>The registrations of the local host; without its timers, and with the stores in memory unless the plan wants the file.</summary>
    private static WebApplication Compose(WorldPlan plan, CommercetoolsSimulator shop, ShipStationSimulator shipping, TimeProvider time, DirectoryInfo? folder, IServiceProvider? before)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Commercetools:ProjectKey"] = "demo", ["Commercetools:ClientId"] = "demo", ["Commercetools:ClientSecret"] = "demo",
            ["Commercetools:ApiBaseAddress"] = shop.Address.ToString(), ["Commercetools:AuthorizationBaseAddress"] = shop.Address.ToString(),
            ["ShipStation:BaseAddress"] = shipping.Address.ToString(), ["ShipStation:ApiKey"] = "demo", ["ShipStation:ApiSecret"] = "demo",
            ["ShipStation:RequestsPerMinute"] = (plan.RequestsPerMinute > 0 ? plan.RequestsPerMinute : 10_000).ToString(CultureInfo.InvariantCulture),
            ["ShipStation:WebhookSecret"] = WebhookSecret, ["ShipStation:V2ApiKey"] = plan.V2Key ? "demo" : null, ["ShipStation:V2BaseAddress"] = shipping.Address.ToString(),
            ["ShipStation:WebhookKeysAddress"] = new Uri(shipping.Address, "jwks").ToString(), ["Sqlite:Path"] = Path.Combine(folder?.FullName ?? "", "connector.db")
        });
        builder.Configuration.AddInMemoryCollection(plan.Settings);
        var warnings = new WarningLog();
        builder.Logging.ClearProviders().AddProvider(warnings);
        builder.Services.AddSingleton(warnings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<Interruptions>();
        builder.Services.AddSingleton<IFaultPoints>(services => services.GetRequiredService<Interruptions>());
        builder.Services.AddConnector(builder.Configuration);
        if (!plan.OnSqlite)
        {
            builder.Services.AddInMemoryStores();
            builder.Services.AddSingleton<InMemoryJournal>();
            if (before is not null) KeepStores(builder.Services, before);
            builder.Services.AddSingleton<IJournal>(services => new MeteredJournal(services.GetRequiredService<InMemoryJournal>(), services.GetRequiredService<SyncMeter>()));
        }
        var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.MapShipStationWebhook();
        return app;
    }
}
