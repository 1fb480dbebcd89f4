using Connector.Core.Model.Messages;

namespace Connector.Core.Ports.Rates;

/// <summary>For work that somebody or a nightly run waits for and that holds no message: waits where the shipping side's window is used up.</summary>
public static class RateWaiter
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(5);

    /// <summary>Every other failure is thrown.</summary>
    /// <param name="until">Never waits beyond; then the want of a permit is thrown as well. Null waits as long as it takes.</param>
    public static async Task<T> AskAsync<T>(TimeProvider clock, Func<Task<T>> ask, CancellationToken cancellationToken, DateTimeOffset? until = null)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (ConnectorException e) when (e.Kind == FailureKind.RateLimited)
            {
                var wait = e.RetryAt - clock.GetUtcNow() ?? DefaultWait;
                if (clock.GetUtcNow() + wait > until) throw;
                await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock, cancellationToken);
            }
        }
    }
}
