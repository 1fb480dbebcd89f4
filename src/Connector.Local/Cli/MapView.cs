using Connector.Core.Flows.Plan;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Routing;
using Connector.Core.Rules.Selection;

namespace Connector.Local.Cli;

/// <summary>One order of the document of `map --json`.</summary>
/// <param name="Decision">due, cancelled, skipped, later or unreadable.</param>
/// <param name="WhyNot">Why nothing would be sent; null when something would.</param>
/// <param name="Refusal">Set when the order cannot be routed, mapped or read.</param>
internal sealed record MapView(
    string? OrderNumber, string? OrderId, string Decision, string? Reason, DateTimeOffset? Until, string? WhyNot, IReadOnlyList<MappedLineView> Lines,
    IReadOnlyList<MappedOrderView> ShippingOrders, IReadOnlyList<MappingWarning> Warnings, MappingProblem? Refusal, IReadOnlyList<string> Notes)
{
    public static MapView Of(Order order, MappingTrial trial)
    {
        var (decision, reason, until) = trial.Decision switch
        {
            SelectionDecision.Skipped skipped => ("skipped", skipped.Reason, default(DateTimeOffset?)),
            SelectionDecision.Cancelled cancelled => ("cancelled", cancelled.Reason, null),
            SelectionDecision.NotYet notYet => ("later", notYet.Reason, notYet.Until),
            _ => ("due", null, null)
        };
        var result = trial.Mapping.Result;
        var whyNot = decision is "skipped" or "cancelled" ? $"{decision}: {reason}"
            : result.Problem is { } problem ? $"refused, {problem.Code}: {problem.Field}: {problem.Text}"
            : result.Orders.Count == 0 ? "skipped: nothing left to ship" : null;
        return new MapView(
            order.NumberOrId, order.Id, decision, reason, until, whyNot, [.. trial.Route.Explanations.Select(e => Line(order, e))],
            [.. result.Orders.Zip(trial.Mapping.Groups, (mapped, explained) => new MappedOrderView(
                mapped.Group.GroupKey, mapped.Group.Location.Key, mapped.Group.Location.Account, mapped.Order.OrderNumber, explained.Fields))],
            result.Warnings, result.Problem, trial.Notes);
    }

    public static MapView Of(UnreadableOrder order)
    {
        var at = order.Problem.IndexOf(':', StringComparison.Ordinal);
        var problem = new MappingProblem(ErrorCodes.OrderUnreadable, at > 0 ? order.Problem[..at] : "document", at > 0 ? order.Problem[(at + 1)..].Trim() : order.Problem);
        return new MapView(
            order.OrderNumber, order.Id.Length > 0 ? order.Id : null, "unreadable", null, null, $"refused, {problem.Code}: {problem.Field}: {problem.Text}", [], [], [], problem, []);
    }

    private static MappedLineView Line(Order order, LineExplanation line)
    {
        var found = order.Lines.FirstOrDefault(l => l.Id == line.LineId);
        return new MappedLineView(
            line.LineId, found?.Sku ?? found?.Slug, line.Quantity, line.LocationKey.Length > 0 ? line.LocationKey : null, line.Rule, line.Refused);
    }
}

/// <param name="Location">Null when the line does not ship.</param>
/// <param name="Rule">Null for the default location.</param>
internal sealed record MappedLineView(string LineId, string? Sku, long Quantity, string? Location, string? Rule, IReadOnlyList<RefusedRule> Refused);

internal sealed record MappedOrderView(string GroupKey, string Location, string Account, string OrderNumber, IReadOnlyList<FieldExplanation> Fields);
