using Connector.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Connector.Core.Engine.Pump;

/// <summary>Keeps a lease while its run is alive, and cancels the run when the lease is lost.</summary>
internal sealed partial class LeaseRenewal : IAsyncDisposable
{
    private readonly string _name;
    private readonly ILease _lease;
    private readonly TimeSpan _duration;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly PeriodicTimer _ticks;
    private readonly CancellationTokenSource _held;
    private readonly Task _loop;

    public LeaseRenewal(string name, ILease lease, TimeSpan duration, TimeProvider clock, ILogger log, CancellationToken stop)
    {
        (_name, _lease, _duration, _clock, _log) = (name, lease, duration, clock, log);
        _held = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _ticks = new PeriodicTimer(duration / 3, clock);
        _loop = RenewAsync();
    }

    /// <summary>Ends with the stop, or when the lease is lost.</summary>
    public CancellationToken Held => _held.Token;

    public bool IsLost { get; private set; }

    /// <summary>Ends the renewal, and waits for one that is under way: what is given back afterwards stays given back.</summary>
    public async ValueTask DisposeAsync()
    {
        _ticks.Dispose();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _held.Dispose();
    }

    private async Task RenewAsync()
    {
        var renewed = _clock.GetTimestamp();
        while (await _ticks.WaitForNextTickAsync(CancellationToken.None))
        {
            var now = _clock.GetTimestamp();
            try
            {
                IsLost = !await _lease.RenewAsync(CancellationToken.None);
                renewed = now;
            }
            catch (Exception e)
            {
                Log.NotRenewed(_log, e, _name);
                IsLost = _clock.GetElapsedTime(renewed) >= _duration;
            }
            if (!IsLost) continue;
            Log.Lost(_log, _name);
            await _held.CancelAsync();
            return;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(111, LogLevel.Warning, "The lease of {Timer} could not be renewed")]
        public static partial void NotRenewed(ILogger logger, Exception exception, string timer);

        [LoggerMessage(112, LogLevel.Warning, "The lease of {Timer} is lost; its run was cancelled")]
        public static partial void Lost(ILogger logger, string timer);
    }
}
