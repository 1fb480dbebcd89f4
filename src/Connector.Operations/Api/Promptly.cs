namespace Connector.Operations.Api;

/// <summary>Work on the store that a sender of webhooks waits for.</summary>
internal static class Promptly
{
    /// <summary>Senders give up soon; a locked file may keep us for half a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Throws <see cref="TimeoutException"/> after a few seconds. What is on its way then may still be done: the notification is queued although its sender is asked to
    /// send it again, and that is harmless.
    /// </summary>
    public static async Task RunAsync(Func<CancellationToken, Task> work, TimeProvider clock)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        // Not the request's token: a sender that hangs up early has still delivered its notification. On a thread of its own, as a file that is locked keeps its caller's.
        var running = Task.Run(() => work(limit.Token), CancellationToken.None);
        try
        {
            await running.WaitAsync(Patience, clock);
        }
        catch (TimeoutException)
        {
            _ = running.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw;
        }
    }
}
