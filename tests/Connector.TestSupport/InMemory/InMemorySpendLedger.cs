using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;

namespace Connector.TestSupport.InMemory;

/// <summary>Spending in this process only; gone when it ends.</summary>
public sealed class InMemorySpendLedger : ISpendLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Account, string Id), Spend> _spends = [];

    public Task<bool> ReserveAsync(Spend spend, Func<SpendTotals, bool> fits, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_spends.ContainsKey((spend.Account, spend.Id))) return Task.FromResult(true);
            if (!fits(Sum(spend.Account, spend.Day))) return Task.FromResult(false);
            _spends.Add((spend.Account, spend.Id), spend);
            return Task.FromResult(true);
        }
    }

    public Task SettleAsync(string account, string id, decimal amount, CancellationToken cancellationToken)
    {
        lock (_gate)
            if (_spends.TryGetValue((account, id), out var spend)) _spends[(account, id)] = spend with { Amount = amount };
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(string account, string id, CancellationToken cancellationToken)
    {
        lock (_gate) _spends.Remove((account, id));
        return Task.CompletedTask;
    }

    public Task<SpendTotals> GetAsync(string account, DateOnly day, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(Sum(account, day));
    }

    public Task<int> DeleteBeforeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var old = _spends.Where(s => s.Value.Day < day).Select(s => s.Key).ToList();
            old.ForEach(key => _spends.Remove(key));
            return Task.FromResult(old.Count);
        }
    }

    private SpendTotals Sum(string account, DateOnly day) =>
        _spends.Values.Where(s => s.Account == account && s.Day == day).Aggregate(SpendTotals.Empty, static (sum, s) => sum.Add(s, s.Amount, 1));
}
