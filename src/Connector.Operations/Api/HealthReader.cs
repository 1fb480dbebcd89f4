using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <summary>The state of the connector, read from its stores; calls neither vendor. A few rows for each request, so that a monitor may call often.</summary>
public sealed partial class HealthReader(
    IWorkQueue queue, IRateBudget rates, FlowDesk flows, IOrderCounts orders, IShippingAccounts accounts, TimerViews timerViews, TimeProvider clock, ILogger<HealthReader> log)
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
            return HealthView.Unreadable(clock.GetUtcNow(), timerViews.Seen(clock.GetUtcNow()));
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
        // A pause whose time is over is only waiting for the next batch to lift it.
        foreach (var (flow, pause) in await flows.ListAsync(cancellationToken)) paused.Add(new PausedFlow(flow, FlowNames.AccountOf(flow), pause.Reason, pause.Since, pause.Until));
        foreach (var account in accounts.Names)
        {
            var window = await rates.PeekAsync(account, cancellationToken);
            windows.Add(new RateView(account, window.Limit, window.Used, window.EndsAt));
        }
        var positions = await timerViews.ReadPositionsAsync(now, cancellationToken);
        var timers = await timerViews.ReadAsync(now, cancellationToken);
        var counted = await orders.ReadAsync(cancellationToken);
        var rows = counted?.Rows.ToDictionary(static c => c.Key.ToString().ToLowerInvariant(), static c => c.Value, StringComparer.Ordinal) ?? [];
        var problems = HealthProblems.From(paused, timers, positions, now);
        return new HealthView(
            problems.Status, problems.Reason, problems.All, now, timers, queues, queues.Sum(static q => q.Failed), windows, paused, positions, rows, counted?.CountedAt, counted?.Listed is { } listed ? PromiseView.From(listed) : null);
    }

    private static partial class Log
    {
        [LoggerMessage(305, LogLevel.Error, "Health: the connector's own store did not respond")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
