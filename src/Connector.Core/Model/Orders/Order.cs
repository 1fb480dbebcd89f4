using System.Text.Json;

namespace Connector.Core.Model.Orders;

/// <summary>An order as the shop has it, in neutral words; the only order type that decisions and mappings read.</summary>
public sealed record Order
{
    /// <summary>The shop's id; 36 characters.</summary>
    public required string Id { get; init; }

    /// <summary>Grows on each change, by one or more; an update must name the version it was computed from.</summary>
    public required long Version { get; init; }

    /// <summary>The merchant's number; absent on some orders (use <see cref="NumberOrId"/> for people).</summary>
    public string? Number { get; init; }
    public string NumberOrId => string.IsNullOrWhiteSpace(Number) ? Id : Number;
    public string? PurchaseOrderNumber { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset LastModifiedAt { get; init; }

    /// <summary>When the customer ordered: the merchant's date on imported orders, else the creation.</summary>
    public DateTimeOffset PlacedAt { get; init; }

    public OrderState State { get; init; }
    public PaymentState PaymentState { get; init; }
    public ShipmentState ShipmentState { get; init; }

    /// <summary>Id of the merchant's own workflow state, if any, and its key where it is known.</summary>
    public string? WorkflowStateId { get; init; }
    public string? WorkflowStateKey { get; init; }

    public string? StoreKey { get; init; }
    public string? CustomerId { get; init; }
    public string? CustomerEmail { get; init; }
    public string? CustomerGroupId { get; init; }
    public string? CustomerGroupKey { get; init; }

    /// <summary>Key of the business unit that ordered; null for orders of a person.</summary>
    public string? BusinessUnitKey { get; init; }

    /// <summary>IETF tag that names of lines are read in.</summary>
    public string? Locale { get; init; }

    /// <summary>Country of the prices; not the country of the address.</summary>
    public string? Country { get; init; }

    /// <summary>Lines, custom lines and shipping after discounts; with tax only where rates are included in prices.</summary>
    public required Money Total { get; init; }

    /// <summary>Which amount of the document contradicts its own currency, so that none can be trusted; null when all is well.</summary>
    public string? AmountProblem { get; init; }

    /// <summary>Absent when the order was never taxed.</summary>
    public TaxedTotal? Taxed { get; init; }
    public TaxedTotal? TaxedShipping { get; init; }

    /// <summary>Discount on the whole order that line totals do not show; positive.</summary>
    public Money? DiscountOnTotal { get; init; }

    public PostalAddress? ShippingAddress { get; init; }
    public PostalAddress? BillingAddress { get; init; }

    /// <summary>Further addresses, each with a key, that <see cref="OrderLine.Targets"/> point at.</summary>
    public IReadOnlyList<PostalAddress> ItemAddresses { get; init; } = [];

    /// <summary>Product lines first, then custom lines, each in the shop's order.</summary>
    public IReadOnlyList<OrderLine> Lines { get; init; } = [];

    /// <summary>True when the order may go to several addresses with several methods.</summary>
    public bool SeveralShippings { get; init; }

    /// <summary>One entry in the ordinary case, several with <see cref="SeveralShippings"/>, none for imported or digital orders.</summary>
    public IReadOnlyList<OrderShipping> Shippings { get; init; } = [];

    public IReadOnlyList<string> PaymentIds { get; init; } = [];
    /// <summary>Of the first payment that names one.</summary>
    public string? PaymentMethod { get; init; }

    /// <summary>What the shop tells of the order's payments; those it does not describe are left out.</summary>
    public IReadOnlyList<Payment> Payments { get; init; } = [];
    public IReadOnlyList<ReturnedItem> Returns { get; init; } = [];

    /// <summary>Marks that say which outside system knows this order under which id.</summary>
    public IReadOnlyList<SyncMark> SyncMarks { get; init; } = [];

    /// <summary>The one custom Type of the order; null when it has none.</summary>
    public string? CustomTypeId { get; init; }
    public IReadOnlyDictionary<string, JsonElement> CustomFields { get; init; } = NoFields;

    /// <summary>Values that people set for fields of this order; they count instead of what the rest says.</summary>
    public IReadOnlyList<OrderOverride> Overrides { get; init; } = [];

    /// <summary>The document as read, for rules that name a place in it by JSON Pointer (<see cref="OrderNeeds.Documents"/>); never written anywhere.</summary>
    public OrderDocument? Document { get; init; }

    /// <summary>How long the document was, in bytes; 0 where the order was not read.</summary>
    public int DocumentBytes { get; init; }

    public static readonly IReadOnlyDictionary<string, JsonElement> NoFields = new Dictionary<string, JsonElement>();
}

/// <summary>Net, gross and tax of an order or of its shipping.</summary>
public sealed record TaxedTotal(Money Net, Money Gross, Money? Tax);

/// <summary>A mark of an outside system on the order.</summary>
public sealed record SyncMark(string ChannelId, string? ChannelKey, string? ExternalId, DateTimeOffset SyncedAt);

/// <summary>A quantity of a line that came back, or was announced to come back or be refunded.</summary>
public sealed record ReturnedItem(string Id, string LineId, long Quantity, string ShipmentState, string PaymentState, string? ReturnTrackingId)
{
    /// <summary>When it was announced; null (not stated) counts as before any delivery.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
