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
        _renewing = RenewAsync(queue, batch, lockFor, clock, failed, _end.Token);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _renewing;
        _end.Dispose();
    }

    private static async Task RenewAsync(
        IWorkQueue queue, IReadOnlyList<QueuedMessage> batch, TimeSpan lockFor, TimeProvider clock, Action<Exception> failed, CancellationToken end)
    {
        using var timer = new PeriodicTimer(lockFor / PartsOfALock, clock);
        while (!end.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(end);
                await queue.RenewAsync(batch, lockFor, end);
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                failed(e);
            }
        }
    }
}
