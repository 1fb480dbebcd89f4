using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;

namespace Connector.Core.Ports;

/// <summary>The shop's orders. Every member throws <see cref="ConnectorException"/> with its kind when the shop cannot be asked or refuses.</summary>
public interface ICommerceOrders
{
    /// <summary>How far the shop's clock is ahead of ours, by its last response; null before the first one and where it does not say.</summary>
    TimeSpan? ClockOffset { get; }

    /// <summary>One page of orders that changed, oldest change first, by (last change, id). Queries lag: a just-written order may be missing for a short time.</summary>
    Task<OrderPage> ListChangedAsync(OrderQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Loads up to 100 orders in one call, in no particular order; ids that the shop does not know are left out. A document that cannot be read does not spoil
    /// the others: it is listed in <see cref="LoadedOrders.Unreadable"/>. May be slightly behind the last write.
    /// </summary>
    Task<LoadedOrders> LoadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>The order as it is now (dependable right after a write); null when there is none.</summary>
    Task<Order?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>By the merchant's number; null when there is none.</summary>
    Task<Order?> FindByNumberAsync(string orderNumber, CancellationToken cancellationToken);

    /// <summary>
    /// Applies all changes or none to this version of the order and returns the new version. Because of the version, the same call can never apply twice.
    /// Throws kind <see cref="FailureKind.Conflict"/> when the order has moved on (reload and decide again), <see cref="FailureKind.Rejected"/> when the shop
    /// refuses, <see cref="FailureKind.Transient"/> when the outcome is unknown.
    /// </summary>
    Task<long> UpdateAsync(string id, long version, IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken);
}

/// <param name="ModifiedSince">Inclusive, UTC.</param>
/// <param name="After">The last row of the previous page; null on the first page.</param>
/// <param name="Predicate">The merchant's own condition in the shop's words; null for all.</param>
/// <param name="PageSize">1 to 500.</param>
public sealed record OrderQuery(DateTimeOffset ModifiedSince, PagePosition? After, string? Predicate, int PageSize = 500)
{
    /// <summary>Each order has its document, whether the rules of the connector need it or not.</summary>
    public bool WithDocuments { get; init; }
}

/// <summary>A place in the list of orders by (last change, id).</summary>
/// <param name="KnownRemaining">How many orders the shop said to follow, where it was asked; lets a last page that is exactly full be known as the last.</param>
public sealed record PagePosition(DateTimeOffset LastModifiedAt, string Id, long? KnownRemaining = null);

/// <param name="Last">Null when the page is empty.</param>
/// <param name="More">True when another page may follow.</param>
/// <param name="Unreadable">Orders of this page that could not be understood; they are reported, never lost.</param>
public sealed record OrderPage(IReadOnlyList<Order> Orders, PagePosition? Last, bool More, IReadOnlyList<UnreadableOrder> Unreadable);

public sealed record LoadedOrders(IReadOnlyList<Order> Orders, IReadOnlyList<UnreadableOrder> Unreadable);

/// <param name="Problem">Names the field; holds no values.</param>
public sealed record UnreadableOrder(string Id, string? OrderNumber, long Version, string Problem);
