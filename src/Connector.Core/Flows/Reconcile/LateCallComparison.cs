using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Reconcile;

/// <summary>A call without a known outcome that nobody looked at in time: the push reads the order, and sends it again where the call was applied late.</summary>
internal static class LateCallComparison
{
    public static Difference Compare(Order order, SyncRow row) => Difference.From(
        DifferenceKind.UnknownOutcome, order, row.OrderKey, "A call without a response may have been applied late; the order must be read again.", new Repair.Push());
}
