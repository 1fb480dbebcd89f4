using Connector.Core.Model.Messages;

namespace Connector.Core.Flows.Plan;

/// <summary>What the next pass would do. Nothing was sent and no state was changed to find out.</summary>
/// <param name="From">Orders changed since then were looked at; null when one order was asked for.</param>
/// <param name="Known">Orders in the window whose present version was dealt with already: nothing is decided again about them.</param>
/// <param name="Waiting">Messages that wait in the order queue already, for now or later; their orders may lie before <paramref name="From"/>.</param>
/// <param name="Orders">All other orders of the window, oldest change first, and orders with shipments that the shop does not show.</param>
public sealed record OrderPlan(DateTimeOffset? From, long Known, long Waiting, IReadOnlyList<OrderPreview> Orders)
{
    /// <summary>Of <see cref="Known"/>, orders that failed in their present version and wait in the error queue.</summary>
    public long Failed { get; init; }

    /// <summary>True when something would go to the error queue.</summary>
    public bool NeedsAttention => Orders.Any(o => o.NeedsAttention);
}

/// <summary>What would become of a group, or of an order as a whole.</summary>
public enum PlannedAction
{
    /// <summary>Both sides say the same: no call.</summary>
    Unchanged,
    Create,
    Update,
    Cancel,

    /// <summary>Not ours; the reason says why.</summary>
    Skipped,

    /// <summary>Due later, or under way just now.</summary>
    Later,

    /// <summary>To the error queue.</summary>
    Refused
}

/// <param name="OrderId">The shop's id.</param>
/// <param name="Action">Of the order as a whole: the one of its groups that matters most.</param>
/// <param name="Code">One of <see cref="ErrorCodes"/>, when refused.</param>
/// <param name="Reason">Why it is skipped, refused or due later.</param>
/// <param name="Until">When it is due.</param>
/// <param name="Groups">One for each shipping order; empty when the order as a whole is skipped, refused or due later.</param>
/// <param name="InShop">What would be written to the shop order: the export mark after the push, deliveries for shipments that it does not show yet.</param>
/// <param name="Remarks">Warnings of the mapping, and of the write-back.</param>
public sealed record OrderPreview(
    string OrderId, string OrderNumber, long Version, PlannedAction Action, string? Code, string? Reason, DateTimeOffset? Until,
    IReadOnlyList<GroupPreview> Groups, IReadOnlyList<FieldDifference> InShop, IReadOnlyList<string> Remarks)
{
    /// <summary>A shipment that needs a look when it is written to the shop: more left than was ordered.</summary>
    public bool ShipmentNeedsAttention { get; init; }
    public bool NeedsAttention => Action == PlannedAction.Refused || ShipmentNeedsAttention;
}

/// <param name="ShippingNumber">The number on the shipping side.</param>
/// <param name="ShippingOrderId">Null while it does not exist there.</param>
/// <param name="Code">One of <see cref="ErrorCodes"/>, when refused.</param>
/// <param name="Reason">Why it is refused.</param>
/// <param name="Differences">Between what is there now and what would be sent; for a new order its fields.</param>
/// <param name="Kept">Fields that people or the shipping side changed there and that stay so.</param>
/// <param name="Conflicts">Fields that both sides changed: the shop's would be sent.</param>
public sealed record GroupPreview(
    string GroupKey, string Account, string ShippingNumber, long? ShippingOrderId, PlannedAction Action, string? Code, string? Reason,
    IReadOnlyList<FieldDifference> Differences, IReadOnlyList<string> Kept, IReadOnlyList<string> Conflicts);

/// <param name="Field">Path in the record, such as shipTo.street1 or items[line].quantity.</param>
/// <param name="Now">As it is; null when it is empty or not there.</param>
/// <param name="Then">As it would be; null when it would be empty or gone.</param>
public sealed record FieldDifference(string Field, string? Now, string? Then);

/// <summary>What to look at.</summary>
/// <param name="OrderNumber">One order, by the merchant's number or the shop's id; null for all that changed.</param>
/// <param name="Since">Start here instead of where the next pull would.</param>
public sealed record PlanScope(string? OrderNumber, DateTimeOffset? Since);
