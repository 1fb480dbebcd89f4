using Connector.Core.Flows.Push;

namespace Connector.Core.Flows.Reconcile;

/// <summary>Pure: what may still ship of a cancelled order that a label keeps from being cancelled, as long as nobody was asked about it. Afterwards the question is in the error queue.</summary>
internal static class UnaskedComparison
{
    public static IEnumerable<Difference> Compare(PlannedOrder work, PlannedGroup group, IReadOnlyList<RemoteOrder> existing, ShippingIndex index)
    {
        if (!work.Cancelled || group is not { Failure: { } failure, Row: { } row } || row.FailureCode == failure.Code) return [];
        return existing.Concat(ForeignComparison.ListForeign(row, existing, index)).Where(static s => s.Open)
            .Select(open => Difference.From(DifferenceKind.CancelledButOpen, work.Order, open.Key, $"{open.Number} ({open.Id}) is still open in ShipStation. {failure.Text}", new Repair.Push()));
    }
}
