using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Pump;

/// <summary>
/// One whole pass: pull, push until the queue is empty, poll, write back, buy labels, stop. Waits for the next rate window where it must, but not for messages that are due
/// much later. Everything it does is also done by the long-running host; both may run at once.
/// </summary>
public sealed class SyncPass(
    OrderPullRun pull, ScheduledRuns runs, QueueDrain drain, IFlowPauses pauses, IShippingAccounts accounts, TimeProvider clock)
{
    /// <summary>Longer than a rate window, so that a full window never ends the pass; shorter than a late retry, which the next pass takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    /// <param name="stopSoon">Somebody asks it to stop: batches under way are finished, and nothing else begins. Ends with a cancellation, like <paramref name="cancellationToken"/>, which waits for nothing.</param>
    public async Task RunAsync(SyncScope scope, DateTimeOffset? since, IProgress<SyncProgress>? progress, CancellationToken cancellationToken, CancellationToken stopSoon = default)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopSoon);
        if (scope != SyncScope.Shipments)
        {
            var pulling = await IsDrainedAsync(QueueNames.Orders, cancellationToken) ? Task.CompletedTask : pull.RunAsync(since, new ProgressReporter(seen => progress?.Report(new SyncProgress("pull", seen))), reading.Token, paced: true);
            await drain.RunAsync([QueueNames.Orders], pulling, progress, cancellationToken, stopSoon);
            await pulling;
        }
        if (scope != SyncScope.Orders)
        {
            await WithPermitsAsync(TimerNames.PollShipments, progress, reading.Token);
            await WithPermitsAsync(TimerNames.PollShipStationOrders, progress, reading.Token);
            Task followed = WithPermitsAsync(TimerNames.PollTracking, progress, reading.Token);
            // Tracking has a key of its own: where it is refused, what the polls found is written all the same.
            await Task.WhenAny(followed);
            await drain.RunAsync([QueueNames.Shipments, QueueNames.Orders], Task.CompletedTask, progress, cancellationToken, stopSoon);
            await followed;
        }
        if (scope == SyncScope.All)
        {
            await WithPermitsAsync(TimerNames.BuyLabels, progress, reading.Token);
            await drain.RunAsync([QueueNames.Labels, QueueNames.Shipments, QueueNames.Orders], Task.CompletedTask, progress, cancellationToken, stopSoon);
        }
        foreach (var flow in FlowNames.All([QueueNames.Orders, QueueNames.Shipments], accounts.Names))
        {
            if (await pauses.GetAsync(flow, cancellationToken) is not { } pause) continue;
            var concerned = FlowNames.AccountOf(flow) is { } account ? $"account {account}: " : "";
            throw new ConnectorException(FailureKind.Unauthorized, ErrorCodes.Unauthorized, $"{concerned}{pause.Reason}{HowItEnds(flow, pause)}");
        }
    }

    private static string HowItEnds(string flow, FlowPause pause) => pause.Until is { } until
        ? $" Paused until {until:u}; with corrected credentials the next run tries again at once."
        : $" Until somebody resumes it: connector resume {flow}";

    /// <summary>Works off what is queued now, and what that causes.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => drain.RunAsync([QueueNames.Orders, QueueNames.Shipments, QueueNames.Labels], Task.CompletedTask, null, cancellationToken);

    private async Task<bool> IsDrainedAsync(string queue, CancellationToken cancellationToken) => await pauses.GetAsync(FlowNames.CreateDrain(queue), cancellationToken) is not null;

    private async Task WithPermitsAsync(string timer, IProgress<SyncProgress>? progress, CancellationToken cancellationToken)
    {
        if (DrainedLeases.FedBy(timer) is { } fed && await IsDrainedAsync(fed, cancellationToken)) return;
        while (true)
        {
            try
            {
                await runs.ByTimer[timer](cancellationToken);
                return;
            }
            catch (ConnectorException e) when (e is { Kind: FailureKind.RateLimited, RetryAt: { } at } && at - clock.GetUtcNow() <= Patience)
            {
                progress?.Report(new SyncProgress(SyncProgress.Waiting, 0));
                var wait = at - clock.GetUtcNow();
                if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellationToken);
            }
        }
    }

    private sealed class ProgressReporter(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}

/// <summary>What a pass covers.</summary>
public enum SyncScope { All, Orders, Shipments }

/// <param name="Stage">A queue's name, "pull", or a constant below.</param>
/// <param name="Total">How many there are as far as is known now; null where that is not known.</param>
public sealed record SyncProgress(string Stage, long Count, long? Total = null)
{
    /// <summary>Nothing can be done because another process has locked what is left.</summary>
    public const string Held = "held";

    /// <summary>Nothing can be done before the next rate window.</summary>
    public const string Waiting = "waiting";
}
