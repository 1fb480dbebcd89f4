using System.Collections.Concurrent;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>Balances of carrier accounts, read once in ten minutes at most, and what this process bought since.</summary>
internal sealed class CarrierBalances(ILabelAccounts accounts, TimeProvider clock)
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, IReadOnlyList<CarrierAccount> Carriers)> _read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Account, string Carrier), decimal> _spent = new();

    /// <summary>The carrier with its balance, and what was bought from it since; null for one that is not known.</summary>
    public async Task<(CarrierAccount? Carrier, decimal Since)> FindAsync(string account, string carrierCode, long? accountId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!_read.TryGetValue(account, out var read) || now - read.At > s_fresh)
        {
            var carriers = await accounts.Get(account).Carriers.ReadBalancesAsync(cancellationToken);
            read = _read[account] = (now, carriers);
            foreach (var key in _spent.Keys.Where(key => key.Account == account)) _spent.TryRemove(key, out _);
        }
        var carrier = read.Carriers.Where(c => c.Code == carrierCode && (accountId is null || c.AccountId == accountId)).OrderByDescending(c => c.IsPrimary).FirstOrDefault();
        return (carrier, _spent.GetValueOrDefault((account, carrierCode)));
    }

    public void Add(string account, string carrierCode, decimal amount) => _spent.AddOrUpdate((account, carrierCode), amount, (_, sum) => sum + amount);

    /// <summary>What was read says nothing any longer: it is read again.</summary>
    public void Forget(string account) => _read.TryRemove(account, out _);
}
