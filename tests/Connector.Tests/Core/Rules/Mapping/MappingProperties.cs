using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Amounts;
using Connector.Core.Rules.Mapping.Items;
using Connector.Core.Rules.Selection;
using Connector.TestSupport;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping;

/// <summary>What must hold for any order; FsCheck shows the seed of one for which it does not (<see cref="RandomOrder.From"/>).</summary>
public sealed class MappingProperties
{
    private const int Orders = 10_000;

    [Fact]
    public void What_the_shipping_side_adds_up_is_what_the_customer_is_charged() => ForAnyOrder(random =>
    {
        var result = Map(random);
        if (result.Orders.Count == 0) return;
        TotalIsWhatIsCharged(random, result);
        UnitsThatAreGoneTakeTheirShareAlong(random, result);
    });

    [Fact]
    public void What_goes_out_is_whole_and_fits() => ForAnyOrder(random =>
    {
        var result = Map(random);
        ThereAreOrdersOrAReasonWhyNot(random, result);
        NumbersAndKeysDiffer(result);
        foreach (var mapped in result.Orders)
        {
            QuantitiesAreThoseOfThePlan(random, mapped);
            NothingIsLongerThanItsField(mapped.Order);
            NothingIsMissing(mapped.Order);
        }
    });

    [Fact]
    public void What_is_declared_is_what_the_goods_cost()
    {
        var declarations = 0;
        ForAnyOrder(random =>
        {
            var order = random.Order;
            // With three digits the order's own rounding is beside that of its lines.
            var plain = order.Total.FractionDigits <= 2 && order.Taxed is null && order.DiscountOnTotal is null && order.Returns.Count == 0 && Consistent(order) && random.Rules.Mapping.Bundles.Parent is null
                && order.Lines.All(static l => l.Kind == LineKind.Custom || (l.Taxed is null && l.Total?.Amount > l.Quantity));
            foreach (var mapped in Map(random).Orders.Where(static o => o.Order.Customs is not null))
            {
                var (goods, customs) = (mapped.Order.Items.Where(static i => !i.Adjustment), mapped.Order.Customs!);
                Assert.Equal(goods.Sum(static i => (long)i.Quantity), customs.Items.Sum(static i => (long)i.Quantity));
                Assert.All(customs.Items, static i => Assert.True(i.Value >= 0m && i.Value == decimal.Round(i.Value, 2)));
                if (!plain) continue;
                declarations++;
                var rounding = mapped.Order.Items.Where(static i => i.LineItemKey == "rounding").Sum(static i => i.UnitPrice ?? 0m);
                Assert.Equal(goods.Sum(static i => i.Quantity * i.UnitPrice!.Value) + rounding, customs.Items.Sum(static i => i.Quantity * i.Value));
            }
        });
        Assert.InRange(declarations, 20, Orders);
    }

    [Fact]
    public void Mapping_twice_gives_the_same_bytes() => ForAnyOrder(random =>
    {
        var one = Map(random).Orders.Select(o => PayloadJson.Write(o.Order)).ToArray();
        var other = Map(random).Orders.Select(o => PayloadJson.Write(o.Order)).ToArray();
        Assert.Equal(one, other);
        Assert.All(one, bytes => Assert.Equal(bytes, PayloadJson.Write(PayloadJson.Read(bytes))));
    });

    [Fact]
    public void Explaining_gives_the_same_orders() => ForAnyOrder(random =>
    {
        var mapped = Map(random).Orders.Select(o => PayloadJson.Write(o.Order));
        var explained = random.Rules.CreateMapping().Explain(random.Order, random.Plan);
        Assert.Equal(mapped, explained.Result.Orders.Select(o => PayloadJson.Write(o.Order)));
        Assert.All(explained.Groups, g => Assert.All(g.Fields, f => Assert.NotEmpty(f.Origin)));
    }, Orders);

    /// <summary>With rules of all kinds of source and condition.</summary>
    [Fact]
    public void Any_rules_keep_sums_quantities_and_limits_and_give_the_same_bytes() => ForAnyOrder(random =>
    {
        new RandomRules(random.Seed).Fill(random.Rules.Mapping);
        var result = Map(random);
        ThereAreOrdersOrAReasonWhyNot(random, result);
        if (result.Orders.Count == 0) return;
        TotalIsWhatIsCharged(random, result);
        UnitsThatAreGoneTakeTheirShareAlong(random, result);
        foreach (var mapped in result.Orders)
        {
            QuantitiesAreThoseOfThePlan(random, mapped);
            NothingIsLongerThanItsField(mapped.Order);
            NothingIsMissing(mapped.Order);
            Assert.All(mapped.Order.Items, static i => Assert.True(i.Options.Count <= FieldLimits.MaxOptions));
        }
        var explained = random.Rules.CreateMapping().Explain(random.Order, random.Plan);
        Assert.Equal(result.Orders.Select(static o => PayloadJson.Write(o.Order)), explained.Result.Orders.Select(static o => PayloadJson.Write(o.Order)));
        Assert.All(explained.Groups, static g => Assert.All(g.Fields, static f => Assert.NotEmpty(f.Origin)));
    }, Orders / 2);

    [Fact]
    public void Random_rules_say_something()
    {
        var (sent, made) = (0, new HashSet<string?>());
        for (var seed = 0; seed < 300; seed++)
        {
            var random = RandomOrder.From(seed);
            new RandomRules(seed).Fill(random.Rules.Mapping);
            foreach (var mapped in Map(random).Orders)
            {
                sent++;
                made.Add(mapped.Order.CustomField3);
            }
        }
        Assert.InRange(sent, 150, 2000);
        Assert.InRange(made.Count, 20, 2000);
    }

    [Fact]
    public void Most_random_orders_are_good_enough_to_say_something()
    {
        var results = Enumerable.Range(0, 500).Select(seed => Map(RandomOrder.From(seed))).ToArray();
        Assert.InRange(results.Count(r => r.Orders.Count > 0), 200, 499);
        Assert.InRange(results.Count(r => r.Orders.Count > 1), 100, 499);
        Assert.InRange(results.Count(r => r.Orders.Any(o => o.Order.Items.Any(i => i.LineItemKey == "rounding"))), 50, 499);
    }

    private static void TotalIsWhatIsCharged(RandomOrder random, MappingResult result)
    {
        var order = random.Order;
        if (order.Returns.Count > 0 || random.Rules.Mapping.Money.NotShipped == NotShippedChoice.LeaveOut) return;
        Assert.Equal(ToWire(order, order.Taxed?.Gross.Amount ?? order.Total.Amount), result.Sum());
    }

    private static void UnitsThatAreGoneTakeTheirShareAlong(RandomOrder random, MappingResult result)
    {
        var order = random.Order;
        if (order.DiscountOnTotal is not null || !Consistent(order)) return;
        var leftOut = random.Rules.Mapping.Money.NotShipped == NotShippedChoice.LeaveOut;
        decimal gone = 0;
        foreach (var line in order.Lines)
        {
            var planned = random.Plan.Groups.Sum(g => g.Lines.Where(l => ReferenceEquals(l.Line, line)).Sum(l => l.Quantity));
            var kept = leftOut && line.Kind == LineKind.Product ? planned : OpenQuantity.Compute(order, line);
            if (line.Quantity > 0) gone += (line.Taxed?.Gross.Amount ?? TaxView.Total(line)) * (line.Quantity - kept) / line.Quantity;
        }
        var charged = order.Taxed?.Gross.Amount ?? order.Total.Amount;
        // A line's amount and its tax are rounded apart.
        var slack = (order.Lines.Count * 2 + 2) * (Digits(order) == 0 ? 1m : 0.01m);
        Assert.InRange(result.Sum(), charged - gone - slack, charged - gone + slack);
    }

    private static void QuantitiesAreThoseOfThePlan(RandomOrder random, MappedOrder mapped)
    {
        if (random.Rules.Mapping.Bundles.Parent is not null) return;
        Assert.Equal(mapped.Group.Lines.Sum(l => l.Quantity), mapped.Order.Items.Where(i => !i.Adjustment).Sum(i => (long)i.Quantity));
    }

    private static void NothingIsLongerThanItsField(ShippingOrder order)
    {
        foreach (var target in TargetFields.All)
        {
            if (!FieldLimits.All.TryGetValue(target.Name, out var limit) || limit == FieldLimits.ItemOption) continue;
            for (var i = 0; i < target.Count(order); i++)
            {
                var text = target.Text(order, i);
                Assert.True((text?.Length ?? 0) <= limit.Length, $"{target.Name}: {text}");
            }
        }
        Assert.All(order.Items, i => Assert.All(i.Options, o => Assert.True(o.Name.Length <= 100 && o.Value.Length <= 100)));
    }

    private static void NothingIsMissing(ShippingOrder order)
    {
        Assert.NotEmpty(order.OrderKey);
        Assert.NotEmpty(order.OrderNumber);
        Assert.NotEmpty(order.ShipTo.Name);
        Assert.NotEmpty(order.BillTo.Name);
        Assert.Equal(2, order.ShipTo.Country!.Length);
        Assert.All(order.Items, i => Assert.NotEmpty(i.Name));
        Assert.All(order.Items, i => Assert.True(i.Quantity > 0));
        Assert.All(order.Items, i => Assert.Equal(i.UnitPrice, decimal.Round(i.UnitPrice!.Value, 2)));
        Assert.All(order.Items, i => Assert.True(i.Weight is null or { Value: > 0m }));
        Assert.Equal(order.Items.Count, order.Items.Select(i => i.LineItemKey).Distinct().Count());
        Assert.Equal(order.TagIds.Order().Distinct(), order.TagIds);
    }

    private static void NumbersAndKeysDiffer(MappingResult result)
    {
        Assert.Equal(result.Orders.Count, result.Orders.Select(o => o.Order.OrderNumber).Distinct().Count());
        Assert.Equal(result.Orders.Count, result.Orders.Select(o => o.Order.OrderKey).Distinct().Count());
    }

    private static void ThereAreOrdersOrAReasonWhyNot(RandomOrder random, MappingResult result) =>
        Assert.Equal(result.Problem is null ? random.Plan.Groups.Count : 0, result.Orders.Count);

    private static MappingResult Map(RandomOrder random) => random.Rules.CreateMapping().Map(random.Order, random.Plan);

    private static void ForAnyOrder(Action<RandomOrder> holds, int orders = Orders) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => holds(RandomOrder.From(seed)))
            .Check(Config.QuickThrowOnFailure.WithReplay(PropertyRun.Start.Seed, PropertyRun.Start.Gamma).WithMaxTest(orders));

    private static int Digits(Order order) => Math.Min(order.Total.FractionDigits, 2);

    private static decimal ToWire(Order order, decimal amount) => decimal.Round(amount, Digits(order), MidpointRounding.AwayFromZero);

    private static bool Consistent(Order order) =>
        order.Total.Amount == order.Lines.Sum(l => l.Total?.Amount ?? 0m) + order.Shippings.Sum(s => s.Price.Amount);
}
