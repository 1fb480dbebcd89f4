namespace Connector.Core.Flows.Reconcile;

/// <summary>What one reconciliation looks at.</summary>
/// <param name="From">Shop orders changed and shipping records changed since then; UTC.</param>
/// <param name="To">Shop orders changed until then; null for now.</param>
/// <param name="Fix">Repairs what can be repaired.</param>
/// <param name="Grace">Orders that changed on either side more recently are left for the next time: their messages are still on the way.</param>
public sealed record ReconciliationScope(DateTimeOffset From, DateTimeOffset? To, bool Fix, TimeSpan Grace)
{
    /// <summary>Repairs also what differs because the rules changed.</summary>
    public bool ApplyRuleChanges { get; init; }
}

/// <summary>What a reconciliation found.</summary>
/// <param name="TooFresh">Orders left out because they changed a moment ago.</param>
public sealed record ReconciliationReport(
    DateTimeOffset From, DateTimeOffset To, long ShopOrders, long ShippingOrders, long Shipments, long TooFresh, IReadOnlyList<Difference> Differences)
{
    public int Repaired => Differences.Count(d => d.Repaired);
}
