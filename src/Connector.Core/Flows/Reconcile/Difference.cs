using Connector.Core.Model.Orders;

namespace Connector.Core.Flows.Reconcile;

/// <summary>One difference between the shop and the shipping side.</summary>
/// <param name="OrderId">The shop order; empty where there is none.</param>
/// <param name="ShippingKey">Key, number or shipment id on the shipping side that it is about; null where it is about the whole order.</param>
/// <param name="Text">What was found, for people; no personal data.</param>
public sealed record Difference(DifferenceKind Kind, string OrderId, string OrderNumber, string? ShippingKey, string Text)
{
    /// <summary>What corrects it, in words.</summary>
    public string Suggestion => Kind switch
    {
        DifferenceKind.MissingInShipping => "send the order",
        DifferenceKind.DuplicateInShipping => Repair is null ? "compare both and cancel one in ShipStation" : "cancel the duplicate",
        DifferenceKind.ChangeNotSent => "send the change",
        DifferenceKind.RulesChanged => "look at connector plan, then connector rules apply",
        DifferenceKind.CancelledButOpen => "cancel it in ShipStation",
        DifferenceKind.NoLongerDueButOpen when Repair is not null => "hold it in ShipStation, or do what WhenNoLongerDue says",
        DifferenceKind.EndedButOpen when Repair is not null => "mark it as shipped in ShipStation, or do what WhenEndedOutside says",
        DifferenceKind.NotInShop when Repair is not null => "hold it in ShipStation until somebody has looked",
        DifferenceKind.LeftoverPart => "cancel the leftover part",
        DifferenceKind.RecordMissing => "record the existing ShipStation order",
        DifferenceKind.UnknownOutcome => "send again with the same key",
        DifferenceKind.ShipmentNotWrittenBack => "add the shipment to the shop order",
        DifferenceKind.VoidNotWrittenBack => "remove the voided shipment from the shop order",
        DifferenceKind.ShopShowsOtherValues => "update shipments and states in the shop",
        DifferenceKind.StatusNotWrittenBack => "update the status in the shop",
        DifferenceKind.OutdatedError => "dismiss the error",
        DifferenceKind.CursorAhead => "reset the cursor to now",
        _ => "decide and correct it by hand"
    };

    /// <summary>What <c>--fix</c> does about it; null where somebody must decide.</summary>
    internal Repair? Repair { get; init; }

    /// <summary>True when a repair exists.</summary>
    public bool Repairable => Repair is not null;

    /// <summary>True once the repair was made or queued.</summary>
    public bool Repaired { get; init; }

    internal static Difference From(DifferenceKind kind, Order order, string? shippingKey, string text, Repair? repair) =>
        new(kind, order.Id, order.NumberOrId, shippingKey, text) { Repair = repair };
}

/// <summary>The kinds of differences (docs/operations.md explains each).</summary>
public enum DifferenceKind
{
    /// <summary>The order is due but is not on the shipping side.</summary>
    MissingInShipping,

    /// <summary>The same goods are on the shipping side twice.</summary>
    DuplicateInShipping,

    /// <summary>The shop's order changed and the change was never sent.</summary>
    ChangeNotSent,

    /// <summary>The shop's order is as it was sent, but the present rules would send it differently.</summary>
    RulesChanged,

    /// <summary>Cancelled in the shop, open on the shipping side.</summary>
    CancelledButOpen,

    /// <summary>Sent, not due any longer, and open and shippable on the shipping side.</summary>
    NoLongerDueButOpen,

    /// <summary>Shipped, delivered or completed in the shop by another way, and open on the shipping side.</summary>
    EndedButOpen,

    /// <summary>Units that were sent are in no order on the shipping side: somebody took them out.</summary>
    GoodsMissing,

    /// <summary>An open order for a part that the shop order no longer has.</summary>
    LeftoverPart,

    /// <summary>It is on the shipping side under our key, but our own row is missing or names another order.</summary>
    RecordMissing,

    /// <summary>A call was started and its result is unknown.</summary>
    UnknownOutcome,

    /// <summary>Shipped, and the shop order does not show it.</summary>
    ShipmentNotWrittenBack,

    /// <summary>Voided, and the shop order still shows the shipment.</summary>
    VoidNotWrittenBack,

    /// <summary>Tracking, quantities, states or fields on the shop order differ from the shipments.</summary>
    ShopShowsOtherValues,

    /// <summary>Held, cancelled, rejected or address-checked on the shipping side, and the shop order does not show it.</summary>
    StatusNotWrittenBack,

    /// <summary>It has our key, but the order does not exist in the shop.</summary>
    NotInShop,

    /// <summary>An entry of the error queue whose reason is gone.</summary>
    OutdatedError,

    /// <summary>A cursor is in the future: its poll or pull misses what happens until then.</summary>
    CursorAhead
}
