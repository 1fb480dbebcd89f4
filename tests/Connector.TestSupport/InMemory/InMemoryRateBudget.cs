using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Microsoft.Extensions.Options;

namespace Connector.TestSupport.InMemory;

/// <summary>The budget of one process; for a key pair that no other process uses.</summary>
public sealed class InMemoryRateBudget(IOptions<RateBudgetOptions> options, TimeProvider clock) : IRateBudget
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RateWindowState> _windows = new(StringComparer.Ordinal);

    public Task<RatePermit> TakeAsync(string account, RateLane lane, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            (_windows[account], var permit) = RateWindowRules.Take(StateOf(account), lane, clock.GetUtcNow());
            return Task.FromResult(permit);
        }
    }

    public Task ReportAsync(string account, RateReport report, CancellationToken cancellationToken)
    {
        lock (_gate) _windows[account] = RateWindowRules.Report(StateOf(account), report, clock.GetUtcNow());
        return Task.CompletedTask;
    }

    public Task<RateWindow> PeekAsync(string account, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(RateWindowRules.Peek(StateOf(account), clock.GetUtcNow()));
    }

    private RateWindowState StateOf(string account) =>
        _windows.TryGetValue(account, out var state) ? state : RateWindowState.Unknown(options.Value.LimitOf(account));
}
