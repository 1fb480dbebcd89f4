using Connector.Simulators.ShipStation.Quotes;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>An order as it stands. What was sent is kept in <see cref="Sent"/>; what the service decides or changes by itself stands beside it.</summary>
internal sealed class OrderRecord
{
    public required long OrderId { get; init; }
    public required string OrderKey { get; init; }
    public required long StoreId { get; init; }
    public required DateTime CreateDate { get; init; }
    public required DateTime ModifyDate { get; set; }

    /// <summary>Without its items: they live in <see cref="Items"/>.</summary>
    public required OrderDraft Sent { get; set; }
    public required string Status { get; set; }
    public required Address ShipTo { get; set; }
    /// <summary>As V2 knows it; null for what came by V1.</summary>
    public string? ExternalShipmentId { get; init; }
    public string? AddressVerified { get; set; } = AddressCheck.NotYet;
    public List<OrderItem> Items { get; set; } = [];
    public Weight Weight { get; set; } = new(0m, "ounces");
    public long? WarehouseId { get; set; }

    /// <summary>Where it leaves from, when that is no warehouse of the account.</summary>
    public Address? ShipFrom { get; init; }

    /// <summary>The boxes of a shipment that came with several; null for one box of the order's weight and size.</summary>
    public IReadOnlyList<Parcel>? Boxes { get; set; }
    public DateOnly? HoldUntilDate { get; set; }
    public long? CustomerId { get; set; }
    public long[] TagIds { get; set; } = [];
    public string? UserId { get; set; }
    public bool MergedOrSplit { get; set; }
    public long[] MergedIds { get; set; } = [];
    public long? ParentId { get; set; }
    public bool ExternallyFulfilled { get; set; }
    public string? ExternallyFulfilledBy { get; set; }

    /// <summary>When the service looks at the order again; null when it has.</summary>
    public DateTimeOffset? LookAgainAt { get; set; }
    public bool WasLookedAt { get; set; }

    /// <summary>Why it left the lists; null while it is there.</summary>
    public Departure? Departure { get; set; }

    /// <summary>A page that holds it answers 500.</summary>
    public bool Poisoned { get; set; }

    /// <summary>Marked as shipped or handed to a provider: there is no label whose void would open it again.</summary>
    public bool ShippedWithoutLabel { get; set; }

    /// <summary>When a person said that it may be labelled again after a void.</summary>
    public DateTime? ReleasedAt { get; set; }

    public string OrderNumber => Sent.OrderNumber!;
    public DateTime OrderDate => Sent.OrderDate!.Value;

    public decimal Total
    {
        get
        {
            var total = Sent.TaxAmount + Sent.ShippingAmount;
            foreach (var item in Items) total += item.Draft.Quantity * (item.Draft.UnitPrice ?? 0m);
            return decimal.Round(total, 2, MidpointRounding.AwayFromZero);
        }
    }

    /// <summary>The items' weights together, in ounces; null when no item has one.</summary>
    public Weight? ItemWeight()
    {
        decimal? ounces = null;
        foreach (var item in Items)
            if (item.Draft.Weight is { } weight) ounces = (ounces ?? 0m) + weight.Ounces * item.Draft.Quantity;
        return ounces is { } sum ? new Weight(decimal.Round(sum, 2, MidpointRounding.AwayFromZero), "ounces") : null;
    }
}

internal enum Departure { Deleted, Merged, NeverListed }

/// <summary>One line of an order as it stands.</summary>
internal sealed record OrderItem(long OrderItemId, ItemDraft Draft, long? ProductId, DateTime CreateDate, DateTime ModifyDate);
