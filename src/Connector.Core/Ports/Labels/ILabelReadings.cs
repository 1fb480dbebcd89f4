using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;

namespace Connector.Core.Ports.Labels;

/// <summary>
/// Which labels exist. Both interfaces show all of them, each after a delay of its own, so whoever settles an unknown purchase asks both. Failures throw
/// <see cref="ConnectorException"/>; reads are tried again inside the client. Lanes: <see cref="RateLane.Preparing"/> directly before a purchase,
/// <see cref="RateLane.Normal"/> to settle one, <see cref="RateLane.Background"/> for standing checks.
/// </summary>
public interface ILabelReadings
{
    /// <summary>All labels of one order, live, voided and returns, none left out: a row that cannot be read fails the call. One call, as a rule.</summary>
    Task<IReadOnlyList<LabelRecord>> ListOfOrderAsync(long shippingOrderId, LabelApi api, RateLane lane, CancellationToken cancellationToken);

    /// <summary>
    /// One page of all labels of the account created in the window, oldest first: settles many orders with few calls. Rows that cannot be read are named, so an order that
    /// is missing from a page with such rows is not proved to have no label. At most 100 rows a page in V2.
    /// </summary>
    Task<ShippingPage<LabelRecord>> ListCreatedAsync(ShippingWindow window, LabelApi api, RateLane lane, CancellationToken cancellationToken);

    /// <summary>One page of voided labels, oldest first: by the instant of the void in V1, by that of creation in V2, which has no other window.</summary>
    Task<ShippingPage<LabelRecord>> ListVoidedAsync(ShippingWindow window, LabelApi api, RateLane lane, CancellationToken cancellationToken);

    /// <summary>One label by its V2 name, with fresh links; null when there is none (yet). Needs a key for V2.</summary>
    Task<LabelRecord?> FindAsync(string labelId, RateLane lane, CancellationToken cancellationToken);
}
