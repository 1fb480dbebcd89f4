using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Selection.Routing;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Amounts;

public sealed class MoneyTests
{
    [Fact]
    public void Net_prices_show_the_tax_apart()
    {
        var order = NetOrder().MapOne();
        Assert.Equal((13.50m, 20m, 3m), (order.Items[0].UnitPrice, order.Items[1].UnitPrice, order.Items[2].UnitPrice));
        Assert.Equal((4.62m, 5.95m), (order.TaxAmount, order.ShippingAmount));
        Assert.Equal(60.57m, order.Sum());
        Assert.Equal(60.57m, order.AmountPaid);
    }

    [Fact]
    public void Taxed_prices_show_no_tax_apart()
    {
        var order = GrossOrder().MapOne();
        Assert.Equal((11.90m, 0m, 4.76m), (order.Items[0].UnitPrice, order.TaxAmount, order.ShippingAmount));
        Assert.Equal(28.56m, order.Sum());
        Assert.Equal(1.90m, order.Items[0].TaxAmount);
    }

    [Theory]
    [InlineData(TaxDisplay.AsPriced)]
    [InlineData(TaxDisplay.Separate)]
    [InlineData(TaxDisplay.Included)]
    public void Whatever_the_merchant_shows_the_total_is_what_is_charged(TaxDisplay display)
    {
        Assert.Equal(60.57m, NetOrder().MapOne(r => r.Money.Tax = display).Sum());
        Assert.Equal(28.56m, GrossOrder().MapOne(r => r.Money.Tax = display).Sum());
    }

    [Fact]
    public void Separate_takes_the_tax_out_of_taxed_prices()
    {
        var order = GrossOrder().MapOne(r => r.Money.Tax = TaxDisplay.Separate);
        Assert.Equal((10m, 4.56m, 4m), (order.Items[0].UnitPrice, order.TaxAmount, order.ShippingAmount));
    }

    [Fact]
    public void Included_puts_the_tax_into_net_prices()
    {
        var order = NetOrder().MapOne(r => r.Money.Tax = TaxDisplay.Included);
        Assert.Equal((0m, 6.44m, 21.65m), (order.TaxAmount, order.ShippingAmount, order.Items[1].UnitPrice));
    }

    [Fact]
    public void A_total_that_does_not_divide_leaves_its_cents_in_one_rounding_line()
    {
        var order = Sample.Order(Sample.Line("a", 3, 10m), Sample.Line("b", 3, 20m), Sample.Line("c", 3, 10m)).MapOne();
        Assert.Equal([3.33m, 6.67m, 3.33m], order.Items.Where(i => !i.Adjustment).Select(i => i.UnitPrice!.Value));
        var rounding = Assert.Single(order.Items, i => i.Adjustment);
        Assert.Equal(("rounding", "Rounding", 1, 0.01m), (rounding.LineItemKey, rounding.Name, rounding.Quantity, rounding.UnitPrice!.Value));
        Assert.Equal(40m, order.Sum());
    }

    [Fact]
    public void Rounding_that_cancels_out_needs_no_line()
    {
        // 3 x 3.33 misses a cent, 7 x 1.43 has one too many.
        var order = Sample.Order(Sample.Line("a", 3, 10m), Sample.Line("b", 7, 10m)).MapOne();
        Assert.Equal(20m, order.Sum());
        Assert.Equal(2, order.Items.Count);
    }

    [Fact]
    public void Prices_in_portions_count_where_a_total_is_missing()
    {
        var line = Sample.Line(quantity: 3) with { Total = null, PricePortions = [new(2, Sample.Usd(9m)), new(1, Sample.Usd(8m))] };
        var order = (Sample.Order(line) with { Total = Sample.Usd(26m) }).MapOne();
        Assert.Equal(8.67m, order.Items[0].UnitPrice);
        Assert.Equal(26m, order.Sum());
    }

    [Fact]
    public void Discounted_prices_count_where_nothing_better_is_there()
    {
        var line = Sample.Line(quantity: 2) with { Total = null, DiscountedUnitPrice = Sample.Usd(8m) };
        Assert.Equal(8m, (Sample.Order(line) with { Total = Sample.Usd(16m) }).MapOne().Items[0].UnitPrice);
    }

    [Fact]
    public void High_precision_prices_add_up_to_the_rounded_total()
    {
        var line = Sample.Line(quantity: 1000, total: 12.35m) with { UnitPrice = new Money(0.012345m, "USD", 6) };
        var order = Sample.Order(line).MapOne();
        Assert.Equal(0.01m, order.Items[0].UnitPrice);
        Assert.Equal(12.35m, order.Sum());
    }

    [Fact]
    public void Yen_have_no_decimals()
    {
        var line = Sample.Line(quantity: 3) with { Total = new Money(1000m, "JPY", 0) };
        var order = (Sample.Order(line) with { Total = new Money(1000m, "JPY", 0) }).MapOne();
        Assert.Equal(333m, order.Items[0].UnitPrice);
        Assert.Equal(1m, order.Items[1].UnitPrice);
        Assert.Equal(1000m, order.Sum());
    }

    [Fact]
    public void Dinars_are_rounded_to_the_two_digits_of_the_wire()
    {
        var line = Sample.Line(quantity: 2) with { Total = new Money(2.469m, "KWD", 3) };
        var order = (Sample.Order(line) with { Total = new Money(2.469m, "KWD", 3) }).MapOne();
        Assert.Equal(2.47m, order.Sum());
    }

    [Fact]
    public void Fees_and_discount_lines_are_adjustments_after_the_goods()
    {
        var order = Sample.Order(Sample.Custom("c1", "gift-wrap", 3m), Sample.Line(), Sample.Custom("c2", "coupon", -4m)).MapOne();
        Assert.Equal([("MUG", 10m, false), (null, 3m, true), (null, -4m, true)], order.Items.Select(i => (i.Sku, i.UnitPrice!.Value, i.Adjustment)));
        Assert.Equal(["l1", "adjust-c1", "adjust-c2"], order.Items.Select(i => i.LineItemKey));
        Assert.Equal(9m, order.Sum());
    }

    [Fact]
    public void A_discount_on_the_total_is_an_adjustment()
    {
        var order = (Sample.Order(Sample.Line(quantity: 2)) with { Total = Sample.Usd(15m), DiscountOnTotal = Sample.Usd(5m) }).MapOne();
        Assert.Equal(("discount", -5m), (order.Items[1].LineItemKey, order.Items[1].UnitPrice!.Value));
        Assert.Equal(15m, order.Sum());
    }

    [Fact]
    public void A_line_that_does_not_ship_is_an_adjustment_or_left_out_with_its_money()
    {
        var order = Sample.Order(Sample.Line(), Sample.Line("dl", 1, 6m, "DOWNLOAD"));
        var plan = Sample.Plan(order.Group(Sample.East, (0, 1)));
        var shown = Assert.Single(order.Map(plan: plan).Orders).Order;
        Assert.Equal(("adjust-dl", "Mug dl (not shipped)", 6m), (shown.Items[1].LineItemKey, shown.Items[1].Name, shown.Items[1].UnitPrice!.Value));
        Assert.Equal(16m, shown.AmountPaid);

        var left = Assert.Single(order.Map(Sample.Rules(r => r.Money.NotShipped = NotShippedChoice.LeaveOut), plan).Orders).Order;
        Assert.Single(left.Items);
        Assert.Equal((10m, 10m), (left.Sum(), left.AmountPaid));
    }

    [Fact]
    public void Returned_units_are_taken_out_with_their_share_of_tax_and_discount()
    {
        var order = NetOrder() with { Returns = [new ReturnedItem("r1", "a", 1, "Advised", "Refunded", null)] };
        var plan = Sample.Plan(order.Group(Sample.East, (0, 1), (1, 1)));
        var mapped = Assert.Single(order.Map(plan: plan).Orders).Order;
        Assert.Equal(1, mapped.Items[0].Quantity);
        // One unit is 13.50 and half of the line's 2.23 tax, of a tax of 4.62 over all.
        Assert.Equal(60.57m - 13.50m - 1.12m, mapped.Sum());
    }

    [Fact]
    public void Half_of_a_discounted_order_returned_takes_half_of_the_discount_along()
    {
        var order = Sample.Order(Sample.Line("a", 2), Sample.Line("b", 2)) with
        {
            Total = Sample.Usd(30m), DiscountOnTotal = Sample.Usd(10m), Returns = [new ReturnedItem("r", "b", 2, "Advised", "Refunded", null)]
        };
        var mapped = Assert.Single(order.Map(plan: Sample.Plan(order.Group(Sample.East, (0, 2)))).Orders).Order;
        Assert.Equal([20m, -5m], mapped.Items.Select(i => i.Quantity * i.UnitPrice!.Value));
    }

    [Fact]
    public void Parts_of_a_split_order_add_up_to_the_order()
    {
        var order = NetOrder();
        var plan = Sample.Plan(order.Group(Sample.East, (0, 1)), order.Group(Sample.West, (0, 1), (1, 1)));
        var result = order.Map(plan: plan);
        Assert.Equal(60.57m, result.Sum());
        Assert.Equal(4.62m, result.Orders.Sum(o => o.Order.TaxAmount));
        Assert.Equal(5.95m, result.Orders.Sum(o => o.Order.ShippingAmount));
        Assert.All(result.Orders, o => Assert.Equal(o.Order.Sum(), o.Order.AmountPaid));
        Assert.All(result.Orders, o => Assert.True(o.Order.ShippingAmount > 0m));
    }

    [Fact]
    public void Shipping_may_stay_on_the_first_part()
    {
        var order = NetOrder();
        var plan = Sample.Plan(order.Group(Sample.East, (0, 2)), order.Group(Sample.West, (1, 1)));
        var result = order.Map(Sample.Rules(r => r.Money.ShippingShare = ShareMethod.FirstGroup), plan);
        Assert.Equal([5.95m, 0m], result.Orders.Select(o => o.Order.ShippingAmount));
        Assert.Equal(60.57m, result.Sum());
    }

    [Fact]
    public void With_several_shippings_each_part_bears_its_own()
    {
        var order = Sample.Order(Sample.Line("a"), Sample.Line("b"));
        var fast = new OrderShipping { Key = "s1", MethodName = "Fast", Price = Sample.Usd(9m) };
        var slow = new OrderShipping { Key = "s2", MethodName = "Slow", Price = Sample.Usd(3m) };
        order = order with { SeveralShippings = true, Shippings = [fast, slow], Total = Sample.Usd(32m) };
        var plan = Sample.Plan(
            order.Group(Sample.East, (0, 1)) with { Shipping = fast, GroupKey = "e1" }, order.Group(Sample.East, (1, 1)) with { Shipping = slow, GroupKey = "e2" });
        var result = order.Map(plan: plan);
        Assert.Equal([(9m, "Fast"), (3m, "Slow")], result.Orders.Select(o => (o.Order.ShippingAmount, o.Order.RequestedService)));
        Assert.Equal(32m, result.Sum());
    }

    [Fact]
    public void An_order_whose_amounts_contradict_each_other_says_so_and_still_adds_up()
    {
        var result = (Sample.Order(Sample.Line(total: 149m)) with { Total = Sample.Usd(20m) }).Map();
        var order = Assert.Single(result.Orders).Order;
        Assert.Equal(("difference", -129m), (order.Items[1].LineItemKey, order.Items[1].UnitPrice!.Value));
        Assert.Equal(20m, order.Sum());
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.TotalsDiffer });
    }

    [Theory]
    [InlineData(PaymentState.Paid, 10)]
    [InlineData(PaymentState.CreditOwed, 10)]
    [InlineData(PaymentState.None, 10)]
    [InlineData(PaymentState.Pending, 0)]
    [InlineData(PaymentState.Failed, 0)]
    [InlineData(PaymentState.BalanceDue, 0)]
    [InlineData(PaymentState.Unknown, 0)]
    public void What_is_paid_follows_the_payment_state(PaymentState state, int expected) =>
        Assert.Equal(expected, (Sample.Order() with { PaymentState = state }).MapOne().AmountPaid);

    [Fact]
    public void A_shop_without_payment_states_may_count_as_unpaid() =>
        Assert.Equal(0m, (Sample.Order() with { PaymentState = PaymentState.None }).MapOne(r => r.Money.UnknownPaymentIsPaid = false).AmountPaid);

    [Fact]
    public void An_amount_that_cannot_be_stored_is_refused()
    {
        var order = Sample.Order(Sample.Line(total: 10_000_000m));
        Assert.Equal(ErrorCodes.FieldInvalid, order.Map().Problem!.Code);
        Assert.Null(order.Map(Sample.Rules(r => r.Money.MaximumAmount = 99_999_999m)).Problem);
    }

    [Fact]
    public void Amounts_beyond_all_numbers_are_refused_without_an_exception()
    {
        var line = Sample.Line(quantity: long.MaxValue) with { Total = null, UnitPrice = Sample.Usd(79_000_000_000_000_000m) };
        Assert.NotNull(Sample.Order(line).Map().Problem);
    }

    [Fact]
    public void Equal_amounts_have_equal_bytes()
    {
        var one = Sample.Order(Sample.Line() with { Total = Sample.Usd(12.5m) }) with { Total = Sample.Usd(12.5m) };
        var other = Sample.Order(Sample.Line() with { Total = Sample.Usd(12.50m) }) with { Total = Sample.Usd(12.500m) };
        Assert.Equal(PayloadJson.Write(one.MapOne()), PayloadJson.Write(other.MapOne()));
    }

    /// <summary>27.00 + 20.00 + 3.00 + 5.95 net, 4.62 tax.</summary>
    private static Order NetOrder()
    {
        var order = Sample.Order(
            Sample.Line("a", 2, 27m) with { Taxed = Taxed(27m, 29.23m) },
            Sample.Line("b", 1, 20m) with { Taxed = Taxed(20m, 21.65m) },
            Sample.Custom("c", "gift-wrap", 3m) with { Taxed = Taxed(3m, 3.25m) });
        return order with
        {
            Total = Sample.Usd(55.95m),
            Taxed = Taxed(55.95m, 60.57m),
            Shippings = [new OrderShipping { MethodName = "Standard", Price = Sample.Usd(5.95m), Taxed = Taxed(5.95m, 6.44m) }]
        };
    }

    /// <summary>2 x 11.90 and shipping 4.76 with 19 % in them.</summary>
    private static Order GrossOrder() => Sample.Order(Sample.Line("a", 2, 23.80m) with { Taxed = Taxed(20m, 23.80m), TaxIncluded = true }) with
    {
        Total = Sample.Usd(28.56m),
        Taxed = Taxed(24m, 28.56m),
        TaxedShipping = Taxed(4m, 4.76m),
        Shippings = [new OrderShipping { MethodName = "Standard", Price = Sample.Usd(4.76m), TaxIncluded = true }]
    };

    private static TaxedTotal Taxed(decimal net, decimal gross) => new(Sample.Usd(net), Sample.Usd(gross), Sample.Usd(gross - net));
}
