namespace Connector.Core.Flows.Push;

/// <summary>Pure: what a push did, for the history of the order.</summary>
internal static class PushSummary
{
    /// <summary>A text for each part that a call was made for; empty where nothing had to be sent.</summary>
    /// <param name="namesParts">The merchant configured locations: a part is named after its own. Without them an order has one part, which needs no name.</param>
    public static IReadOnlyList<string> Describe(IEnumerable<SettledGroup> groups, bool namesParts) =>
        [.. groups.Where(static g => g.Planned.Action != PushAction.None).Select(g => DescribePart(g, namesParts ? $" part {g.GroupKey}" : ""))];

    private static string DescribePart(SettledGroup group, string part) =>
        $"{Verb(group.Planned.Action)}{part} in ShipStation" + (group.ShippingOrderId is { } id ? $" ({id})" : "");

    private static string Verb(PushAction action) => action switch
    {
        PushAction.Create => "created",
        PushAction.Update => "updated",
        PushAction.MarkShipped => "marked as shipped",
        _ => "cancelled"
    };
}
