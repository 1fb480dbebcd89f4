using System.Globalization;
using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Connector.Local.Hosting;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Control;
using Connector.Simulators.ShipStation;
using Connector.Sqlite;
using Connector.TestSupport.InMemory;
using Connector.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Tests.Journeys.Faults;

/// <summary>
/// A shop, one or two ShipStation accounts and several processes of the connector on one set of stores. Time moves from one thing that is due to the next: timers and
/// queues of all hosts make their steps in this order, and what goes wrong begins and ends in between. The same season takes the same course each time, up to the
/// order of calls that a step makes at once.
/// </summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(1);
    private readonly DirectoryInfo? _folder;
    private readonly ServiceProvider? _memory;
    private readonly List<FaultHost> _gone = [];
    private readonly Lock _gate = new();
    private readonly List<(DateTimeOffset At, Func<Task> Act)> _later = [];
    private ServiceProvider _observer = null!;
    private int _hosts;

    private FaultWorld(Setting setting, int seed, SimulatorClock clock, CommercetoolsSimulator shop, IReadOnlyDictionary<string, ShipStationSimulator> accounts)
    {
        (Setting, Seed, Clock, Shop, Accounts) = (setting, seed, clock, shop, accounts);
        People = accounts.ToDictionary(a => a.Key, a => new People(shop, a.Value), StringComparer.Ordinal);
        Stores = new StoreTrouble(seed);
        Network = new WireTrouble(this);
        if (setting.OnSqlite) _folder = Directory.CreateTempSubdirectory("connector-faults-");
        else
        {
            var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new HostTime(clock, ClockError));
            services.AddInMemoryStores();
            services.Configure<RateBudgetOptions>(o =>
            {
                foreach (var name in accounts.Keys) o.Limits[name] = RequestsPerMinute;
            });
            _memory = services.BuildServiceProvider();
        }
    }

    private const int RequestsPerMinute = 10_000;

    public Setting Setting { get; }
    public int Seed { get; }

    /// <summary>The true time, which both vendors have.</summary>
    public SimulatorClock Clock { get; }
    public DateTimeOffset Now => Clock.GetUtcNow();
    public ClockError ClockError { get; } = new();
    public CommercetoolsSimulator Shop { get; }
    public IReadOnlyDictionary<string, ShipStationSimulator> Accounts { get; }
    public IReadOnlyDictionary<string, People> People { get; }
    public StoreTrouble Stores { get; }
    public WireTrouble Network { get; }
    public List<FaultHost> Hosts { get; } = [];

    /// <summary>When each timer last did its work to the end, whichever host it was.</summary>
    public Dictionary<string, DateTimeOffset> LastSuccess { get; } = new(StringComparer.Ordinal);

    /// <summary>What ended for good though its host lives.</summary>
    public List<string> Ended { get; } = [];

    /// <summary>True while another program holds the file's write lock.</summary>
    public bool IsFileLocked { get; set; }

    /// <summary>True while calls are under way that arrive late, or ends of mishaps are due.</summary>
    public bool IsSomethingOnItsWay
    {
        get
        {
            lock (_gate) return _later.Count > 0;
        }
    }

    /// <summary>Stretches the timers' periods, once only the end counts.</summary>
    public bool IsLeisurely { get; set; }

    /// <summary>The connector as someone sees it who has no part in its troubles.</summary>
    public IServiceProvider Observer => _observer;

    public static async Task<FaultWorld> StartAsync(Setting setting, int seed)
    {
        var clock = new SimulatorClock(new ManualTimeProvider(setting.Start));
        var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions { Clock = clock });
        var accounts = new Dictionary<string, ShipStationSimulator>(StringComparer.Ordinal);
        foreach (var name in setting.TwoAccounts ? (string[])["default", "eu"] : ["default"])
            accounts[name] = await ShipStationSimulator.StartAsync(
                new ShipStationSimulatorOptions { Clock = clock, RequestsPerMinute = 0, PartialLabel = PartialLabel.KeepOpen }, CancellationToken.None);
        var world = new FaultWorld(setting, seed, clock, shop, accounts);
        world._observer = world.Compose(null);
        for (var i = 0; i < setting.Hosts; i++) world.AddHost();
        return world;
    }

    /// <summary>Which account an order of this country goes to.</summary>
    public string AccountOf(string country) => Setting.TwoAccounts && country == "DE" ? "eu" : "default";

    public string VendorOf(Uri address) => Accounts.FirstOrDefault(a => a.Value.Address.Port == address.Port).Key ?? "shop";

    /// <summary>A little time, so that no two things happen at the same instant.</summary>
    public void Tick() => Clock.Advance(s_tick);

    /// <summary>Does this once so much true time has passed.</summary>
    public void Later(TimeSpan after, Func<Task> act)
    {
        lock (_gate) _later.Add((Now + after, act));
    }

    public FaultHost AddHost()
    {
        var host = new FaultHost(++_hosts, this, new HostTime(Clock, ClockError));
        host.Services = Compose(host);
        host.Loops = HostTimers.Of(host, name =>
        {
            lock (_gate) LastSuccess[name] = Now;
        });
        foreach (var loop in host.Loops) loop.DueAt = Now;
        Hosts.Add(host);
        return host;
    }

    /// <summary>Another process takes the place of one that is gone.</summary>
    public async Task ReplaceAsync(FaultHost host)
    {
        if (IsFileLocked)
        {
            // Its place is taken when the file can be opened again.
            Later(TimeSpan.FromSeconds(5), () => ReplaceAsync(host));
            return;
        }
        if (!Hosts.Remove(host)) return;
        if (!host.IsKilled)
        {
            host.Resume();
            host.Stop();
            foreach (var loop in host.Loops) await EndAsync(loop);
            await host.Services.DisposeAsync();
            host.Dispose();
        }
        else _gone.Add(host);
        AddHost();

        async Task EndAsync(Loop loop)
        {
            for (var looks = 0; loop.Step is { IsCompleted: false } && looks < 50; looks++)
            {
                host.Time.Ring();
                await Task.WhenAny(loop.Step, Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System));
            }
        }
    }

    /// <summary>Lets true time pass.</summary>
    public async Task RunAsync(TimeSpan length)
    {
        var end = Now + length;
        while (true)
        {
            Collect();
            if (Next() is not { } next || next > end) break;
            if (next > Now) Clock.Advance(next - Now);
            if (await WakeAsync()) continue;
            if (NextLoop() is not (var due, { } loop) || due > Now) continue;
            Tick();
            loop.Begin();
            await loop.SettleAsync();
        }
        if (end > Now) Clock.Advance(end - Now);
    }

    /// <summary>What is waiting to be done; null when nothing is.</summary>
    public async Task<string?> UnderWayAsync()
    {
        var parts = new List<string>();
        foreach (var name in (string[])[QueueNames.Orders, QueueNames.Shipments])
        {
            var depth = await Queue.PeekDepthAsync(name, default);
            if (depth.Ready + depth.Scheduled + depth.Locked > 0) parts.Add($"{name}: {depth.Ready} ready, {depth.Scheduled} scheduled (next {depth.NextDueAt:HH:mm:ss}), {depth.Locked} locked");
        }
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    public IWorkQueue Queue => Observer.GetRequiredService<IWorkQueue>();

    public T Seen<T>() where T : notnull => Observer.GetRequiredService<T>();

    /// <summary>Runs SQL on the writing connection of each host's own file handle.</summary>
    public async Task OnFilesAsync(string sql)
    {
        foreach (var host in Hosts)
        {
            await host.Get<SqliteDatabase>().WriteAsync(
                session =>
                {
                    session.Execute(sql);
                    return true;
                },
                default);
        }
    }

    public string FilePath => Path.Combine(_folder!.FullName, "connector.db");

    /// <summary>Both accounts' orders as ShipStation shows them, oldest first in each.</summary>
    public async Task<IReadOnlyList<JsonElement>> ShippingOrdersAsync()
    {
        var all = new List<JsonElement>();
        foreach (var people in People.Values) all.AddRange(await people.AllShippingOrdersAsync());
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts.Concat(_gone))
        {
            host.Kill();
            host.Resume();
            await host.Services.DisposeAsync();
            host.Dispose();
        }
        await _observer.DisposeAsync();
        if (_memory is not null) await _memory.DisposeAsync();
        foreach (var people in People.Values) people.Dispose();
        await Shop.DisposeAsync();
        foreach (var account in Accounts.Values) await account.DisposeAsync();
        _folder?.Delete(recursive: true);
    }

    private void Collect()
    {
        foreach (var loop in Hosts.SelectMany(h => h.Loops).Where(l => l.Step is { IsCompleted: true }))
        {
            loop.Finish(Now);
            if (IsLeisurely && !loop.IsQueue) loop.DueAt += TimeSpan.FromSeconds(50);
            if (loop.Ended && !loop.Host.IsKilled && !loop.Host.Stopping.IsCancellationRequested)
                Ended.Add($"{loop} ended for good: {loop.Failure?.GetType().Name} {loop.Failure?.Message}");
        }
    }

    /// <summary>When the next thing happens, whatever it is.</summary>
    private DateTimeOffset? Next()
    {
        DateTimeOffset? next = NextLoop()?.Due;
        foreach (var host in Hosts.Where(h => !h.IsKilled))
        {
            next = Earlier(next, host.PausedUntil ?? host.Time.NextDue);
        }
        lock (_gate)
        {
            foreach (var (at, _) in _later) next = Earlier(next, at);
        }
        return next;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    /// <summary>The loop that steps next; of several that are due at once, the one of the lowest host.</summary>
    private (DateTimeOffset Due, Loop Loop)? NextLoop()
    {
        (DateTimeOffset Due, Loop Loop)? first = null;
        var wakes = new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal);
        foreach (var host in Hosts.Where(h => h is { IsKilled: false, PausedUntil: null } && !h.Stopping.IsCancellationRequested))
        {
            foreach (var loop in host.Loops.Where(l => l is { Step: null, Ended: false }))
            {
                var due = loop.DueAt;
                if (loop.IsQueue)
                {
                    if (!wakes.TryGetValue(loop.Name, out var wake)) wakes[loop.Name] = wake = QueueWake(loop.Name);
                    if (wake is null) continue;
                    if (wake > due) due = Earlier(wake, due + s_idle)!.Value;
                }
                if (first is null || due < first.Value.Due) first = (due, loop);
            }
        }
        return first;
    }

    /// <summary>Workers look into a queue all the time; when what waits there says that it is due much later, seldom is enough.</summary>
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(30);

    /// <summary>When looking into the queue may find something; null while it is empty.</summary>
    private DateTimeOffset? QueueWake(string name)
    {
        var depth = Queue.PeekDepthAsync(name, default).GetAwaiter().GetResult();
        if (depth.Ready > 0) return Now;
        var due = depth.NextDueAt is { } at ? at - ClockError.Value : (DateTimeOffset?)null;
        return depth.Locked > 0 ? Earlier(due, Now + TimeSpan.FromSeconds(1)) : due;
    }

    /// <summary>Ends waits and pauses, and does what was put off. True when something woke up.</summary>
    private async Task<bool> WakeAsync()
    {
        var woke = false;
        List<Func<Task>> due;
        lock (_gate)
        {
            due = [.. _later.Where(l => l.At <= Now).Select(l => l.Act)];
            _later.RemoveAll(l => l.At <= Now);
        }
        foreach (var act in due) await act();
        foreach (var host in Hosts.ToList().Where(h => !h.IsKilled))
        {
            if (host.PausedUntil is { } until)
            {
                if (until > Now) continue;
                host.Resume();
                woke = true;
                foreach (var loop in host.Loops) await loop.SettleAsync();
            }
            var rung = host.Time.NextDue <= Now ? host.Time.Ring() : [];
            foreach (var loop in rung) await loop.SettleAsync();
            woke |= rung.Count > 0;
        }
        return woke || due.Count > 0;
    }

    /// <summary>The registrations of the local host, without its hosted services; for the observer without gate and wire.</summary>
    private ServiceProvider Compose(FaultHost? host)
    {
        var limit = RequestsPerMinute.ToString(CultureInfo.InvariantCulture);
        var settings = new Dictionary<string, string?>
        {
            ["Commercetools:ProjectKey"] = "demo", ["Commercetools:ClientId"] = "demo", ["Commercetools:ClientSecret"] = "demo",
            ["Commercetools:ApiBaseAddress"] = Shop.Address.ToString(), ["Commercetools:AuthorizationBaseAddress"] = Shop.Address.ToString(),
            ["ShipStation:BaseAddress"] = Accounts["default"].Address.ToString(), ["ShipStation:ApiKey"] = "demo", ["ShipStation:ApiSecret"] = "demo",
            ["ShipStation:RequestsPerMinute"] = limit, ["Sqlite:Path"] = _folder is null ? "unused.db" : FilePath,
            ["Timers:PollShipmentsSeconds"] = "30", ["Timers:PollShipStationOrdersSeconds"] = "30", ["Timers:PollTrackingSeconds"] = "30"
        };
        if (Setting.TwoAccounts)
        {
            settings["ShipStation:Accounts:eu:BaseAddress"] = Accounts["eu"].Address.ToString();
            (settings["ShipStation:Accounts:eu:ApiKey"], settings["ShipStation:Accounts:eu:ApiSecret"]) = ("demo", "demo");
            settings["ShipStation:Accounts:eu:RequestsPerMinute"] = limit;
            (settings["Locations:0:Key"], settings["Locations:0:Account"], settings["Locations:0:StoreId"]) = ("us", "default", "410001");
            (settings["Locations:1:Key"], settings["Locations:1:Account"], settings["Locations:1:StoreId"]) = ("eu", "eu", "410001");
            settings["Routing:DefaultLocation"] = "us";
            (settings["Routing:Rules:0:Name"], settings["Routing:Rules:0:Countries:0"], settings["Routing:Rules:0:Location"]) = ("to Germany", "DE", "eu");
        }
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        var warnings = new WarningLog();
        services.AddSingleton(warnings).AddLogging(logging => logging.ClearProviders().AddProvider(warnings));
        services.AddSingleton<TimeProvider>(host?.Time ?? new HostTime(Clock, ClockError));
        if (host is not null) services.AddSingleton<IFaultPoints>(host);
        services.AddConnector(configuration);
        if (_memory is not null)
            foreach (var port in StorePorts.All) services.Replace(new ServiceDescriptor(port, _memory.GetRequiredService(port)));
        if (host is not null)
        {
            foreach (var port in StorePorts.All) Gate(services, port, host);
            foreach (var name in (string[])["ShipStation", "commercetools"]) services.AddHttpClient(name).AddHttpMessageHandler(() => new Wire(host, this));
        }
        var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        return provider;
    }

    /// <summary>Puts the host's gate before a port; the container still owns the store behind it.</summary>
    private static void Gate(IServiceCollection services, Type port, FaultHost host)
    {
        var store = services.Last(d => d.ServiceType == port);
        services.RemoveAll(port);
        if (store.ImplementationType is { } type) services.TryAddSingleton(type);
        services.AddSingleton(port, provider => PortProxy.Wrap(port, store.ImplementationInstance ?? store.ImplementationFactory?.Invoke(provider) ?? provider.GetRequiredService(store.ImplementationType!), host));
    }
}
