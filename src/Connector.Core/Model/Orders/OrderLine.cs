using System.Text.Json;

namespace Connector.Core.Model.Orders;

/// <summary>One line of an order.</summary>
public sealed record OrderLine
{
    public required string Id { get; init; }
    public string? Key { get; init; }
    public LineKind Kind { get; init; }

    /// <summary>Custom lines only: the merchant's word for what this is.</summary>
    public string? Slug { get; init; }
    public string? Sku { get; init; }
    public string? VariantKey { get; init; }
    public int? VariantId { get; init; }
    public string? ProductId { get; init; }
    public string? ProductKey { get; init; }
    public string? ProductTypeId { get; init; }
    public string? ProductTypeKey { get; init; }

    /// <summary>Name by locale.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();
    public required long Quantity { get; init; }

    /// <summary>Price of one before any discount.</summary>
    public Money? UnitPrice { get; init; }

    /// <summary>Price of one after a product discount; null without one.</summary>
    public Money? DiscountedUnitPrice { get; init; }

    /// <summary>Prices of one after cart discounts; a quantity may be split over several entries.</summary>
    public IReadOnlyList<PricePortion> PricePortions { get; init; } = [];

    /// <summary>All units after line and cart discounts. Null on documents that never had one.</summary>
    public Money? Total { get; init; }
    public TaxedTotal? Taxed { get; init; }

    /// <summary>Between 0 and 1; null when the line is not taxed.</summary>
    public decimal? TaxRate { get; init; }
    public bool TaxIncluded { get; init; }
    public bool IsGift { get; init; }
    public IReadOnlyList<string> ImageUrls { get; init; } = [];

    /// <summary>The variant's attributes as they were when the line was put into the cart; those that the rules need and the line lacks are the product's of today.</summary>
    public IReadOnlyDictionary<string, JsonElement> Attributes { get; init; } = Order.NoFields;

    /// <summary>Which attributes are the product's; null when all are the line's own.</summary>
    public FactsOfProduct? FromProduct { get; init; }
    public string? SupplyChannelId { get; init; }
    public string? SupplyChannelKey { get; init; }
    public string? DistributionChannelId { get; init; }
    public IReadOnlyList<LineState> States { get; init; } = [];

    /// <summary>Where the units go when the order has several addresses; empty otherwise.</summary>
    public IReadOnlyList<LineTarget> Targets { get; init; } = [];
    public IReadOnlyDictionary<string, JsonElement> CustomFields { get; init; } = Order.NoFields;

    /// <summary>The line as read, for rules that name a place in it by JSON Pointer.</summary>
    public OrderDocument? Document { get; init; }
}

/// <summary>So many units at this price each.</summary>
public sealed record PricePortion(long Quantity, Money UnitPrice);

/// <summary>So many units are in this workflow state.</summary>
public sealed record LineState(long Quantity, string StateId, string? StateKey);

/// <summary>So many units go to this address with this shipping.</summary>
public sealed record LineTarget(string AddressKey, long Quantity, string? ShippingKey);
