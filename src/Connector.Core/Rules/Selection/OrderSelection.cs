using System.Globalization;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Selection;

/// <summary>Pure: whether an order is due, and why not.</summary>
public sealed class OrderSelection
{
    private static readonly SelectionDecision.Skipped s_shipped = new("shipped already") { Cause = SkipCause.Ended };
    private readonly SelectionRules _rules;
    private readonly LineShipping _lines;
    private readonly BatchCalendar _batches;
    private readonly TimeZoneInfo _zone;
    private readonly CompiledCondition[] _skipWhen;
    private readonly CompiledCondition[] _require;
    private readonly WeightAttribute? _weight;

    /// <param name="weight">Where conditions find the weight of goods; null when none asks.</param>
    public OrderSelection(SelectionRules rules, WeightAttribute? weight = null)
    {
        _rules = rules;
        _skipWhen = [.. rules.SkipWhen.Select(CompiledCondition.Compile)];
        _require = [.. rules.Require.Select(CompiledCondition.Compile)];
        _weight = rules.SkipWhen.Concat(rules.Require).Any(static c => c.AsksForWeight) ? weight : null;
        _lines = new LineShipping(rules.Lines);
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(_rules.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
        _batches = new BatchCalendar(_rules.BatchTimes, _zone);
    }

    /// <summary>
    /// Looks at states first, then at the merchant's criteria, then at the goods, then at the clock. An order without a single line is due: it is an error that
    /// the router reports, not a choice of the merchant.
    /// </summary>
    public SelectionDecision Decide(Order order, DateTimeOffset now)
    {
        if (order.State == OrderState.Cancelled) return new SelectionDecision.Cancelled("cancelled in the shop");
        if (order.ShipmentState == ShipmentState.Canceled) return new SelectionDecision.Cancelled("delivery cancelled in the shop");
        if (StateSkip(order) is { } skipped) return skipped;
        if (CriteriaReason(order) is { } reason) return new SelectionDecision.Skipped(reason);
        return GoodsDecision(order) ?? TimeDecision(order, now) ?? new SelectionDecision.Due();
    }

    /// <summary>What has ended comes first: it is neither waited for nor held any longer.</summary>
    private SelectionDecision.Skipped? StateSkip(Order order)
    {
        if (!_rules.OrderStates.Passes(order.State, order.State is OrderState.Open or OrderState.Confirmed))
            return new SelectionDecision.Skipped($"order state is {order.State}") { Cause = order.State == OrderState.Complete ? SkipCause.Ended : SkipCause.Criteria };
        var hasShipped = order.ShipmentState is ShipmentState.Shipped or ShipmentState.Delivered;
        if (!_rules.ShipmentStates.Passes(order.ShipmentState, !hasShipped))
            return hasShipped ? s_shipped : new SelectionDecision.Skipped($"shipment state is {order.ShipmentState}");
        if (IsDeliveredByOthers(order)) return s_shipped;
        var payment = PaymentFacts.StateOf(order);
        var paid = PaymentFacts.IsPaid(payment);
        if (_rules.PaymentStates.Passes(payment, paid || _rules.Unpaid != UnpaidOrders.Skip)) return null;
        return new SelectionDecision.Skipped(paid ? $"payment state is {payment}" : "waiting for payment") { Cause = SkipCause.Payment };
    }

    /// <summary>Nothing of the goods is left to be delivered, and others have delivered some of them.</summary>
    private bool IsDeliveredByOthers(Order order)
    {
        if (order.Shippings.All(static s => s.Deliveries.Count == 0)) return false;
        var others = false;
        foreach (var line in order.Lines)
        {
            if (_lines.Classify(line) != LineNature.Goods) continue;
            // Backordered units come later.
            if (_lines.UndeliveredUnits(order, line) > 0 || _lines.HasClosedUnits(order, line)) return false;
            others |= OpenQuantity.DeliveredByOthers(order, line) > 0;
        }
        return others;
    }

    private string? CriteriaReason(Order order)
    {
        if (!_rules.Stores.Passes(order.StoreKey)) return $"outside criteria: store {Quoted(order.StoreKey)}";
        if (!_rules.WorkflowStates.Passes(order.WorkflowStateKey)) return $"outside criteria: workflow state {Quoted(order.WorkflowStateKey)}";
        if (_skipWhen.Length + _require.Length > 0)
        {
            var facts = ConditionFacts.From(order, Destination.Own(order).Address, order.Shippings.Count > 0 ? order.Shippings[0] : null, GoodsWeight.Compute(order, _lines, _weight));
            foreach (var condition in _skipWhen)
            {
                if (condition.Holds(facts)) return $"outside criteria: {condition}";
            }
            foreach (var condition in _require)
            {
                if (!condition.Holds(facts)) return $"outside criteria: {condition} is required";
            }
        }
        return order.Shippings.Count > 0 && order.Shippings.All(IsPickup) ? "pickup" : null;
    }

    private bool IsPickup(OrderShipping shipping) =>
        _rules.PickupMethods.Count > 0 && Pattern.MatchesEither(shipping.MethodKey, shipping.MethodName, _rules.PickupMethods);

    private SelectionDecision? GoodsDecision(Order order)
    {
        if (order.Lines.Count == 0) return null;
        var (ordered, open, goods, closed) = (false, false, false, false);
        var weightless = _rules.ZeroWeightAttribute is not null;
        foreach (var line in order.Lines)
        {
            if (_lines.Classify(line) != LineNature.Goods) continue;
            goods = true;
            var units = _lines.OpenUnits(order, line);
            closed |= _lines.HasClosedUnits(order, line);
            ordered |= line.Quantity > 0;
            open |= units > 0;
            weightless = weightless && (units == 0 || HasZeroWeight(line));
        }
        if (!goods) return new SelectionDecision.Skipped(WhyNoGoods(order));
        if (!open && closed) return new SelectionDecision.Skipped("no unit is open: the states of the line items say so");
        if (!open)
        {
            return ordered ? new SelectionDecision.Cancelled("everything was returned or refunded") : new SelectionDecision.Skipped("nothing to ship: quantities are zero");
        }
        return weightless ? new SelectionDecision.Skipped("zero weight only") : null;
    }

    private string WhyNoGoods(Order order)
    {
        var reasons = order.Lines.Select(_lines.WhyNotShipped).OfType<string>().Distinct().ToList();
        return reasons.Count == 0 ? "nothing to ship: fees and discounts only" : $"{string.Join(", ", reasons)} only";
    }

    private bool HasZeroWeight(OrderLine line) =>
        line.Attributes.TryGetValue(_rules.ZeroWeightAttribute!, out var value)
        && decimal.TryParse(FieldText.From(value), NumberStyles.Number, CultureInfo.InvariantCulture, out var weight) && weight == 0m;

    private SelectionDecision? TimeDecision(Order order, DateTimeOffset now)
    {
        if (_rules.HoldUntilField is { } field && order.CustomFields.TryGetValue(field, out var value) && FieldText.IsSet(value))
        {
            if (HoldDate.Read(value, _zone) is not { } until) return new SelectionDecision.Skipped($"custom field '{field}' is not a date");
            if (until > now) return new SelectionDecision.NotYet($"held until the date in '{field}'", until);
        }
        var ripe = order.CreatedAt + _rules.MinimumAge;
        if (ripe > now) return new SelectionDecision.NotYet("younger than the minimum age", ripe);
        var batch = _batches.NextAtOrAfter(ripe);
        return batch > now ? new SelectionDecision.NotYet("waits for the next batch", batch) : null;
    }

    private static string Quoted(string? key) => key is null ? "(none)" : $"'{key}'";
}
