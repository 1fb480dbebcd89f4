using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping.Services;

/// <summary>Pure: the state in which an order is sent.</summary>
public sealed class OrderStatusMap
{
    private readonly IList<StatusRule> _rules;
    private readonly CompiledCondition[] _conditions;
    private readonly LineShipping _lines;
    private readonly WeightAttribute? _weight;
    private readonly UnpaidOrders _unpaid;
    private readonly TimeZoneInfo _zone;

    /// <param name="weight">Where conditions find the weight of goods; null when none asks.</param>
    public OrderStatusMap(StateRules rules, SelectionRules selection, WeightAttribute? weight = null)
    {
        _rules = rules.Rules;
        _conditions = [.. rules.Rules.Select(static r => CompiledCondition.Compile(r.ToCondition())!)];
        _lines = new LineShipping(selection.Lines);
        _weight = rules.Rules.Any(static r => r.When?.AsksForWeight == true) ? weight : null;
        _unpaid = selection.Unpaid;
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(selection.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
    }

    /// <summary>The first rule that matches decides. Does not ask whether the order is due: that is <see cref="OrderSelection"/>.</summary>
    public StatusChoice Choose(Order order)
    {
        var facts = _rules.Count == 0 ? default : ConditionFacts.From(order, GoodsWeight.Compute(order, _lines, _weight));
        for (var i = 0; i < _rules.Count; i++)
        {
            var rule = _rules[i];
            if (Holds(rule, order) && _conditions[i].Holds(facts)) return new StatusChoice(Neutral(rule.Status), HoldUntil(rule, order), rule.Name ?? $"States.Rules[{i}]");
        }
        if (PaymentFacts.IsPaid(PaymentFacts.StateOf(order))) return new StatusChoice(ShippingOrderStatus.AwaitingShipment, null, null);
        return new StatusChoice(_unpaid == UnpaidOrders.OnHold ? ShippingOrderStatus.OnHold : ShippingOrderStatus.AwaitingPayment, null, null);
    }

    private static bool Holds(StatusRule rule, Order order) =>
        (rule.OrderStates.Count == 0 || rule.OrderStates.Contains(order.State))
        && (rule.PaymentStates.Count == 0 || rule.PaymentStates.Contains(PaymentFacts.StateOf(order)))
        && (rule.ShipmentStates.Count == 0 || rule.ShipmentStates.Contains(order.ShipmentState))
        && (rule.WorkflowStates.Count == 0 || (order.WorkflowStateKey is { } state && Pattern.MatchesAny(state, rule.WorkflowStates)));

    private DateOnly? HoldUntil(StatusRule rule, Order order) =>
        rule.HoldUntilField is { } field && rule.Status == OpenStatus.OnHold && order.CustomFields.TryGetValue(field, out var value)
            ? HoldDate.ReadDay(value, _zone)
            : null;

    private static ShippingOrderStatus Neutral(OpenStatus status) => status switch
    {
        OpenStatus.AwaitingPayment => ShippingOrderStatus.AwaitingPayment,
        OpenStatus.OnHold => ShippingOrderStatus.OnHold,
        _ => ShippingOrderStatus.AwaitingShipment
    };
}

/// <param name="HoldUntil">Only with OnHold: the day on which the shipping side releases the order by itself.</param>
/// <param name="Rule">Name of the rule that won; null for the default.</param>
public sealed record StatusChoice(ShippingOrderStatus Status, DateOnly? HoldUntil, string? Rule);
