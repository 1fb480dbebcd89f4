using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Ports;

/// <summary>
/// One account of the shipping side. Every call takes one permit of the account's rate budget; without a permit it throws
/// <see cref="ConnectorException"/> of kind <see cref="FailureKind.RateLimited"/> with <see cref="ConnectorException.RetryAt"/>, before anything is sent.
/// All instants are UTC; the client does the other side's time zone.
/// </summary>
public interface IShippingAccount
{
    string Name { get; }

    /// <summary>A write that has begun ends within this time, with a response or without. Writes are not tried again inside the client.</summary>
    TimeSpan LongestCall { get; }

    /// <summary>How far the shipping side's clock is ahead of ours, by its last response; null before the first one and where it does not say.</summary>
    TimeSpan? ClockOffset { get; }

    /// <summary>
    /// Creates or replaces up to 100 orders by <see cref="ShippingOrder.OrderKey"/>, whole. One result for each order sent, matched by key.
    /// A refusal of a single order is a result; a failure of the call throws, and then nothing is known about any of them.
    /// </summary>
    Task<IReadOnlyList<UpsertResult>> UpsertAsync(IReadOnlyList<ShippingOrder> orders, RateLane lane, CancellationToken cancellationToken);

    /// <summary>Marks an open order as shipped by another way; neither the customer nor the sales channel is notified. One that is not open is refused.</summary>
    /// <param name="orderKey">For the journal.</param>
    Task MarkShippedAsync(long shippingOrderId, string? orderKey, RateLane lane, CancellationToken cancellationToken);

    /// <summary>Null when the order does not exist (any longer).</summary>
    Task<ShippingOrderSnapshot?> GetOrderAsync(long shippingOrderId, RateLane lane, CancellationToken cancellationToken);

    /// <summary>All orders with exactly this number: numbers are not unique.</summary>
    Task<IReadOnlyList<ShippingOrderSnapshot>> FindOrdersAsync(string orderNumber, RateLane lane, CancellationToken cancellationToken);

    /// <summary>All orders whose number begins with this: parts that were split off keep the number of their origin and add a suffix.</summary>
    Task<IReadOnlyList<ShippingOrderSnapshot>> FindOrdersByPrefixAsync(string numberPrefix, RateLane lane, CancellationToken cancellationToken);

    /// <summary>One page of orders by last change, oldest first.</summary>
    Task<ShippingPage<ShippingOrderSnapshot>> ListOrdersAsync(ShippingWindow window, RateLane lane, CancellationToken cancellationToken);

    /// <summary>One page of labels with their items, by creation (or, with <paramref name="voided"/>, of labels voided in the window), oldest first.</summary>
    Task<ShippingPage<Shipment>> ListShipmentsAsync(ShippingWindow window, bool voided, RateLane lane, CancellationToken cancellationToken);

    /// <summary>All labels of one shipping order, with their items.</summary>
    Task<IReadOnlyList<Shipment>> ListShipmentsOfOrderAsync(long shippingOrderId, RateLane lane, CancellationToken cancellationToken);

    /// <summary>One page of fulfillments without a label, by creation, oldest first. They carry no key and no items.</summary>
    Task<ShippingPage<Shipment>> ListFulfillmentsAsync(ShippingWindow window, RateLane lane, CancellationToken cancellationToken);

    /// <summary>
    /// Reads one page of what a notification points at. The address is used only when it is on the shipping side's own hosts and a known path
    /// (docs/adr/0006); any other throws kind <see cref="FailureKind.Rejected"/>, code <see cref="ErrorCodes.ForeignNotification"/>, and no request is made.
    /// </summary>
    Task<NotificationContent> ReadNotificationAsync(string resourceUrl, int page, CancellationToken cancellationToken);
}

/// <summary>The accounts by name.</summary>
public interface IShippingAccounts
{
    IReadOnlyList<string> Names { get; }

    /// <summary>Throws <see cref="KeyNotFoundException"/> for a name that is not configured; rules are checked at start, so that is a bug.</summary>
    IShippingAccount Get(string name);
}

/// <param name="From">Inclusive.</param>
/// <param name="To">Null for now.</param>
/// <param name="Page">1-based.</param>
/// <param name="PageSize">1 to 500.</param>
public sealed record ShippingWindow(DateTimeOffset From, DateTimeOffset? To, int Page = 1, int PageSize = 500)
{
    /// <summary>
    /// True when <see cref="From"/> is the instant of a row as it was read: the window starts exactly there. Else the client starts early enough for nothing to be
    /// missed where the shipping side's clock is changed.
    /// </summary>
    public bool IsContinued { get; init; }

    /// <summary>Everything that changed before was read already; lets the client start no earlier than a change of the clock demands. Null when nothing is known.</summary>
    public DateTimeOffset? SeenUntil { get; init; }
}

/// <param name="More">True when another page may follow.</param>
/// <param name="Unreadable">Rows of this page that could not be understood, named for the log.</param>
public sealed record ShippingPage<T>(IReadOnlyList<T> Items, bool More, IReadOnlyList<string> Unreadable);

/// <summary>What a notification pointed at; usually one of the lists is filled.</summary>
public sealed record NotificationContent(IReadOnlyList<Shipment> Shipments, IReadOnlyList<Shipment> Fulfillments, IReadOnlyList<ShippingOrderSnapshot> Orders, bool More)
{
    /// <summary>Set when the address selects nothing but names a whole list: no request was made, and the poll of that list is what finds the news.</summary>
    public NotificationList? WholeList { get; init; }
}

/// <summary>The lists that a notification can name.</summary>
public enum NotificationList { Orders, Shipments, Fulfillments }
