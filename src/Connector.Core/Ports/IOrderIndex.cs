using Connector.Core.Model.Orders;

namespace Connector.Core.Ports;

/// <summary>The list of all orders that were seen, sent or not. It says nothing that other rows do not say: it can be made again from them.</summary>
public interface IOrderIndex
{
    /// <summary>Those that are known, in no particular order.</summary>
    Task<IReadOnlyList<OrderSummary>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);

    /// <summary>Replaces what is there. Safe to repeat.</summary>
    Task PutAsync(IReadOnlyList<OrderSummary> orders, CancellationToken cancellationToken);

    /// <summary>Removes these from the list; those that are not there are no harm. Their next news puts them back.</summary>
    Task DeleteAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);

    /// <summary>A page, with where the next begins.</summary>
    /// <param name="after">The position of the page before; null for the first. One of another filter or order is of no use.</param>
    Task<OrderListPage> ListAsync(OrderFilter filter, string? after, int take, CancellationToken cancellationToken);

    /// <summary>Calls for each order that was placed at this instant or later, in no particular order; none is held in memory.</summary>
    Task ReadTimesAsync(DateTimeOffset placedFrom, Action<OrderTimes> read, CancellationToken cancellationToken);

    /// <summary>How many open orders stand where, how many need attention, and whose promises end.</summary>
    Task<OrderIndexCounts> CountAsync(DateTimeOffset now, DateTimeOffset soon, CancellationToken cancellationToken);
}

/// <summary>All set parts must match.</summary>
/// <param name="Search">Any part of a number; or a whole tracking number, SKU, id or hash of an e-mail address; normalised (<see cref="SearchWords"/>).</param>
/// <param name="Progress">Any of these; empty: any.</param>
/// <param name="Location">Key of a location.</param>
/// <param name="PlacedFrom">At this instant or later.</param>
/// <param name="PlacedTo">Before this instant.</param>
public sealed record OrderFilter(
    string? Search = null, IReadOnlyList<OrderProgress>? Progress = null, bool? NeedsAttention = null, string? Location = null, string? Country = null, string? Method = null,
    DateTimeOffset? PlacedFrom = null, DateTimeOffset? PlacedTo = null)
{
    /// <summary>A promise that is not kept yet ends at this instant or before.</summary>
    public DateTimeOffset? DeadlineBefore { get; init; }
    /// <summary>It ends later than this.</summary>
    public DateTimeOffset? DeadlineAfter { get; init; }
    public OrderSort Sort { get; init; }

    /// <summary>No order that has reached its end matches.</summary>
    public bool OpenOnly => Sort == OrderSort.Oldest || (Progress is { Count: > 0 } wanted && wanted.All(OrderSummary.IsOpenAt));

    /// <summary>No order without a promise that is still to be kept matches.</summary>
    public bool PromisedOnly => Sort == OrderSort.Deadline || DeadlineBefore is not null || DeadlineAfter is not null;

    public bool Matches(OrderSummary order) =>
        (Progress is not { Count: > 0 } wanted || wanted.Contains(order.Progress)) && (NeedsAttention is null || order.NeedsAttention == NeedsAttention)
        && (Location is null || order.Locations.Contains(Location, StringComparer.OrdinalIgnoreCase)) && (Country is null || Same(order.Country, Country)) && (Method is null || Same(order.Method, Method))
        && !(order.PlacedAt < PlacedFrom) && !(order.PlacedAt >= PlacedTo) && (DeadlineBefore is null || order.Deadline <= DeadlineBefore) && (DeadlineAfter is null || order.Deadline > DeadlineAfter)
        && (!PromisedOnly || order.Deadline is not null) && (!OpenOnly || order.IsOpen) && (Search is not { } word || SearchWords.Finds(order, word));

    private static bool Same(string? value, string wanted) => string.Equals(value, wanted, StringComparison.OrdinalIgnoreCase);
}

/// <summary>How the list is sorted.</summary>
public enum OrderSort
{
    /// <summary>Placed last first.</summary>
    Newest,

    /// <summary>Open orders, placed first first.</summary>
    Oldest,

    /// <summary>Orders with a promise that is still to be kept, the one that ends first first.</summary>
    Deadline
}

/// <param name="Next">Where the next page begins; null when there are no more.</param>
public sealed record OrderListPage(IReadOnlyList<OrderSummary> Orders, string? Next);

/// <param name="Open">Open orders by where they stand.</param>
/// <param name="Breached">A promise has ended and is not kept.</param>
/// <param name="Soon">None has ended, and one ends soon.</param>
public sealed record OrderIndexCounts(IReadOnlyDictionary<OrderProgress, long> Open, long NeedsAttention, long Breached, long Soon);

/// <summary>When an order came how far; null before.</summary>
/// <param name="DueAt">Since when it is to be sent.</param>
/// <param name="ShipBy">When it must have left, as promised to the customer.</param>
public readonly record struct OrderTimes(DateTimeOffset PlacedAt, DateTimeOffset? DueAt, DateTimeOffset? SentAt, DateTimeOffset? LabelledAt, DateTimeOffset? ShipBy)
{
    /// <summary>What does not leave has no day by which it must have left.</summary>
    public static OrderTimes From(OrderSummary order) =>
        new(order.PlacedAt, order.DueAt, order.SentAt, order.LabelledAt, order.Progress is OrderProgress.Cancelled or OrderProgress.NotForShipping ? null : order.ShipBy);
}
