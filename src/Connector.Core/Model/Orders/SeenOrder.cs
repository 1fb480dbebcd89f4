namespace Connector.Core.Model.Orders;

/// <summary>What the list of orders has to know of an order as the shop has it.</summary>
/// <param name="OrderNumber">The merchant's, or the id where there is none.</param>
public sealed record SeenOrder(string OrderId, string OrderNumber, long Version, DateTimeOffset PlacedAt)
{
    /// <summary>Of the ship-to address; null when there is none.</summary>
    public string? Country { get; init; }

    /// <summary>Of the shipping that the customer chose: its key, else its name.</summary>
    public string? Method { get; init; }

    /// <summary>Never stored: a keyed hash of it is.</summary>
    public string? CustomerEmail { get; init; }
    public IReadOnlyList<string> Skus { get; init; } = [];

    /// <summary>What became of it in the pull or the push; null where that is not known.</summary>
    public OrderVerdict? Verdict { get; init; }

    public static SeenOrder From(Order order, OrderVerdict? verdict = null)
    {
        var shipping = order.Shippings is [var first, ..] ? first : null;
        var address = order.ShippingAddress ?? shipping?.Address;
        return new SeenOrder(order.Id, order.NumberOrId, order.Version, order.PlacedAt)
        {
            Country = address?.Country is { Length: > 0 } country ? country : null,
            Method = shipping?.MethodKey is { Length: > 0 } key ? key : shipping?.MethodName is { Length: > 0 } name ? name : null,
            CustomerEmail = order.CustomerEmail ?? address?.Email,
            Skus = [.. order.Lines.Select(static l => l.Sku).OfType<string>().Distinct(StringComparer.Ordinal)],
            Verdict = verdict
        };
    }
}

/// <summary>Whether an order is to be sent.</summary>
/// <param name="Reason">Why it is not, or not yet.</param>
/// <param name="Until">When it will be looked at again by itself.</param>
public sealed record OrderVerdict(OrderVerdictKind Kind, string? Reason = null, DateTimeOffset? Until = null);

/// <summary>Stored by name.</summary>
public enum OrderVerdictKind
{
    /// <summary>It is to be sent, and queued for that.</summary>
    Due,

    /// <summary>Not yet: it waits for a time, or for its payment.</summary>
    Waiting,

    /// <summary>Not ours to ship.</summary>
    NotForShipping,

    /// <summary>Cancelled in the shop.</summary>
    Cancelled
}
