using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>
/// What the push asks of whoever reads the shipping side's lists. Reading them is another flow's business: the engine connects the two (docs/architecture.md).
/// Whatever is asked may be asked twice.
/// </summary>
internal interface IFreshReadings
{
    /// <summary>Reads on in the list of every account. One that cannot be read is no harm: its orders are then read one by one.</summary>
    Task<RefreshedAccounts> RefreshAsync(CancellationToken cancellationToken);

    /// <summary>The same, with up to so many pages of each list where a poll would stop earlier: what a flood of changes holds is read in one go.</summary>
    Task<RefreshedAccounts> RefreshAsync(int pages, CancellationToken cancellationToken);

    /// <summary>Keeps a reading, and queues the shop order to which it is news: no later reading of the list will find it changed again.</summary>
    Task KeepAsync(ShippingOrderSnapshot read, CancellationToken cancellationToken);

    /// <summary>Keeps the reading of an order that took others in, and gives each of them its part of the labels that were read before.</summary>
    Task KeepMergedAsync(ShippingOrderSnapshot survivor, CancellationToken cancellationToken);

    /// <summary>Whether people merged this order into another, as far as was read.</summary>
    Task<bool> IsMergedAwayAsync(string account, long shippingOrderId, CancellationToken cancellationToken);
}

/// <param name="Fresh">Accounts whose readings are fresh. No clock says that: it may have been set meanwhile.</param>
/// <param name="Failed">Accounts that could not be read.</param>
internal sealed record RefreshedAccounts(IReadOnlySet<string> Fresh, IReadOnlyDictionary<string, ConnectorException> Failed)
{
    public static RefreshedAccounts None { get; } = new(new HashSet<string>(), new Dictionary<string, ConnectorException>());
}
