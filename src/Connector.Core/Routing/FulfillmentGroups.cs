using Connector.Core.Orders;

namespace Connector.Core.Routing;

/// <summary>Gathers what leaves one location for one address.</summary>
internal static class FulfillmentGroups
{
    public static IReadOnlyList<FulfillmentGroup> Of(Order order, List<Allocation.Share> shares, LocationRule[] locations) =>
        [.. shares
            .GroupBy(s => (s.Location, s.Part.Destination))
            .OrderBy(g => g.Key.Location)
            .ThenBy(g => g.Key.Destination.Rank)
            .ThenBy(g => g.Key.Destination.AddressKey, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Destination.ShippingKey, StringComparer.Ordinal)
            .Select(g => Group(order, g.Key.Destination, locations[g.Key.Location], [.. g]))];

    private static FulfillmentGroup Group(Order order, Destination destination, LocationRule location, Allocation.Share[] shares) => new()
    {
        GroupKey = destination.GroupKey(location.Key),
        Location = location,
        Shipping = order.SeveralShippings || order.Shippings.Count > 1 ? destination.Shipping : null,
        Address = destination.Address,
        Lines = Lines(shares),
        TagIds = [.. location.TagIds.Concat(shares.SelectMany(s => s.Rule?.Rule.TagIds ?? [])).Distinct().Order()]
    };

    /// <summary>In the order of the shop's lines; a line that several rules sent to the same place is one line again.</summary>
    private static IReadOnlyList<GroupLine> Lines(Allocation.Share[] shares) =>
        [.. shares
            .GroupBy(s => s.Part.LineIndex)
            .OrderBy(g => g.Key)
            .Select(g => new GroupLine(g.First().Part.Line, g.Sum(s => s.Quantity)))];
}
