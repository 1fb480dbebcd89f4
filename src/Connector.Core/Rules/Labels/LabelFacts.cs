using Connector.Core.Model.Labels;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Units;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Labels;

/// <summary>What is known about one part of a shop order (one shipping order) when its label is decided.</summary>
public sealed record LabelFacts
{
    public required Order Order { get; init; }

    /// <summary>Name of the account on the shipping side.</summary>
    public required string Account { get; init; }
    public required string LocationKey { get; init; }

    /// <summary>The shipping order as last read; null when it is not there (yet).</summary>
    public ShippingOrderSnapshot? Remote { get; init; }

    /// <summary>False while a change of the shop order has not reached the shipping side.</summary>
    public bool IsCurrent { get; init; } = true;

    /// <summary>The shipping entry of this part; null takes the order's first.</summary>
    public OrderShipping? Shipping { get; init; }

    /// <summary>All labels of the shipping order that were read, live and voided.</summary>
    public IReadOnlyList<LabelRecord> Labels { get; init; } = [];

    /// <summary>True when a purchase is under way, or its outcome is not known.</summary>
    public bool HasOpenPurchase { get; init; }

    /// <summary>True when somebody accepted the address as it is.</summary>
    public bool IsAddressAccepted { get; init; }

    /// <summary>True when somebody released the order after its label was voided.</summary>
    public bool IsReleased { get; init; }

    internal OrderShipping? Method => Shipping ?? (Order.Shippings.Count > 0 ? Order.Shippings[0] : null);
    internal ShippingOrder? Content => Remote?.Content;
    internal string? Country => string.IsNullOrWhiteSpace(Content?.ShipTo.Country) ? Order.ShippingAddress?.Country : Content.ShipTo.Country;
    internal string? PostalCode => Content?.ShipTo.PostalCode ?? Order.ShippingAddress?.PostalCode;

    /// <summary>Of the shipment; null when it is not known.</summary>
    internal decimal? Grams => Content?.Weight is { Value: > 0m } weight ? WeightReader.Grams(weight) : null;

    internal ConditionFacts ToConditionFacts() => new()
    {
        Order = Order, LocationKey = LocationKey, Country = Country, State = Order.ShippingAddress?.State, OtherState = Content?.ShipTo.State, Region = Order.ShippingAddress?.Region,
        PostalCode = PostalCode, Shipping = Method, Grams = Grams
    };
}
