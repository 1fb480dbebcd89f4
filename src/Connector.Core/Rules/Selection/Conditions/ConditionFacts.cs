using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Selection.Conditions;

/// <summary>What conditions ask. What is not known at their place is null, and holds for no condition.</summary>
internal readonly struct ConditionFacts
{
    /// <summary>Null where a line is judged by itself.</summary>
    public Order? Order { get; init; }

    /// <summary>Null where the order, or a part of it, is judged as a whole.</summary>
    public OrderLine? Line { get; init; }

    /// <summary>The lines of that part; null for all of the order.</summary>
    public IReadOnlyList<GroupLine>? Lines { get; init; }
    public string? LocationKey { get; init; }
    public string? Country { get; init; }
    public string? State { get; init; }

    /// <summary>The state in the words of the other side, or the region.</summary>
    public string? OtherState { get; init; }
    public string? Region { get; init; }
    public string? PostalCode { get; init; }
    public OrderShipping? Shipping { get; init; }
    public decimal? Grams { get; init; }

    /// <summary>An order by itself, before it is routed.</summary>
    public static ConditionFacts From(Order order, decimal? grams) => From(order, order.ShippingAddress, order.Shippings.Count > 0 ? order.Shippings[0] : null, grams);

    public static ConditionFacts From(Order order, PostalAddress? address, OrderShipping? shipping, decimal? grams, OrderLine? line = null) => new()
    {
        Order = order, Line = line, Country = address?.Country, State = address?.State, Region = address?.Region, PostalCode = address?.PostalCode, Shipping = shipping, Grams = grams
    };
}
