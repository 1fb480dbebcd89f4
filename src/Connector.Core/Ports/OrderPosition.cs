using System.Globalization;
using Connector.Core.Model.Orders;

namespace Connector.Core.Ports;

/// <summary>A place in the list of orders: what its sort looks at, and the order's id where that is equal.</summary>
public readonly record struct OrderPosition(long Ticks, string OrderId)
{
    public static OrderPosition From(OrderSummary order, OrderSort sort) =>
        new((sort == OrderSort.Deadline ? order.Deadline ?? DateTimeOffset.MaxValue : order.PlacedAt).UtcTicks, order.OrderId);

    /// <summary>Null for the beginning, and for what is no position.</summary>
    public static OrderPosition? Read(string? text) =>
        text?.Split(' ', 2) is [var ticks, { Length: > 0 } id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            ? new OrderPosition(at, id)
            : null;

    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Ticks} {OrderId}");

    /// <summary>Whether it comes behind the other in this sort.</summary>
    public bool IsBehind(OrderPosition other, OrderSort sort)
    {
        if (Ticks == other.Ticks) return string.CompareOrdinal(OrderId, other.OrderId) > 0;
        return sort == OrderSort.Newest ? Ticks < other.Ticks : Ticks > other.Ticks;
    }

    /// <summary>The page of this list: sorted, behind the position, and no more than asked for.</summary>
    public static OrderListPage Page(IEnumerable<OrderSummary> orders, OrderSort sort, string? after, int take)
    {
        var from = Read(after);
        var rest = orders.Where(o => from is not { } position || From(o, sort).IsBehind(position, sort)).ToList();
        rest.Sort((a, b) => From(a, sort) == From(b, sort) ? 0 : From(a, sort).IsBehind(From(b, sort), sort) ? 1 : -1);
        return rest.Count <= take ? new OrderListPage(rest, null) : new OrderListPage(rest[..take], From(rest[take - 1], sort).Write());
    }
}
