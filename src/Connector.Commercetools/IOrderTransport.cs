using Connector.Commercetools.Wire;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Commercetools;

/// <summary>
/// Carries the order calls of a project: our own HTTP client, or the vendor's SDK. Failures are <see cref="CommercetoolsException"/>; reads are tried again
/// inside, a write is sent once.
/// </summary>
internal interface IOrderTransport
{
    /// <summary>How far the project's clock is ahead of ours, by the last response; null before the first.</summary>
    TimeSpan? ClockOffset { get; }

    /// <summary>From here on orders are read without their payments. False when they were so before: there is nothing to give up.</summary>
    bool LeavePayments();

    Task<OrderRows> ListChangedAsync(OrderQuery query, int pageSize, bool withTotal, CancellationToken cancellationToken);

    /// <summary>As many ids as one address can hold.</summary>
    Task<OrderRows> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>Null when there is none.</summary>
    Task<OrderRow?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>Null when there is none.</summary>
    Task<OrderRow?> FindByNumberAsync(string orderNumber, CancellationToken cancellationToken);

    /// <summary>The version after the changes.</summary>
    Task<long> UpdateAsync(string id, long version, IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken);
}
