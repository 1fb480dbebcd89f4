using Connector.Core.Model.Orders;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Selection.Routing;

public sealed class SeveralAddressesTests
{
    private static readonly Order Order = Sample.Order(
        Sample.Line("l1", "A", 5) with { Targets = [new("home", 2, "s-home"), new("work", 2, "s-work")] },
        Sample.Line("l2", "B", 1) with { Targets = [new("work", 1, "s-work")] }) with
    {
        SeveralShippings = true,
        ShippingAddress = null,
        ItemAddresses = [new() { Key = "work", Country = "DE" }, new() { Key = "home", Country = "US" }],
        Shippings =
        [
            new() { Key = "s-home", MethodKey = "standard", Address = new PostalAddress { Key = "home", Country = "US" } },
            new() { Key = "s-work", MethodKey = "express" }
        ]
    };

    [Fact]
    public void There_is_one_group_for_each_location_and_address()
    {
        var groups = Plan(Order).Groups;
        Assert.Equal(["east (none): l1:1", "east home: l1:2", "berlin work: l1:2 l2:1"], groups.Select(Describe));
        Assert.Equal(["standard", "standard", "express"], groups.Select(g => g.Shipping?.MethodKey));
        Assert.Equal("east", groups[0].GroupKey);
        Assert.Equal(3, groups.Select(g => g.GroupKey).Distinct().Count());
        Assert.All(groups, g => Assert.InRange(g.GroupKey.Length, 1, OrderKeys.MaxGroupKeyLength));
    }

    [Fact]
    public void Group_keys_are_the_same_whatever_the_order_of_lines_and_addresses()
    {
        var turned = Order with { Lines = [.. Order.Lines.Reverse()], ItemAddresses = [.. Order.ItemAddresses.Reverse()] };
        Assert.Equal(Plan(Order).Groups.Select(g => g.GroupKey).Order(), Plan(turned).Groups.Select(g => g.GroupKey).Order());
    }

    [Fact]
    public void Goods_for_an_unknown_address_are_never_sent_to_another()
    {
        var lost = Sample.Order(Sample.Line("l1", "A", 1) with { Targets = [new("nowhere", 1, null)] });
        Assert.Null(Assert.Single(Plan(lost).Groups).Address);
    }

    [Fact]
    public void Targets_beyond_the_open_quantity_are_cut_from_the_end()
    {
        var order = Order with { Returns = [new("r", "l1", 2, "Returned", "Refunded", null)] };
        Assert.Equal(["east home: l1:2", "berlin work: l1:1 l2:1"], Plan(order).Groups.Select(Describe));
    }

    [Fact]
    public void The_shipping_is_found_by_its_address_where_the_target_names_none()
    {
        var order = Order with { Lines = [Sample.Line("l1", "A", 1) with { Targets = [new("home", 1, null)] }] };
        Assert.Equal("s-home", Assert.Single(Plan(order).Groups).Shipping?.Key);
    }

    /// <summary>Nobody chose one for them; where all of the order's addresses are the same one, there is nothing to choose.</summary>
    [Fact]
    public void Units_without_a_target_go_to_none_of_several_addresses_and_to_the_only_one()
    {
        var untargeted = Order with { Lines = [Sample.Line("l1", "A", 1)] };
        Assert.Null(Assert.Single(Plan(untargeted).Groups).Address);
        var only = untargeted with { ItemAddresses = [new() { Key = "home", Country = "US" }], Shippings = [Order.Shippings[0], Order.Shippings[0] with { Key = "s-2" }] };
        Assert.Equal("US", Assert.Single(Plan(only).Groups).Address?.Country);
        Assert.Equal("NZ", Assert.Single(Plan(untargeted with { ShippingAddress = new() { Country = "NZ" } }).Groups).Address?.Country);
    }

    private static RoutePlan Plan(Order order) => Sample.Rules(Sample.To("berlin", r => r.Countries = ["DE"])).CreateRouter().Plan(order, []);

    private static string Describe(FulfillmentGroup group) =>
        $"{group.Location.Key} {(group.Lines.Any(l => l.Line.Targets.Sum(t => t.Quantity) < l.Line.Quantity) && group.GroupKey == "east" ? "(none)" : group.Address?.Key)}: "
        + string.Join(' ', group.Lines.Select(l => $"{l.Line.Id}:{l.Quantity}"));
}
