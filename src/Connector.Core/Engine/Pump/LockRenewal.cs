using Connector.Core.Ports;

namespace Connector.Core.Engine.Pump;

/// <summary>Keeps the locks of a batch alive while it is handled. A process that stops or dies renews nothing, so that others take over.</summary>
internal sealed class LockRenewal : IAsyncDisposable
{
    /// <summary>Two renewals may fail before a lock ends.</summary>
    private const int PartsOfALock = 3;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _renewing;

    public LockRenewal(IWorkQueue queue, IReadOnlyList<QueuedMessage> batch, TimeSpan lockFor, TimeProvider clock, Action<Exception> failed) =>
        _renewing = RenewEachTimeAsync(queue, batch, lockFor, clock, failed, _end.Token);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _renewing;
        _end.Dispose();
    }

    private static async Task RenewEachTimeAsync(
        IWorkQueue queue, IReadOnlyList<QueuedMessage> batch, TimeSpan lockFor, TimeProvider clock, Action<Exception> failed, CancellationToken end)
    {
        using var timer = new PeriodicTimer(lockFor / PartsOfALock, clock);
        try
        {
            // False when the timer itself ends: the collector takes the timer of work that nobody waits for any more, and what follows runs on the thread of all finalizers.
            while (await timer.WaitForNextTickAsync(end)) await RenewAsync(queue, batch, lockFor, failed, end);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
    }

    private static async Task RenewAsync(IWorkQueue queue, IReadOnlyList<QueuedMessage> batch, TimeSpan lockFor, Action<Exception> failed, CancellationToken end)
    {
        try
        {
            await queue.RenewAsync(batch, lockFor, end);
        }
        catch (Exception e) when (e is not OperationCanceledException || !end.IsCancellationRequested)
        {
            failed(e);
        }
    }
}
