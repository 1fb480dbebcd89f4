namespace Connector.Core.Flows.Push;

/// <summary>Pure: whether what a plan would do to an order comes from a change of the rules.</summary>
internal static class RuleChange
{
    /// <summary>This version of the order was dealt with, under other rules, and no call is open.</summary>
    /// <param name="rulesHash">Of the present rules.</param>
    public static bool IsCause(PlannedOrder order, string rulesHash) =>
        order.Rows.Count > 0
        && order.Rows.All(row => row.OrderVersion >= order.Order.Version && row.Reservation is null)
        && order.Rows.Any(row => row.RulesHash is { } sentWith && sentWith != rulesHash);
}
