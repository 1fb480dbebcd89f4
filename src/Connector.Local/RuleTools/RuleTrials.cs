using Connector.Core.Model.Orders;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Local.RuleTools;

/// <summary>Runs one set of rules on orders, without either vendor: selection, routing and mapping, as the push does. Stock is not known: rules that require it find none.</summary>
internal sealed class RuleTrials(ConnectorRules rules)
{
    private readonly OrderSelection _selection = rules.CreateSelection();
    private readonly OrderRouter _router = rules.CreateRouter();
    private readonly OrderMapping _mapping = rules.CreateMapping();

    /// <param name="now">For minimum age, batches and hold dates.</param>
    public OrderOutcome Try(Order order, DateTimeOffset now)
    {
        var (decision, reason, until) = _selection.Decide(order, now) switch
        {
            SelectionDecision.Skipped skipped => ("notForShipping", skipped.Reason, default(DateTimeOffset?)),
            SelectionDecision.Cancelled cancelled => ("cancelled", cancelled.Reason, null),
            SelectionDecision.NotYet notYet => ("waiting", notYet.Reason, notYet.Until),
            _ => ("send", null, null)
        };
        var outcome = new OrderOutcome(order.NumberOrId, decision) { Reason = reason, Until = until };
        var route = _router.Plan(order, []);
        if (route.Problem is { } nowhere) return outcome with { Problem = new MappingProblem(nowhere.Code, "route", nowhere.Description) };
        var mapped = _mapping.Map(order, route);
        return outcome with { Problem = mapped.Problem, Warnings = [.. mapped.Warnings.Select(static w => $"{w.Code} {w.Field}")], Parts = mapped.Orders };
    }
}
