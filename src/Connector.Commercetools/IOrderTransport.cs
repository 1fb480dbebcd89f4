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

    /// <summary>How much of what is read along with orders was given up, because commercetools refused it.</summary>
    int GivenUp { get; }

    /// <summary>Something more is given up: customer groups, then payments, then both. False when nothing is left to give up.</summary>
    /// <param name="before">What was given up when the call was made that was refused.</param>
    bool GiveUp(int before);

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
