using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;

namespace Connector.Core.Flows.Labels;

/// <summary>Reads what people did, directly before something is bought: once for a whole batch.</summary>
internal sealed class LabelReadings(IFreshReadings orders, ShipmentPoll shipments, TimeProvider clock)
{
    /// <summary>
    /// Every label that is bought changes an order, so that more is to be read than a poll reads at once. Only a pass that begins and ends in one call says that everything was seen, and pages of one
    /// instant are read there and back: 20,000 orders that changed in the same second are 79.
    /// </summary>
    private const int Pages = 100;

    /// <summary>The first call goes on with the pass that a poll had to leave, and the next begins its own.</summary>
    private const int MostRounds = 3;

    private FreshAccounts? _last;

    /// <summary>As it is now; or, for accounts that were read no longer ago than <paramref name="maxAge"/>, as it was then.</summary>
    public async Task<FreshAccounts> RefreshAsync(IReadOnlyCollection<string> needed, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        if (_last is { } last && clock.GetUtcNow() - last.At <= maxAge && needed.All(last.Accounts.Contains)) return last;
        return _last = await ReadAsync(needed, cancellationToken);
    }

    /// <summary>The accounts of which everything is known that changed before this call. Who marked an order as shipped shows in the list of orders.</summary>
    private async Task<FreshAccounts> ReadAsync(IReadOnlyCollection<string> needed, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var read = await orders.RefreshAsync(Pages, cancellationToken);
        for (var round = 1; round < MostRounds && !needed.All(account => read.Fresh.Contains(account) || read.Failed.ContainsKey(account)); round++)
            read = await orders.RefreshAsync(Pages, cancellationToken);
        var fresh = read.Fresh.ToHashSet(StringComparer.Ordinal);
        foreach (var account in fresh.ToList())
        {
            try
            {
                await shipments.ReadLabelsAsync(account, cancellationToken);
            }
            catch (ConnectorException)
            {
                fresh.Remove(account);
            }
        }
        return new FreshAccounts(at, fresh);
    }
}

/// <param name="At">The instant before the first list was read.</param>
internal sealed record FreshAccounts(DateTimeOffset At, IReadOnlySet<string> Accounts);
