using System.Collections.Concurrent;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>
/// How much a carrier's balance fell since a purchase, beyond what the labels cost that ShipStation shows (docs/adr/0021). Refunds and money that was paid in make the fall smaller: a small one
/// proves nothing, a great one is asked about. Labels that are asked about together share the two readings.
/// </summary>
internal sealed class UnexplainedCharges(ILabelAccounts labels, IShippingAccounts accounts, CarrierBalances balances, TimeProvider clock)
{
    /// <summary>Of 500 labels; where more were bought in the time, nobody can say what a fall is about.</summary>
    private const int MostPages = 20;

    /// <summary>Instants of ShipStation and ours are compared.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ShownLabels> _last = new(StringComparer.Ordinal);

    /// <summary>Null where nobody can say.</summary>
    /// <param name="notBefore">The balance is read after this instant.</param>
    public async Task<decimal?> FindAsync(LabelRow row, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        if (row is not { Reservation.Balance: { } before, Intent: { } intent }) return null;
        var carrierId = long.TryParse(intent.CarrierId, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : (long?)null;
        var now = await balances.FindAsync(row.Account, intent.CarrierCode, carrierId, notBefore, cancellationToken);
        if (now.ToReading() is not { } after) return null;
        if (await ListAsync(row.Account, before.ReadAt, after.ReadAt, cancellationToken) is not { } shown) return null;
        var until = TheirTime(row.Account, after.ReadAt) + s_skew;
        var explained = shown.Where(label => !(label.CreatedAt > until) && intent.CarrierCode.Equals(label.CarrierCode, StringComparison.OrdinalIgnoreCase));
        return before.Amount - after.Amount - explained.Sum(static label => (label.ShipmentCost ?? 0m) + (label.InsuranceCost ?? 0m));
    }

    private DateTimeOffset TheirTime(string account, DateTimeOffset ours) => ours + (accounts.Get(account).ClockOffset ?? TimeSpan.Zero);

    private async Task<IReadOnlyList<LabelRecord>?> ListAsync(string account, DateTimeOffset since, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        if (_last.TryGetValue(account, out var last) && last.Since == since && last.At >= notBefore) return last.Labels;
        var (at, from, found) = (clock.GetUtcNow(), TheirTime(account, since) - s_skew, new List<LabelRecord>());
        for (var number = 1; ; number++)
        {
            var page = await labels.Get(account).Readings.ListCreatedAsync(new ShippingWindow(from, null, number), LabelApi.V1, RateLane.Background, cancellationToken);
            if (page.Unreadable.Count > 0) return null;
            found.AddRange(page.Items.Where(label => !(label.CreatedAt < from)));
            if (!page.More) break;
            if (number == MostPages) return null;
        }
        _last[account] = new ShownLabels(since, at, found);
        return found;
    }

    private sealed record ShownLabels(DateTimeOffset Since, DateTimeOffset At, IReadOnlyList<LabelRecord> Labels);
}
