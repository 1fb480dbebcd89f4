using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <param name="Next">Ask for the next page with it (`after`); null when there are no more.</param>
internal sealed record OrderList(IReadOnlyList<OrderView> Orders, string? Next, DateTimeOffset At);

/// <param name="Progress">A word of <see cref="OrderProgress"/>.</param>
/// <param name="Status">The same in words; "Needs attention" where something of it is in the error queue.</param>
/// <param name="Blocker">Why it does not go on; null where nothing blocks it.</param>
/// <param name="Until">When it goes on by itself.</param>
/// <param name="Deadline">The promise that ends first of those still to be kept.</param>
/// <param name="Promise">breached, soon or open; null where none is to be kept.</param>
/// <param name="AgeSeconds">Since it was placed.</param>
/// <param name="DueAt">Since when it is to be sent; null before.</param>
internal sealed record OrderView(
    string OrderId, string OrderNumber, OrderProgress Progress, string Status, bool NeedsAttention, string? Blocker, DateTimeOffset? Until, IReadOnlyList<OrderProblem> Problems,
    IReadOnlyList<string> Locations, IReadOnlyList<string> Accounts, string? Country, string? Method, DateTimeOffset PlacedAt, long AgeSeconds, DateTimeOffset? DueAt, DateTimeOffset? SentAt, DateTimeOffset? LabelledAt,
    DateTimeOffset? HandedOverAt, DateTimeOffset? DeliveredAt, DateTimeOffset? ShipBy, DateTimeOffset? Deadline, PromiseKind? DeadlineOf, string? Promise, IReadOnlyList<string> Tracking,
    IReadOnlyList<string> ShippingNumbers, IReadOnlyList<long> ShippingOrderIds, DateTimeOffset UpdatedAt)
{
    public static OrderView From(OrderSummary order, DateTimeOffset now, DateTimeOffset soon) => new(
        order.OrderId, order.OrderNumber, order.Progress, order.NeedsAttention ? DisplayNames.NeedsAttention : DisplayNames.Status(order.Progress), order.NeedsAttention, order.Blocker, order.Until,
        order.Problems, order.Locations, order.Accounts, order.Country, order.Method, order.PlacedAt, (long)(now - order.PlacedAt).TotalSeconds, order.DueAt, order.SentAt, order.LabelledAt, order.HandedOverAt,
        order.DeliveredAt, order.ShipBy, order.Deadline, order.DeadlineOf, order.Deadline is not { } end ? null : end <= now ? "breached" : end <= soon ? "soon" : "open", order.Tracking,
        order.ShippingNumbers, order.ShippingOrderIds, order.UpdatedAt);
}
