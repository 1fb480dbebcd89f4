namespace Connector.Core.Model.Orders;

/// <summary>The parts that orders may have, one for each location of the rules.</summary>
public sealed record ShippingLocations(IReadOnlyList<string> GroupKeys)
{
    /// <param name="keys">Of the locations; none means the one that is always there.</param>
    public static ShippingLocations From(IEnumerable<string> keys) => keys.ToList() is { Count: > 0 } some ? new([.. some.Select(OrderKeys.GroupKey)]) : new(["main"]);
}
