using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Intake;
using Connector.Core.Model;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <summary>The state of the connector, read from its stores; calls neither vendor. A few rows for each request, so that a monitor may call often.</summary>
public sealed partial class HealthReader(
    IWorkQueue queue, IRateBudget rates, IFlowPauses pauses, ICursorStore cursors, IOrderCounts orders, IShippingAccounts accounts, TimerPlan plan, RunReports reports,
    TimeProvider clock, ILogger<HealthReader> log)
{
    /// <summary>A store that takes longer counts as one that does not respond.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A store that cannot be read makes the connector unhealthy, and what this process knows is shown.</summary>
    internal async Task<HealthView> ReadAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ReadStoresAsync(both.Token).WaitAsync(both.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotRead(log, e);
            return HealthView.Unreadable(clock.GetUtcNow(), TimerViews(reports.Seen, clock.GetUtcNow()));
        }
    }

    private async Task<HealthView> ReadStoresAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (queues, paused, windows) = (new List<QueueView>(), new List<PausedFlow>(), new List<RateView>());
        foreach (var name in QueueNames.All)
        {
            var depth = await queue.PeekDepthAsync(name, cancellationToken);
            queues.Add(new QueueView(name, depth.Ready, depth.Scheduled, depth.Locked, depth.Dead, depth.NextDueAt));
        }
        foreach (var flow in FlowNames.All(QueueNames.All, accounts.Names))
        {
            // A pause whose time is over is only waiting for the next batch to lift it.
            if (await pauses.GetAsync(flow, cancellationToken) is { } pause && !(pause.Until <= now))
                paused.Add(new PausedFlow(flow, FlowNames.AccountOf(flow), pause.Reason, pause.Since, pause.Until));
        }
        foreach (var account in accounts.Names)
        {
            var window = await rates.PeekAsync(account, cancellationToken);
            windows.Add(new RateView(account, window.Limit, window.Used, window.EndsAt));
        }
        var positions = new List<CursorView>();
        foreach (var name in CursorNames.Of(accounts.Names)) positions.Add(Position(name, await cursors.GetAsync(name, cancellationToken), now));
        var timers = TimerViews(await reports.ReadAsync(cancellationToken), now);
        var counted = await orders.ReadAsync(cancellationToken);
        var rows = counted?.Rows.ToDictionary(static c => c.Key.ToString().ToLowerInvariant(), static c => c.Value, StringComparer.Ordinal) ?? [];
        var problems = HealthProblems.From(paused, timers, positions, now);
        return new HealthView(
            problems.Status, problems.Reason, problems.All, now, timers, queues, queues.Sum(static q => q.Failed), windows, paused, positions, rows, counted?.CountedAt);
    }

    private List<TimerView> TimerViews(IReadOnlyList<RunRecord> records, DateTimeOffset now)
    {
        var known = records.ToDictionary(static r => (r.Timer, r.Account ?? ""));
        var since = reports.Since;
        return [.. plan.Timers.Select(timer =>
        {
            var record = known.GetValueOrDefault((timer.Name, ""));
            var views = accounts.Names.Select(name => known.GetValueOrDefault((timer.Name, name))).OfType<RunRecord>().Select(r => new AccountRunView(
                r.Account!, Word(TimerHealth.JudgeAccount(timer.Period, r, now, since, plan.RunHere)), r.EndedAt, r.SucceededAt, r.FailedAt, r.Failure));
            return new TimerView(
                timer.Name, Word(TimerHealth.Judge(timer.Period, record, now, since, plan.RunHere)), timer.Period?.TotalSeconds, record?.StartedAt, record?.EndedAt,
                record?.SucceededAt, record?.FailedAt, record?.Failure, [.. views]);
        })];
    }

    private CursorView Position(string name, StoredCursor? cursor, DateTimeOffset now)
    {
        var timer = CursorNames.TimerOf(name);
        var caughtUp = cursor is null ? null : PollPositions.CaughtUpAt(cursor.Value);
        // The pull's cursor moves when orders come; whether the pull runs, its timer says. Without a timer nobody polls, and nothing is late.
        var isPoll = timer != TimerNames.PullOrders;
        var stale = isPoll && cursor is not null && plan.PeriodOf(timer) is { } period && TimerHealth.IsBehind(period, caughtUp, now, reports.Since, plan.RunHere);
        var at = isPoll ? caughtUp : cursor?.UpdatedAt;
        return new CursorView(name, cursor?.UpdatedAt, caughtUp, at is { } known ? (long)(now - known).TotalSeconds : null, stale);
    }

    private static string Word(TimerState state) => state.ToString().ToLowerInvariant();

    private static partial class Log
    {
        [LoggerMessage(305, LogLevel.Error, "Health: the connector's own store did not respond")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
