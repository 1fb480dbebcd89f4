namespace Connector.Core.Flows.Reconcile;

/// <summary>One thing in which the two sides do not tell the same story.</summary>
/// <param name="OrderId">The shop order; empty where there is none.</param>
/// <param name="ShippingKey">Key, number or shipment id on the shipping side that it is about; null where it is about the whole order.</param>
/// <param name="Text">What was found, for people; no personal data.</param>
public sealed record Difference(DifferenceKind Kind, string OrderId, string OrderNumber, string? ShippingKey, string Text)
{
    /// <summary>What mends it, in words.</summary>
    public string Suggestion => Kind switch
    {
        DifferenceKind.MissingInShipping => "push the order",
        DifferenceKind.DuplicateInShipping => Repair is null ? "look at both and cancel one in ShipStation" : "cancel the duplicate",
        DifferenceKind.ChangeNotSent => "push the change",
        DifferenceKind.CancelledButOpen => "cancel it in ShipStation",
        DifferenceKind.OrphanGroup => "cancel the part that is not wanted any more",
        DifferenceKind.LostRecord => "adopt the order that stands there",
        DifferenceKind.UnknownOutcome => "push again under the same key",
        DifferenceKind.ShippedNotReported => "tell the shop of the shipment",
        DifferenceKind.VoidNotReported => "take the voided shipment off the shop order",
        DifferenceKind.ShopReportsOtherwise => "write shipments and states again",
        DifferenceKind.StatusNotReported => "tell the shop of the status",
        DifferenceKind.StaleDeadLetter => "close the dead letter",
        DifferenceKind.CursorAhead => "set the cursor back to now",
        _ => "a person must decide"
    };

    /// <summary>What <c>--fix</c> does about it; null where only a person can decide.</summary>
    internal Repair? Repair { get; init; }

    /// <summary>True when a repair exists.</summary>
    public bool Repairable => Repair is not null;

    /// <summary>True once the repair was made or queued.</summary>
    public bool Repaired { get; init; }
}

/// <summary>The kinds of differences (docs/operations.md tells what each means).</summary>
public enum DifferenceKind
{
    /// <summary>The order is due but does not stand on the shipping side.</summary>
    MissingInShipping,

    /// <summary>The same goods stand there twice.</summary>
    DuplicateInShipping,

    /// <summary>The shop's order changed and the change was never sent.</summary>
    ChangeNotSent,

    /// <summary>Cancelled in the shop, open on the shipping side.</summary>
    CancelledButOpen,

    /// <summary>An open order for a part that the shop order does not have any more.</summary>
    OrphanGroup,

    /// <summary>It stands there under our key, but our own row is gone or names another order.</summary>
    LostRecord,

    /// <summary>A call was begun and its outcome never became known.</summary>
    UnknownOutcome,

    /// <summary>Shipped, and the shop order does not tell.</summary>
    ShippedNotReported,

    /// <summary>Voided, and the shop order still tells of the shipment.</summary>
    VoidNotReported,

    /// <summary>Tracking, quantities, states or fields on the shop order are not what the shipments say.</summary>
    ShopReportsOtherwise,

    /// <summary>Held, cancelled, rejected or address-checked there, and the shop order does not tell.</summary>
    StatusNotReported,

    /// <summary>It carries our key, but the shop has no such order.</summary>
    UnknownToShop,

    /// <summary>A dead letter whose reason is gone.</summary>
    StaleDeadLetter,

    /// <summary>A cursor stands in the future: its poll or pull passes over what happens until then.</summary>
    CursorAhead
}
