using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection;

/// <summary>Which orders are due.</summary>
public sealed class SelectionRules
{
    /// <summary>The merchant's own condition in the shop's predicate language; added to ours. Null for none.</summary>
    public string? Predicate { get; set; }

    /// <summary>States of the order. Default: Open and Confirmed. Cancelled orders are always cancelled on the shipping side.</summary>
    public StateFilter<OrderState> OrderStates { get; set; } = new();

    /// <summary>States of the payment; where the shop sets none, as its transactions say. Default: Paid, CreditOwed and none at all; for the others see Unpaid.</summary>
    public StateFilter<PaymentState> PaymentStates { get; set; } = new();

    /// <summary>States of the delivery. Default: all but Shipped and Delivered.</summary>
    public StateFilter<ShipmentState> ShipmentStates { get; set; } = new();

    /// <summary>Keys of the merchant's own workflow states. Default: all.</summary>
    public KeyFilter WorkflowStates { get; set; } = new();

    /// <summary>Keys of the shop's stores. Default: all.</summary>
    public KeyFilter Stores { get; set; } = new();

    /// <summary>What happens to orders that are not paid.</summary>
    public UnpaidOrders Unpaid { get; set; } = UnpaidOrders.Skip;

    /// <summary>An order waits this long after it was placed, so that customers can change their mind: hh:mm:ss.</summary>
    public TimeSpan MinimumAge { get; set; }

    /// <summary>Custom fields and other conditions that keep an order back when any of these holds.</summary>
    public IList<OrderCondition> SkipWhen { get; set; } = [];

    /// <summary>Custom fields and other conditions that must all hold.</summary>
    public IList<OrderCondition> Require { get; set; } = [];

    /// <summary>Keys or names of shipping methods that are collected by the customer; * and ? allowed.</summary>
    public IList<string> PickupMethods { get; set; } = [];

    /// <summary>Attribute with the weight; an order whose goods all have zero there is left out. Null: not looked at.</summary>
    public string? ZeroWeightAttribute { get; set; }

    /// <summary>Times of day (hh:mm) at which new orders are let through; until the next one they wait. Empty: at once. Later changes go at once.</summary>
    public IList<TimeOnly> BatchTimes { get; set; } = [];

    /// <summary>Time zone of BatchTimes and of dates in HoldUntilField, as IANA name.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Custom field of the order with a date or an instant before which it is not sent. Null: not looked at.</summary>
    public string? HoldUntilField { get; set; }

    /// <summary>Which lines are goods.</summary>
    public LineRules Lines { get; set; } = new();

    /// <summary>What becomes of an order that was sent and is not due any longer, because of its payment or a criterion. One that waits for its date, or whose edit cannot be mapped, is never cancelled: with Cancel it is held.</summary>
    public NoLongerDueChoice WhenNoLongerDue { get; set; } = NoLongerDueChoice.Hold;

    /// <summary>What becomes of an order that is open on the shipping side and was shipped, delivered or completed by another way.</summary>
    public EndedOutsideChoice WhenEndedOutside { get; set; } = EndedOutsideChoice.MarkShipped;
}

/// <summary>What becomes of an order on the shipping side that is not due any longer.</summary>
public enum NoLongerDueChoice
{
    /// <summary>It is put on hold there (awaiting payment where it is the payment), and released when it is due again.</summary>
    Hold,

    /// <summary>It is cancelled there; the shipping side cannot reopen it.</summary>
    Cancel,

    /// <summary>It stays as it is, and the error queue and the order say so.</summary>
    Report
}

/// <summary>What becomes of an open order on the shipping side that has ended in the shop by another way.</summary>
public enum EndedOutsideChoice
{
    /// <summary>It is marked as shipped there, and neither the customer nor the sales channel is notified.</summary>
    MarkShipped,

    /// <summary>It is cancelled there.</summary>
    Cancel,

    /// <summary>It stays as it is, and the error queue and the order say so.</summary>
    Report
}

/// <summary>What happens to orders that are not paid.</summary>
public enum UnpaidOrders
{
    /// <summary>They wait in the shop until they are paid.</summary>
    Skip,

    /// <summary>They are sent, to be seen but not shipped, and move on once paid.</summary>
    AwaitingPayment,

    /// <summary>They are sent on hold, and move on once paid.</summary>
    OnHold
}
