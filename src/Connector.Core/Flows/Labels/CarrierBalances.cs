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

    public Task<CarrierBalance> FindAsync(string account, string carrierCode, long? accountId, CancellationToken cancellationToken) =>
        FindAsync(account, carrierCode, accountId, clock.GetUtcNow() - s_fresh, cancellationToken);

    /// <param name="notBefore">An older reading says nothing.</param>
    public async Task<CarrierBalance> FindAsync(string account, string carrierCode, long? accountId, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!_read.TryGetValue(account, out var read) || read.At < notBefore)
        {
            var carriers = await accounts.Get(account).Carriers.ReadBalancesAsync(cancellationToken);
            read = _read[account] = (now, carriers);
            foreach (var key in _spent.Keys.Where(key => key.Account == account)) _spent.TryRemove(key, out _);
        }
        var carrier = read.Carriers.Where(c => c.Code == carrierCode && (accountId is null || c.AccountId == accountId)).OrderByDescending(c => c.IsPrimary).FirstOrDefault();
        return new CarrierBalance(carrier, _spent.GetValueOrDefault((account, carrierCode)), read.At);
    }

    public void Add(string account, string carrierCode, decimal amount) => _spent.AddOrUpdate((account, carrierCode), amount, (_, sum) => sum + amount);

    /// <summary>What was read says nothing any longer: it is read again.</summary>
    public void Forget(string account) => _read.TryRemove(account, out _);
}

/// <param name="Carrier">With its balance; null for one that is not known.</param>
/// <param name="Since">What this process bought from it since.</param>
/// <param name="ReadAt">The instant before it was read.</param>
internal sealed record CarrierBalance(CarrierAccount? Carrier, decimal Since, DateTimeOffset ReadAt)
{
    /// <summary>Null where labels are not paid from a balance.</summary>
    public BalanceReading? ToReading() => Carrier is { RequiresFunds: true, Balance: { } amount } ? new BalanceReading(amount, ReadAt) : null;
}
