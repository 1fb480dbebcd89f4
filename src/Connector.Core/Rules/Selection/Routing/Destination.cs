using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>Where some units go: the order's own address, or one of several.</summary>
/// <param name="addressKey">Null for the order's own address.</param>
/// <param name="shippingKey">Null in the ordinary case.</param>
/// <param name="rank">Place in the shop's list of addresses, so that groups come in the same order whatever the order of lines.</param>
internal sealed class Destination(string? addressKey, string? shippingKey, int rank, PostalAddress? address, OrderShipping? shipping)
{
    public string? AddressKey => addressKey;
    public string? ShippingKey => shippingKey;
    public int Rank => rank;
    public PostalAddress? Address => address;
    public OrderShipping? Shipping => shipping;

    /// <summary>The location's own key in the ordinary case: parts of one order to several addresses need a key for each.</summary>
    public string GroupKey(string locationKey) =>
        AddressKey is null && ShippingKey is null ? OrderKeys.GroupKey(locationKey) : OrderKeys.GroupKey($"{locationKey}|{AddressKey?.Length}|{AddressKey}|{ShippingKey?.Length}|{ShippingKey}");

    /// <summary>For units that name no address: the order's own, or the only one there is. With several, none is chosen for the customer.</summary>
    public static Destination Own(Order order)
    {
        var shipping = order.Shippings.Count > 0 ? order.Shippings[0] : null;
        return new Destination(null, null, -1, order.ShippingAddress ?? OnlyOne(order), shipping);
    }

    private static PostalAddress? OnlyOne(Order order)
    {
        var addresses = order.Shippings.Select(static s => s.Address).Concat(order.ItemAddresses).OfType<PostalAddress>().Select(static a => a with { Id = null, Key = null }).Distinct();
        return addresses.Take(2).ToList() is [var only] ? only : null;
    }

    /// <summary>An address that the order does not hold stays empty: goods are never sent to another one instead.</summary>
    public static Destination From(Order order, LineTarget target)
    {
        var shipping = target.ShippingKey is null
            ? order.Shippings.Count == 1 ? order.Shippings[0] : order.Shippings.FirstOrDefault(s => s.Address?.Key == target.AddressKey)
            : order.Shippings.FirstOrDefault(s => s.Key == target.ShippingKey);
        var rank = 0;
        while (rank < order.ItemAddresses.Count && order.ItemAddresses[rank].Key != target.AddressKey) rank++;
        var address = rank < order.ItemAddresses.Count ? order.ItemAddresses[rank] : shipping?.Address;
        return new Destination(target.AddressKey, target.ShippingKey, rank, address, shipping);
    }
}
