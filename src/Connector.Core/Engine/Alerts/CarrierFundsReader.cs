using Connector.Core.Engine.Telemetry;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Core.Engine.Alerts;

/// <summary>Balances of carriers, where a limit is set for them: one call for each account, twice an hour at most. What cannot be read leaves the last reading.</summary>
public sealed partial class CarrierFundsReader(ILabelAccounts accounts, IOptions<AlertOptions> options, TimeProvider clock, ILogger<CarrierFundsReader> log)
{
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(30);
    private readonly Dictionary<string, IReadOnlyList<CarrierFunds>> _read = new(StringComparer.Ordinal);
    private DateTimeOffset? _askedAt;

    public async Task<IReadOnlyList<CarrierFunds>> ReadAsync(CancellationToken cancellationToken)
    {
        if (options.Value.BalanceBelow is null) return [];
        var now = clock.GetUtcNow();
        if (!(now - _askedAt < s_fresh))
        {
            _askedAt = now;
            foreach (var account in accounts.Names) await ReadAsync(account, cancellationToken);
        }
        return [.. _read.Values.SelectMany(static one => one)];
    }

    private async Task ReadAsync(string account, CancellationToken cancellationToken)
    {
        try
        {
            var carriers = await accounts.Get(account).Carriers.ReadBalancesAsync(cancellationToken);
            _read[account] = [.. carriers.Where(static c => c is { RequiresFunds: true, Balance: not null, IsDisabled: false }).Select(c => new CarrierFunds(account, c.Code, c.Balance!.Value))];
        }
        catch (ConnectorException e)
        {
            Log.NotRead(log, account, e.Code);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(142, LogLevel.Warning, "The balances of account {Account} could not be read: {Code}")]
        public static partial void NotRead(ILogger logger, string account, string code);
    }
}
