using Connector.Core.Flows.Plan;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Local.Cli;

/// <summary>One order of the document of `map --json`.</summary>
/// <param name="Decision">send, cancelled, notForShipping, waiting or unreadable.</param>
/// <param name="NotSentBecause">Why nothing would be sent; null when something would.</param>
/// <param name="Problem">Set when the order cannot be routed, mapped or read.</param>
internal sealed record MapView(
    string? OrderNumber, string? OrderId, string Decision, string? Reason, DateTimeOffset? Until, string? NotSentBecause, IReadOnlyList<MappedLineView> Lines,
    IReadOnlyList<MappedOrderView> ShippingOrders, IReadOnlyList<MappingWarning> Warnings, MappingProblem? Problem, IReadOnlyList<string> Notes)
{
    public static MapView From(Order order, MappingTrial trial)
    {
        var (decision, reason, until) = trial.Decision switch
        {
            SelectionDecision.Skipped skipped => ("notForShipping", skipped.Reason, default(DateTimeOffset?)),
            SelectionDecision.Cancelled cancelled => ("cancelled", cancelled.Reason, null),
            SelectionDecision.NotYet notYet => ("waiting", notYet.Reason, notYet.Until),
            _ => ("send", null, null)
        };
        var result = trial.Mapping.Result;
        var notSentBecause = decision == "notForShipping" ? $"not for shipping: {reason}"
            : decision == "cancelled" ? $"cancelled: {reason}"
            : result.Problem is { } problem ? $"needs attention, {problem.Code}: {problem.Field}: {problem.Text}"
            : result.Orders.Count == 0 ? "not for shipping: nothing left to ship" : null;
        return new MapView(
            order.NumberOrId, order.Id, decision, reason, until, notSentBecause, [.. trial.Route.Explanations.Select(e => Line(order, e))],
            [.. result.Orders.Zip(trial.Mapping.Groups, (mapped, explained) => new MappedOrderView(
                mapped.Group.GroupKey, mapped.Group.Location.Key, mapped.Group.Location.Account, mapped.Order.OrderNumber, explained.Fields))],
            result.Warnings, result.Problem, trial.Notes);
    }

    public static MapView From(UnreadableOrder order)
    {
        var at = order.Problem.IndexOf(':', StringComparison.Ordinal);
        var problem = new MappingProblem(ErrorCodes.OrderUnreadable, at > 0 ? order.Problem[..at] : "document", at > 0 ? order.Problem[(at + 1)..].Trim() : order.Problem);
        return new MapView(
            order.OrderNumber, order.Id.Length > 0 ? order.Id : null, "unreadable", null, null, $"needs attention, {problem.Code}: {problem.Field}: {problem.Text}", [], [], [], problem, []);
    }

    private static MappedLineView Line(Order order, LineExplanation line)
    {
        var found = order.Lines.FirstOrDefault(l => l.Id == line.LineId);
        return new MappedLineView(
            line.LineId, found?.Sku ?? found?.Slug, line.Quantity, line.LocationKey.Length > 0 ? line.LocationKey : null, line.Rule, line.Refused);
    }
}

/// <param name="Warehouse">Null when the line does not ship.</param>
/// <param name="Rule">Null for the default warehouse.</param>
internal sealed record MappedLineView(string LineId, string? Sku, long Quantity, string? Warehouse, string? Rule, IReadOnlyList<RefusedRule> OtherRules);

internal sealed record MappedOrderView(string Part, string Warehouse, string Account, string OrderNumber, IReadOnlyList<FieldExplanation> Fields);
