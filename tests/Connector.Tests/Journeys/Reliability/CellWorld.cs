using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Local.Hosting;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Control;
using Connector.Simulators.ShipStation;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connector.Tests.Journeys.Reliability;

/// <summary>Both simulators of one lane; cells use them one after another.</summary>
internal sealed class Lane : IAsyncDisposable
{
    /// <summary>Of every call: when a caller is kept waiting, the clock moves so far.</summary>
    public const int TimeoutSeconds = 30;
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(18);

    private Lane(ManualTimeProvider clock, CommercetoolsSimulator shop, ShipStationSimulator shipping)
    {
        (Clock, Shop, Shipping, People) = (clock, shop, shipping, new People(shop, shipping));
        foreach (var faults in (FaultPlan[])[shop.Faults, shipping.Faults]) faults.KeptWaiting += () => _ = Task.Run(RunOutAsync);
    }

    public ManualTimeProvider Clock { get; }
    public CommercetoolsSimulator Shop { get; }
    public ShipStationSimulator Shipping { get; }
    public People People { get; }
    public HttpClient Http { get; } = new();

    public static async Task<Lane> StartAsync()
    {
        // Shorter waits are over at once, so that only the time limits of calls wait for the clock.
        var clock = new ManualTimeProvider { SkipsDelaysUpTo = TimeSpan.FromSeconds(TimeoutSeconds - 1) };
        var simulated = new SimulatorClock(clock);
        var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions { Clock = simulated });
        var shipping = await ShipStationSimulator.StartAsync(
            new ShipStationSimulatorOptions { Clock = simulated, RequestsPerMinute = 0, V2RequestsPerMinute = 0, PartialLabel = PartialLabel.KeepOpen }, CancellationToken.None);
        return new Lane(clock, shop, shipping);
    }

    public async Task ResetAsync()
    {
        using var shop = await Http.PostAsync(new Uri(Shop.Address, "__sim/reset"), null);
        using var shipping = await Http.PostAsync(new Uri(Shipping.Address, "__sim/reset"), null);
        shop.EnsureSuccessStatusCode();
        shipping.EnsureSuccessStatusCode();
        // Every cell begins at the same hour: day and night make no difference between them.
        Clock.MoveTo(new DateTimeOffset(Clock.Now.Date, TimeSpan.Zero).AddDays(1) + s_hour);
    }

    public async ValueTask DisposeAsync()
    {
        People.Dispose();
        Http.Dispose();
        await Shop.DisposeAsync();
        await Shipping.DisposeAsync();
    }

    /// <summary>The caller's limit has run out; calls beside it have ended by then.</summary>
    private async Task RunOutAsync()
    {
        for (int before = -1, now = Clock.WaitingTimers, looks = 0; looks < 3; looks = now == before ? looks + 1 : 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            (before, now) = (now, Clock.WaitingTimers);
        }
        Clock.Advance(TimeSpan.FromSeconds(TimeoutSeconds));
    }
}

/// <summary>One connector, new, on the simulators of a lane, and what became of its work.</summary>
internal sealed class CellWorld : IAsyncDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pump = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(5);
    private const int MostSteps = 60;
    private DateTimeOffset _timersDue;
    private static readonly string[] s_queues = [QueueNames.Orders, QueueNames.Shipments, QueueNames.Labels];
    private readonly ServiceProvider _services;
    private readonly ConcurrentDictionary<Type, object> _resolved = new();
    private readonly Work _work;

    private CellWorld(Lane lane, Work work, ServiceProvider services) => (Lane, _work, _services) = (lane, work, services);

    public Lane Lane { get; }
    public List<(string Timer, ConnectorException Failure)> FailedRuns { get; } = [];
    public List<(WorkMessage Message, Settlement Settlement)> Settled { get; } = [];

    /// <summary>How often a person approved what waited for one.</summary>
    public int Approvals { get; private set; }

    public InMemoryJournal Journal => Get<InMemoryJournal>();

    /// <summary>Asked for once: a container compiles what it is asked for again, which costs more than a cell.</summary>
    public T Get<T>() where T : notnull => (T)_resolved.GetOrAdd(typeof(T), static (_, services) => services.GetRequiredService<T>(), _services);

    public static async Task<CellWorld> StartAsync(Lane lane, Work work)
    {
        await lane.ResetAsync();
        var world = new CellWorld(lane, work, Compose(lane, work));
        world.Get<InMemoryWorkQueue>().Settling += (message, settlement) =>
        {
            if (WorkMessageBody.Read(message.Body.Span, out _) is not { } read) return;
            lock (world.Settled) world.Settled.Add((read, settlement));
        };
        return world;
    }

    public void Place(ShopOrder order) => Lane.Shop.Put((JsonObject)order.Document.DeepClone());

    public string OrderId(string number) => Lane.Shop.FindOrder(number)!.Value.Text("id")!;

    /// <summary>As a timer does: what it fails with is noted, and it comes again.</summary>
    public async Task RunAsync(params string[] timers)
    {
        using var limit = new CancellationTokenSource(s_longest, TimeProvider.System);
        foreach (var timer in timers)
        {
            try
            {
                await Get<ScheduledRuns>().ByTimer[timer](limit.Token);
            }
            catch (ConnectorException failure)
            {
                FailedRuns.Add((timer, failure));
            }
        }
    }

    /// <summary>Works off what is due on these queues. Waits within the calls move the clock, so that retries come due meanwhile: they are for the next pass.</summary>
    public async Task PumpAsync(params string[] queues)
    {
        using var limit = new CancellationTokenSource(s_longest, TimeProvider.System);
        var end = Lane.Clock.Now + s_pump;
        for (var done = 1; done > 0 && Lane.Clock.Now <= end;)
        {
            done = 0;
            foreach (var queue in queues) done += await Get<QueueWorker>().ProcessBatchAsync(queue, limit.Token);
        }
    }

    public Task PumpAllAsync() => PumpAsync(s_queues);

    /// <summary>All that the long-running host does, once.</summary>
    public async Task PassAsync()
    {
        _timersDue = Lane.Clock.Now + s_period;
        await RunAsync([.. _work.Timers]);
        await PumpAllAsync();
    }

    /// <summary>Time goes by until nothing is left to be tried, or for so long; then the timers come twice more.</summary>
    public async Task LiveAsync(TimeSpan longest)
    {
        var end = Lane.Clock.Now + longest;
        await QuietAsync(end);
        for (var more = 0; more < 2; more++)
        {
            Lane.Clock.Advance(s_period + s_period);
            await QuietAsync(end + s_period + s_period);
        }
    }

    private async Task QuietAsync(DateTimeOffset end)
    {
        await StepAsync();
        for (var step = 0; step < MostSteps && await NextAsync() is { } next && next <= end; step++)
        {
            // A second later: what the next look may show is there by then.
            if (next >= Lane.Clock.Now) Lane.Clock.Advance(next - Lane.Clock.Now + TimeSpan.FromSeconds(1));
            await StepAsync();
        }
    }

    /// <summary>What is due now: timers at their pace, and messages. A person approves what waits for one.</summary>
    private async Task StepAsync()
    {
        if (Lane.Clock.Now >= _timersDue) await PassAsync();
        else await PumpAllAsync();
        if (!_work.HasLabels) return;
        Approvals += await Get<LabelDesk>().ApproveAllAsync(new LabelFilter(), "ada", default);
        if ((await LabelsAsync()).Any(row => row.DueAt <= Lane.Clock.Now)) await RunAsync(TimerNames.BuyLabels);
        await PumpAllAsync();
    }

    /// <summary>A person looks at what needs attention: resumes, retries, and asks again for a void that was refused.</summary>
    public async Task RetryErrorsAsync()
    {
        var refused = _work.Wants is { } wants ? (await LabelsAsync()).Where(row => row.State == LabelState.Bought && wants == LabelState.Voided).Select(static row => row.Id).ToList() : [];
        foreach (var flow in FlowNames.All(s_queues, ["default"])) await Get<IFlowPauses>().ResumeAsync(flow, default);
        await Get<ErrorQueueService>().ReplayAllAsync(default);
        if (refused.Count > 0) await Get<LabelDesk>().VoidAsync(refused, "ada", default);
    }

    public Task<IReadOnlyList<ErrorQueueEntry>> ErrorsAsync() => Get<IErrorQueue>().ListAsync(new ErrorFilter(), default);

    public async Task<IReadOnlyList<LabelRow>> LabelsAsync() => (await Get<ILabelStore>().ListAsync(new LabelFilter(), null, 100, default)).Rows;

    public async Task<JsonElement> ControlAsync(string path)
    {
        using var document = JsonDocument.Parse(await Lane.Http.GetStringAsync(new Uri(Lane.Shipping.Address, "/__sim" + path)));
        return document.RootElement.Clone();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>When something is to be tried next; null when nothing is.</summary>
    private async Task<DateTimeOffset?> NextAsync()
    {
        DateTimeOffset? next = null;
        foreach (var queue in s_queues)
        {
            var depth = await Get<IWorkQueue>().PeekDepthAsync(queue, default);
            var due = depth.Ready > 0 ? Lane.Clock.Now : depth.NextDueAt;
            if (due is not null && !(due >= next)) next = due;
        }
        if (!_work.HasLabels) return next;
        foreach (var row in await LabelsAsync())
            if (row.DueAt is { } due && !(due >= next)) next = due;
        return next;
    }

    /// <summary>The registrations of the local host, with the stores in memory and without its timers.</summary>
    private static ServiceProvider Compose(Lane lane, Work work)
    {
        var limit = Lane.TimeoutSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var settings = new Dictionary<string, string?>
        {
            ["Commercetools:ProjectKey"] = "demo", ["Commercetools:ClientId"] = "demo", ["Commercetools:ClientSecret"] = "demo", ["Commercetools:TimeoutSeconds"] = limit,
            ["Commercetools:ApiBaseAddress"] = lane.Shop.Address.ToString(), ["Commercetools:AuthorizationBaseAddress"] = lane.Shop.Address.ToString(),
            ["ShipStation:BaseAddress"] = lane.Shipping.Address.ToString(), ["ShipStation:ApiKey"] = "demo", ["ShipStation:ApiSecret"] = "demo",
            ["ShipStation:RequestsPerMinute"] = "10000", ["ShipStation:TimeoutSeconds"] = limit, ["ShipStation:LabelTimeoutSeconds"] = limit,
            ["ShipStation:V2ApiKey"] = work.NeedsV2 ? "demo" : null, ["ShipStation:V2BaseAddress"] = lane.Shipping.Address.ToString(),
            // Its renewal must not be a wait that is skipped.
            ["Connector:LockSeconds"] = "3600"
        };
        foreach (var (key, value) in work.Settings) settings[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging(static logging => logging.ClearProviders());
        services.AddSingleton<TimeProvider>(lane.Clock);
        services.AddConnector(configuration);
        services.AddInMemoryStores();
        services.AddSingleton<InMemoryJournal>();
        services.AddSingleton<IJournal>(static provider => provider.GetRequiredService<InMemoryJournal>());
        return services.BuildServiceProvider();
    }
}
