using System.Text;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Labels;
using Connector.Core.Flows.Pull;
using Connector.Core.Flows.Push;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Operations.Api;
using Connector.TestSupport;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>
/// One order, and several processes of the connector that have to do with it, each with one actor in it. The stores' clock goes on by a millisecond at each step; a process sees it when it has its turn.
/// In the end the rest of the work is done by a process that nothing disturbs, with as much time as it takes.
/// </summary>
internal abstract class ProtocolPlay : Play, IPortHost
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(1);

    /// <summary>Longer than each lock, lease and reservation.</summary>
    private static readonly TimeSpan s_stall = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan s_pauses = TimeSpan.FromSeconds(2);
    private const int MostRounds = 200;

    /// <summary>The timers go on for a while: what becomes visible late is looked for within a quarter of an hour.</summary>
    private const int IdleRounds = 3;
    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(8);
    protected const string OrderId = "0a0de000-0000-4000-8000-000000000001";

    private readonly EnginePlant _plant;
    private readonly bool _isTold;
    private readonly List<Process> _processes = [];
    private readonly Process _rest;

    protected ProtocolPlay(EnginePlant plant, bool isTold, bool hasV2 = false, TimeSpan labelsAreVisibleAfter = default, Func<object, object>? broken = null)
    {
        (_plant, _isTold) = (plant, isTold);
        Ports = new ModelPorts(this, Clock, hasV2, labelsAreVisibleAfter, broken ?? (static port => port));
        _rest = new Process("rest", Clock, plant.Begin(Clock, Ports.All));
    }

    public override IReadOnlyList<Actor> Actors => [.. _processes.Select(static p => p.Actor)];

    protected ManualTimeProvider Clock { get; } = new() { SkipsDelaysUpTo = s_pauses };
    protected ModelPorts Ports { get; }
    protected ModelShop Shop => Ports.Shop;
    protected ModelShipStation Account => Ports.Account;

    /// <summary>The timers that run while things come to rest; none where the queues must be enough.</summary>
    protected virtual IReadOnlyList<string> TimersAtRest => [];

    public override void Tick() => Clock.Advance(s_step);

    public override void Resume(Actor actor) => Of(actor).Clock.MoveTo(Clock.Now);

    public override void Stall(Actor actor)
    {
        Clock.Advance(s_stall);
        foreach (var process in _processes.Where(p => p.Actor != actor && !p.Actor.IsDead)) process.Clock.MoveTo(Clock.Now);
    }

    public override IReadOnlyList<string> End()
    {
        while (Pending.Count > 0) Pending.Dequeue().Apply();
        foreach (var process in _processes) Clock.MoveTo(process.Clock.Now);
        var problems = new List<string>();
        foreach (var actor in Actors)
            if (actor.Failure is { } failure) problems.Add($"{actor.Name} failed: {failure.GetType().Name} {failure.Message}");
        if (!Wait(RestAsync())) problems.Add($"It does not come to rest in {MostRounds} rounds.");
        problems.AddRange(Wait(CommonProblemsAsync()));
        problems.AddRange(Wait(ProblemsAsync()));
        return problems;
    }

    public string? Describe(IReadOnlyList<object?> arguments) => _isTold ? string.Join(' ', arguments.Select(Text).OfType<string>()) : null;

    public void Later(string call, Action apply) => Pending.Enqueue((call, apply));

    /// <summary>What must not be, in this play.</summary>
    protected abstract Task<IReadOnlyList<string>> ProblemsAsync();

    /// <summary>Whether an entry of the error queue says what is so.</summary>
    protected virtual bool IsRight(ErrorQueueEntry error) => false;

    protected void Begin(string name, Func<Process, Task> work)
    {
        var clock = new ManualTimeProvider(Clock.Now) { SkipsDelaysUpTo = s_pauses };
        var process = new Process(name, clock, _plant.Begin(clock, Ports.All));
        _processes.Add(process);
        process.Actor.Begin(() => work(process));
    }

    /// <summary>A worker of these queues: until nothing is due.</summary>
    protected void BeginWorker(string name, params string[] queues) => Begin(name, process => WorkAsync(process, queues));

    /// <summary>What a timer starts, under its lease.</summary>
    protected void BeginTimer(string name, string timer) => Begin(name, process => RunTimerAsync(process, timer));

    /// <summary>Does what the connector has to do before the play begins.</summary>
    protected void Prepare()
    {
        Wait(WorkAsync(_rest, QueueNames.Orders));
        Wait(RunTimerAsync(_rest, TimerNames.PollShipStationOrders));
    }

    protected static bool Wait(Task<bool> task) => task.GetAwaiter().GetResult();

    protected static IReadOnlyList<string> Wait(Task<IReadOnlyList<string>> task) => task.GetAwaiter().GetResult();

    protected static void Wait(Task task) => task.GetAwaiter().GetResult();

    protected void Send(string queue, string type, long? version = null) => Wait(Ports.Queue.SendAsync(
        queue, [new WorkMessage { Type = type, Id = OrderId, OrderNumber = "W-1", Version = version, Reason = "play", CorrelationId = "play", EnqueuedAt = Clock.Now }], null, default));

    /// <summary>A notification comes in; true when its sender may forget it.</summary>
    protected static async Task<bool> NotifyAsync(Process process, string resourceUrl, string type, bool isSigned = false)
    {
        var http = new DefaultHttpContext { Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"resource_url":"{{resourceUrl}}","resource_type":"{{type}}"}""")) } };
        var result = isSigned
            ? await process.Get<SignedWebhookReceiver>().TakeAsync(http, A.Account, null)
            : await process.Get<WebhookReceiver>().TakeAsync(http, A.Account, "secret");
        return result is IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK };
    }

    protected static Order PlacedOrder() => An.Order([A.Line("MUG-BLUE", 2, 12.50m, static l => l with { Id = "011e0000-0000-4000-8000-000000000001" })], static o => o with { Id = OrderId, Number = "W-1" });

    private Process Of(Actor actor) => _processes.First(p => p.Actor == actor);

    private static async Task WorkAsync(Process process, params string[] queues)
    {
        var worker = process.Get<QueueWorker>();
        for (var handled = 1; handled > 0;)
        {
            handled = 0;
            foreach (var queue in queues) handled += await worker.ProcessBatchAsync(queue, default);
        }
    }

    /// <summary>Under its lease. False where it did not come to its end: it runs again at the next tick.</summary>
    protected static async Task<bool> RunTimerAsync(Process process, string timer)
    {
        var isDone = false;
        await process.Get<LeasedRuns>().RunAsync(timer, async stop =>
        {
            await (timer switch
            {
                TimerNames.PullOrders => process.Get<OrderPullRun>().RunAsync(null, null, stop),
                TimerNames.PollShipments => process.Get<ShipmentPoll>().RunAsync(stop),
                TimerNames.PollShipStationOrders => process.Get<OrderStatusPoll>().RunAsync(stop),
                _ => process.Get<LabelRun>().RunAsync(stop)
            });
            isDone = true;
        }, default);
        return isDone;
    }

    /// <summary>From one thing that is due to the next, until nothing is; false where that never comes.</summary>
    private async Task<bool> RestAsync()
    {
        // What the dead held is free again.
        Clock.Advance(LeasedRuns.LeaseTime);
        for (var (round, idle) = (0, 0); round < MostRounds; round++)
        {
            foreach (var timer in TimersAtRest) await RunTimerAsync(_rest, timer);
            await WorkAsync(_rest, QueueNames.Orders, QueueNames.Shipments, QueueNames.Labels);
            var due = await NextDueAsync();
            if (due is null && ++idle > (TimersAtRest.Count > 0 ? IdleRounds : 0)) return true;
            Clock.MoveTo(due is null ? Clock.Now + s_idle : due > Clock.Now ? due.Value : Clock.Now + s_step);
        }
        return false;
    }

    private async Task<DateTimeOffset?> NextDueAsync()
    {
        DateTimeOffset? next = (await Ports.Labels.ListAsync(new LabelFilter(), null, 100, default)).Rows.Min(static row => row.DueAt);
        foreach (var queue in (string[])[QueueNames.Orders, QueueNames.Shipments, QueueNames.Labels])
        {
            var depth = await Ports.Queue.PeekDepthAsync(queue, default);
            var due = depth.Locked > 0 ? Clock.Now + TimeSpan.FromSeconds(10) : depth.NextDueAt;
            if (next is null || due < next) next = due ?? next;
        }
        return next;
    }

    /// <summary>What must not be in any play: leftovers, reservations, errors without a reason.</summary>
    private async Task<IReadOnlyList<string>> CommonProblemsAsync()
    {
        var problems = new List<string>();
        foreach (var error in await Ports.Errors.ListAsync(new ErrorFilter(), default))
            if (!IsRight(error)) problems.Add($"The error queue says of {error.MessageType}: {error.Info.Code} {error.Info.Description}");
        foreach (var row in await Ports.Sync.GetAsync([OrderId], default))
            if (row.Reservation is not null || LateCalls.CanHarm(row)) problems.Add($"A row is not settled: {Text(row)}");
        foreach (var row in (await Ports.Labels.ListAsync(new LabelFilter(), null, 100, default)).Rows)
            if (row.State is LabelState.Reserved or LabelState.Unknown) problems.Add($"A label is not settled: {Text(row)}");
        return problems;
    }

    /// <summary>As a trace shows it; null for what says nothing.</summary>
    protected static string? Text(object? value) => value switch
    {
        null or CancellationToken or string[] or TimeSpan => null,
        SyncRow row => $"[row v{row.OrderVersion} {row.Status} {Short(row.PayloadHash)}{(row.Reservation is { } r ? $" reserved {r.Owner[^4..]} {Short(r.Hash)} until {r.Until:mm:ss}" : "")}{(row.Unverified is { } u ? $" unverified {u.Payloads.Count}" : "")} etag {row.ETag}]",
        LabelRow row => $"[label {row.State} {row.Code} #{row.Attempt} due {row.DueAt:dd HH:mm:ss}{(row.Reservation is { SentAt: { } sent } ? $" sent {sent:mm:ss}" : "")} etag {row.ETag}]",
        WorkMessage message => $"[{message.Type} v{message.Version} {message.Reason}]",
        Settlement settlement => settlement.GetType().Name,
        ShippingOrder order => $"[{order.OrderNumber} {order.Status} {order.ShipTo.Street1}]",
        OrderChange change => change.GetType().Name,
        ValueTuple<QueuedMessage, Settlement> settled => $"{settled.Item1.Queue} {settled.Item1.Sequence} {settled.Item2.GetType().Name}",
        string text => text,
        System.Collections.IEnumerable all => string.Join(' ', all.Cast<object?>().Select(Text).OfType<string>()),
        DateTimeOffset at => at.ToString("HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => null
    };

    private static string Short(string? hash) => hash is { Length: > 6 } ? hash[..6] : hash ?? "-";

    /// <summary>One process of the connector.</summary>
    protected sealed class Process(string name, ManualTimeProvider clock, IServiceProvider services)
    {
        public Actor Actor { get; } = new(name);
        public ManualTimeProvider Clock => clock;

        public T Get<T>() where T : notnull => services.GetRequiredService<T>();
    }
}
