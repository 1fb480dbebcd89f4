using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>Gathers what leaves one location for one address.</summary>
internal static class FulfillmentGroups
{
    /// <summary>In the order of the locations, then of the shop's addresses; lines in the order of the shop's lines.</summary>
    public static IReadOnlyList<FulfillmentGroup> Create(Order order, List<Allocation.Share> shares, LocationRule[] locations)
    {
        shares.Sort(InOrder);
        var groups = new List<FulfillmentGroup>();
        for (var from = 0; from < shares.Count;)
        {
            var to = from + 1;
            while (to < shares.Count && SameGroup(shares[from], shares[to])) to++;
            groups.Add(Group(order, shares, from, to, locations[shares[from].Location]));
            from = to;
        }
        return groups;
    }

    private static FulfillmentGroup Group(Order order, List<Allocation.Share> shares, int from, int to, LocationRule location)
    {
        var destination = shares[from].Part.Destination;
        return new FulfillmentGroup
        {
            GroupKey = destination.GroupKey(location.Key),
            Location = location,
            Shipping = order.SeveralShippings || order.Shippings.Count > 1 ? destination.Shipping : null,
            Address = destination.Address,
            Lines = Lines(shares, from, to),
            TagIds = Tags(shares, from, to, location)
        };
    }

    /// <summary>A line that several rules sent to the same place is one line again.</summary>
    private static List<GroupLine> Lines(List<Allocation.Share> shares, int from, int to)
    {
        var lines = new List<GroupLine>(to - from);
        for (var i = from; i < to; i++)
        {
            var (part, quantity) = (shares[i].Part, shares[i].Quantity);
            if (i > from && shares[i - 1].Part.LineIndex == part.LineIndex) lines[^1] = lines[^1] with { Quantity = lines[^1].Quantity + quantity };
            else lines.Add(new GroupLine(part.Line, quantity));
        }
        return lines;
    }

    private static IReadOnlyList<int> Tags(List<Allocation.Share> shares, int from, int to, LocationRule location)
    {
        SortedSet<int>? tags = null;
        Add(location.TagIds);
        for (var i = from; i < to; i++) Add(shares[i].Rule?.Rule.TagIds ?? []);
        return tags is null ? [] : [.. tags];

        void Add(IList<int> more)
        {
            if (more.Count > 0) (tags ??= []).UnionWith(more);
        }
    }

    private static bool SameGroup(Allocation.Share a, Allocation.Share b) => a.Location == b.Location && ReferenceEquals(a.Part.Destination, b.Part.Destination);

    private static int InOrder(Allocation.Share a, Allocation.Share b)
    {
        var order = a.Location.CompareTo(b.Location);
        if (order == 0) order = a.Part.Destination.Rank.CompareTo(b.Part.Destination.Rank);
        if (order == 0) order = string.CompareOrdinal(a.Part.Destination.AddressKey, b.Part.Destination.AddressKey);
        if (order == 0) order = string.CompareOrdinal(a.Part.Destination.ShippingKey, b.Part.Destination.ShippingKey);
        return order == 0 ? a.Part.LineIndex.CompareTo(b.Part.LineIndex) : order;
    }
}
