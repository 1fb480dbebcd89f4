using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Items;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Items;

public sealed class BundleTests
{
    private static readonly OrderLine s_parent = Sample.Line("p", 2, 60m, "SET") with { Key = "set" };
    private static readonly OrderLine s_cup = Child("cup", 4, 0m);
    private static readonly OrderLine s_plate = Child("plate", 2, 3m);
    private static readonly OrderLine s_other = Sample.Line("o", 1, 7m, "OTHER");

    [Fact]
    public void Without_a_rule_all_lines_are_items() => Assert.Equal(["SET", "cup", "plate", "OTHER"], Skus(Order().MapOne()));

    [Fact]
    public void Both_sends_all_lines_as_they_are_priced()
    {
        var order = Map(BundleChoice.Both);
        Assert.Equal(["SET", "cup", "plate", "OTHER"], Skus(order));
        Assert.Equal(70m, order.Sum());
    }

    [Fact]
    public void Parent_only_hides_the_children_and_keeps_what_they_cost()
    {
        var order = Map(BundleChoice.ParentOnly);
        Assert.Equal(["SET", "OTHER"], Skus(order));
        Assert.Equal(("adjust-plate", 3m), Adjustment(order));
        Assert.Equal(70m, order.Sum());
    }

    [Fact]
    public void Children_only_hides_the_parent_and_moves_its_price_to_an_adjustment()
    {
        var order = Map(BundleChoice.ChildrenOnly);
        Assert.Equal(["cup", "plate", "OTHER"], Skus(order));
        Assert.Equal(("adjust-p", 60m), Adjustment(order));
        Assert.Equal(70m, order.Sum());
    }

    [Fact]
    public void A_parent_is_also_found_by_the_id_of_its_line()
    {
        var order = Sample.Order(Sample.Line("p", 1, 60m, "SET"), Child("cup", 1, 0m, parent: "p"));
        Assert.Equal(["cup"], Skus(order.MapOne(Rule(BundleChoice.ChildrenOnly))));
    }

    [Fact]
    public void A_child_that_ships_apart_from_its_parent_stays_an_item()
    {
        var order = Order();
        var plan = Sample.Plan(order.Group(Sample.East, (0, 2), (1, 4)), order.Group(Sample.West, (2, 2), (3, 1)));
        var orders = order.Map(Sample.Rules(Rule(BundleChoice.ParentOnly)), plan).Orders;
        Assert.Equal(["SET"], Skus(orders[0].Order));
        Assert.Equal(["plate", "OTHER"], Skus(orders[1].Order));
    }

    [Theory]
    [InlineData(BundleChoice.ParentOnly)]
    [InlineData(BundleChoice.ChildrenOnly)]
    public void Lines_that_are_each_others_parents_are_not_hidden(BundleChoice choice)
    {
        var one = Child("one", 1, 5m, parent: "b") with { Key = "a" };
        var two = Child("two", 1, 6m, parent: "a") with { Key = "b" };
        Assert.Equal(["one", "two"], Skus(Sample.Order(one, two).MapOne(Rule(choice))));
    }

    private static ShippingOrder Map(BundleChoice choice) => Order().MapOne(Rule(choice));

    private static Action<MappingRules> Rule(BundleChoice choice) => rules => rules.Bundles = new()
    {
        Send = choice,
        Parent = new() { CustomField = "parentLineKey" }
    };

    private static Order Order() => Sample.Order(s_parent, s_cup, s_plate, s_other);

    private static OrderLine Child(string id, long quantity, decimal total, string parent = "set") =>
        Sample.Line(id, quantity, total, id) with { CustomFields = Sample.Attributes(("parentLineKey", $"\"{parent}\"")) };

    private static IEnumerable<string?> Skus(ShippingOrder order) => order.Items.Where(i => !i.Adjustment).Select(i => i.Sku);

    private static (string, decimal?) Adjustment(ShippingOrder order)
    {
        var item = Assert.Single(order.Items, i => i.Adjustment);
        return (item.LineItemKey, item.UnitPrice);
    }
}
