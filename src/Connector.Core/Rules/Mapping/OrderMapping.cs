using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Amounts;
using Connector.Core.Rules.Mapping.Items;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping;

/// <summary>
/// Pure: makes the shipping orders of a routed order (docs/mapping.md). The rules are compiled once; an instance may be used by many threads. The same order
/// and plan always give the same content, byte for byte.
/// </summary>
public sealed class OrderMapping
{
    private readonly MappingRules _rules;
    private readonly LocationRule[] _locations;
    private readonly GroupMapping _groups;
    private readonly LineShipping _shipping;

    public OrderMapping(MappingRules rules, IEnumerable<LocationRule> locations, ServiceMap services, OrderStatusMap statuses, LineShipping shipping)
    {
        _rules = rules;
        _locations = [.. locations];
        _shipping = shipping;
        _groups = new GroupMapping(rules, _locations, services, statuses);
    }

    /// <summary>One shipping order for each group, or the first problem and none. Never throws for anything that an order may hold.</summary>
    public MappingResult Map(Order order, RoutePlan plan) => Map(order, plan, trace: null);

    /// <summary>The same with value and origin of every target field; for people, not for the hot path.</summary>
    public MappingExplanation Explain(Order order, RoutePlan plan)
    {
        var trace = new MappingTrace();
        var result = Map(order, plan, trace);
        return new MappingExplanation(result, result.Orders.Select(o => trace.Explain(o, order.Total.Currency)).ToArray());
    }

    private MappingResult Map(Order order, RoutePlan plan, MappingTrace? trace)
    {
        var run = new MappingRun(order, _rules.Items.Locales, _rules.LongTexts == LongTextChoice.Shorten, trace);
        try
        {
            return Map(run, plan);
        }
        catch (OverflowException)
        {
            return Refused(run, ErrorCodes.FieldInvalid, "Items[].UnitPrice", "The amounts of the order are too large to be added up.");
        }
        catch (InvalidOperationException e)
        {
            // The JSON reader throws it for member names and texts that are no valid Unicode.
            return Refused(run, ErrorCodes.OrderUnreadable, "", $"The order document cannot be read: {e.Message}");
        }
    }

    private MappingResult Map(MappingRun run, RoutePlan plan)
    {
        if (plan.Problem is { } routing) return Refused(run, routing.Code, "StoreId", routing.Description);
        if (plan.Groups.Count == 0) return new MappingResult([], []);

        if (run.Order.AmountProblem is { } wrong) return Refused(run, ErrorCodes.FieldInvalid, "Items[].UnitPrice", $"Amounts cannot be trusted: {wrong}.");
        var amounts = OrderAmounts.Compute(run.Order, plan, _rules.Money, _shipping);
        if (amounts.ContradictsItself)
        {
            return Refused(run, ErrorCodes.FieldInvalid, "Items[]", "The order's lines and its total differ a hundred times: its amounts cannot be right.");
        }
        WarnWhenTotalsDiffer(run, amounts);
        var shares = GroupAmounts.Share(amounts, run.Order, plan, _rules.Money);
        var parents = _groups.Bundles.Parents(run, amounts);
        var orders = new MappedOrder[plan.Groups.Count];
        for (var g = 0; g < orders.Length; g++)
        {
            run.BeginGroup(plan.Groups[g]);
            run.Trace?.BeginGroup(plan.Groups[g].GroupKey);
            var number = OrderNumbers.Create(run.Order, plan, g, _locations);
            orders[g] = _groups.Map(run, plan, g, number, amounts, shares[g], parents);
            if (run.Problem is not null) return new MappingResult([], run.Warnings, run.Problem);
        }
        return new MappingResult(orders, run.Warnings);
    }

    private static void WarnWhenTotalsDiffer(MappingRun run, OrderAmounts amounts)
    {
        if (!amounts.RemainderIsRounding)
        {
            const string Text = "Lines, shipping, discounts and tax do not add up to the order's total; the difference is a line of its own.";
            run.Warn(WarningCodes.TotalsDiffer, "Items[]", Text);
        }
    }

    private static MappingResult Refused(MappingRun run, string code, string field, string text)
    {
        run.Refuse(code, field, text);
        return new MappingResult([], run.Warnings, run.Problem);
    }
}
