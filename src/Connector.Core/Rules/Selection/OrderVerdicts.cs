using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Selection;

/// <summary>Pure: a decision about an order as the list of orders shows it.</summary>
public static class OrderVerdicts
{
    public static OrderVerdict From(SelectionDecision decision) => decision switch
    {
        SelectionDecision.Due => new OrderVerdict(OrderVerdictKind.Due),
        SelectionDecision.Cancelled cancelled => new OrderVerdict(OrderVerdictKind.Cancelled, cancelled.Reason),
        SelectionDecision.NotYet later => new OrderVerdict(OrderVerdictKind.Waiting, later.Reason, later.Until),
        SelectionDecision.Skipped { Cause: SkipCause.Payment } unpaid => new OrderVerdict(OrderVerdictKind.Waiting, unpaid.Reason),
        SelectionDecision.Skipped skipped => new OrderVerdict(OrderVerdictKind.NotForShipping, skipped.Reason),
        _ => new OrderVerdict(OrderVerdictKind.Due)
    };
}
