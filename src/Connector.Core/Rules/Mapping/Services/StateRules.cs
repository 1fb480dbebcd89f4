using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping.Services;

/// <summary>In which state orders are sent.</summary>
public sealed class StateRules
{
    /// <summary>First match wins. Without a match: unpaid orders as Selection.Unpaid says (AwaitingPayment), all others AwaitingShipment.</summary>
    public IList<StatusRule> Rules { get; set; } = [];
}

/// <summary>Orders that all given conditions hold for are sent in this state.</summary>
public sealed class StatusRule
{
    /// <summary>For people; shown in the trace.</summary>
    public string? Name { get; set; }

    /// <summary>States of the order; any of them. Empty: all.</summary>
    public IList<OrderState> OrderStates { get; set; } = [];

    /// <summary>States of the payment; any of them. Empty: all.</summary>
    public IList<PaymentState> PaymentStates { get; set; } = [];

    /// <summary>States of the delivery; any of them. Empty: all.</summary>
    public IList<ShipmentState> ShipmentStates { get; set; } = [];

    /// <summary>Keys of the merchant's own workflow states, * and ? allowed; any of them. Empty: all.</summary>
    public IList<string> WorkflowStates { get; set; } = [];

    /// <summary>Keys of the shop's stores, * and ? allowed; any of them. Empty: all.</summary>
    public IList<string> Stores { get; set; } = [];

    /// <summary>A custom field of the order.</summary>
    public FieldCondition? CustomField { get; set; }

    /// <summary>Any condition, with Not, Any and All. It must hold besides the others of the rule.</summary>
    public Condition? When { get; set; }

    /// <summary>All that the rule asks but states, as one condition.</summary>
    internal Condition ToCondition()
    {
        var own = new Condition { Stores = Stores, CustomField = CustomField };
        if (When is { } when) own.All.Add(when);
        return own;
    }

    /// <summary>The state to send.</summary>
    public OpenStatus Status { get; set; }

    /// <summary>With OnHold: custom field of the order with the date on which the shipping side releases it by itself. Null: people release it.</summary>
    public string? HoldUntilField { get; set; }
}

/// <summary>The states that an order can be sent in.</summary>
public enum OpenStatus { AwaitingShipment, AwaitingPayment, OnHold }
