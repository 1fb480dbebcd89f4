using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

public sealed class OrderSeedTests
{
    [Theory]
    [InlineData(OrderMix.Varied, 1)]
    [InlineData(OrderMix.Varied, 7)]
    [InlineData(OrderMix.Plain, 3)]
    public void The_sums_of_every_order_add_up(OrderMix mix, int seed)
    {
        foreach (var (variety, order) in OrderSeed.CreateNamed(600, seed, mix))
        {
            var problem = SumCheck.FindProblem(order);
            Assert.True(problem is null, $"{variety} {(string?)order["orderNumber"]}: {problem}");
        }
    }

    [Fact]
    public void Forty_orders_hold_every_variety()
    {
        var seen = OrderSeed.CreateNamed(40, 1, OrderMix.Varied).Select(o => o.Variety).ToHashSet();
        Assert.Equal(Enum.GetValues<OrderVariety>().ToHashSet(), seen);
    }

    [Fact]
    public void Ten_thousand_are_mostly_ordinary_and_all_numbers_and_ids_differ()
    {
        var orders = OrderSeed.CreateNamed(10_000, 1, OrderMix.Varied).ToList();
        Assert.Equal(Enum.GetValues<OrderVariety>().ToHashSet(), orders.Select(o => o.Variety).ToHashSet());
        Assert.InRange(orders.Count(o => o.Variety == OrderVariety.Ordinary), 8_000, 9_800);
        var numbers = orders.Select(o => (string?)o.Order["orderNumber"]).OfType<string>().ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.Equal(10_000, orders.Select(o => (string?)o.Order["id"]).Distinct().Count());
        Assert.Equal("US-100001", numbers[0]);
    }

    [Fact]
    public void A_plain_mix_can_be_shipped_whole_from_one_warehouse()
    {
        var east = ReferenceSeed.ChannelId("east");
        foreach (var order in OrderSeed.Create(2_000, 5, OrderMix.Plain))
        {
            Assert.Equal("Paid", (string?)order["paymentState"]);
            Assert.Contains((string?)order["orderState"], (string[])["Open", "Confirmed"]);
            Assert.NotNull(order["orderNumber"]);
            Assert.NotNull(order["shippingInfo"]?["shippingMethod"]);
            Assert.NotNull(order["shippingAddress"]?["country"]);
            Assert.Null(order["custom"]);
            Assert.NotEmpty(order["lineItems"]!.AsArray());
            Assert.All(order["lineItems"]!.AsArray(), line => Assert.Equal(east, (string?)line!["supplyChannel"]!["id"]));
            Assert.All(order["lineItems"]!.AsArray(), line => Assert.Contains(line!["variant"]!["attributes"]!.AsArray(), a => (string?)a!["name"] == "weight-grams"));
        }
    }

    [Fact]
    public void The_same_seed_makes_the_same_orders_and_another_seed_others()
    {
        string All(int seed) => string.Join('\n', OrderSeed.Create(50, seed, OrderMix.Varied).Select(o => o.ToJsonString()));
        Assert.Equal(All(1), All(1));
        Assert.NotEqual(All(1), All(2));
        Assert.Empty(OrderSeed.Create(50, 1, OrderMix.Varied).Select(o => (string?)o["id"]).Intersect(OrderSeed.Create(50, 2, OrderMix.Varied).Select(o => (string?)o["id"])));
    }

    [Fact]
    public void Changes_lie_in_order_not_after_the_given_instant_and_some_share_one()
    {
        var latest = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        var times = OrderSeed.Create(100, 1, OrderMix.Varied, latest).Select(o => DateTimeOffset.Parse((string)o["lastModifiedAt"]!)).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(latest, times[^1]);
        Assert.True(times.Distinct().Count() < times.Count);
        Assert.All(OrderSeed.Create(100, 1, OrderMix.Varied, latest), o => Assert.True(string.CompareOrdinal((string?)o["createdAt"], (string?)o["lastModifiedAt"]) <= 0));
    }

    [Fact]
    public void Each_variety_is_what_it_says()
    {
        var orders = OrderSeed.CreateNamed(40, 1, OrderMix.Varied).GroupBy(o => o.Variety).ToDictionary(g => g.Key, g => g.First().Order);
        string? Currency(OrderVariety variety) => (string?)orders[variety]["totalPrice"]!["currencyCode"];
        Assert.Equal(("CAD", "GBP", "EUR", "JPY", "KWD"),
            (Currency(OrderVariety.Canada), Currency(OrderVariety.Britain), Currency(OrderVariety.Germany), Currency(OrderVariety.Japan), Currency(OrderVariety.Kuwait)));
        Assert.Equal(0, (int)orders[OrderVariety.Japan]["totalPrice"]!["fractionDigits"]!);
        Assert.Equal(3, (int)orders[OrderVariety.Kuwait]["totalPrice"]!["fractionDigits"]!);
        Assert.Equal(2, orders[OrderVariety.TwoWarehouses]["lineItems"]!.AsArray().Select(l => (string?)l!["supplyChannel"]!["id"]).Distinct().Count());
        Assert.True((long)orders[OrderVariety.Coupon]["customLineItems"]![0]!["totalPrice"]!["centAmount"]! < 0);
        Assert.Contains(orders[OrderVariety.GiftLine]["lineItems"]!.AsArray(), l => (string?)l!["lineItemMode"] == "GiftLineItem");
        Assert.Equal(2, orders[OrderVariety.CartDiscountSplit]["lineItems"]![0]!["discountedPricePerQuantity"]!.AsArray().Count);
        Assert.NotNull(orders[OrderVariety.ProductDiscount]["lineItems"]![0]!["price"]!["discounted"]);
        Assert.NotNull(orders[OrderVariety.DiscountOnTotal]["discountOnTotalPrice"]);
        Assert.Null(orders[OrderVariety.Digital]["shippingInfo"]);
        Assert.Null(orders[OrderVariety.NoOrderNumber]["orderNumber"]);
        Assert.Null(orders[OrderVariety.NoPaymentState]["paymentState"]);
        Assert.Null(orders[OrderVariety.Untaxed]["taxedPrice"]);
        Assert.NotNull(orders[OrderVariety.PostOfficeBox]["shippingAddress"]!["pOBox"]);
        Assert.Empty(orders[OrderVariety.NoLines]["lineItems"]!.AsArray());
        Assert.Equal("Multiple", (string?)orders[OrderVariety.SeveralShippings]["shippingMode"]);
        Assert.Equal("AwaitingPickup", (string?)orders[OrderVariety.UnknownState]["shipmentState"]);
        Assert.Equal("Cancelled", (string?)orders[OrderVariety.Cancelled]["orderState"]);
        Assert.Single(orders[OrderVariety.Complete]["shippingInfo"]!["deliveries"]!.AsArray());
        Assert.Equal(ReferenceSeed.TypeId(ReferenceSeed.MerchantTypeKey), (string?)orders[OrderVariety.MerchantFields]["custom"]!["type"]!["id"]);
        Assert.Contains(orders[OrderVariety.HighPrecisionPrice]["lineItems"]!.AsArray(), l => (string?)l!["price"]!["value"]!["type"] == "highPrecision");
        Assert.NotNull(orders[OrderVariety.Guest]["anonymousId"]);
        Assert.DoesNotContain(orders[OrderVariety.MissingWeight]["lineItems"]!.AsArray()[^1]!["variant"]!["attributes"]!.AsArray(), a => (string?)a!["name"] == "weight-grams");
    }

    [Fact]
    public void An_order_with_five_hundred_lines_is_made_on_request()
    {
        var order = OrderSeed.WithManyLines(500, 1);
        Assert.Equal(500, order["lineItems"]!.AsArray().Count);
        Assert.Null(SumCheck.FindProblem(order));
    }
}

/// <summary>Recomputes an order's sums from its parts, without the code that made them.</summary>
internal static class SumCheck
{
    public static string? FindProblem(JsonObject order)
    {
        var lines = order["lineItems"]!.AsArray().Select(l => l!.AsObject()).ToList();
        var custom = order["customLineItems"]!.AsArray().Select(l => l!.AsObject()).ToList();
        foreach (var line in lines)
        {
            if (LineTotal(line) != Cents(line["totalPrice"])) return $"line {(string?)line["id"]} is {Cents(line["totalPrice"])}, its units make {LineTotal(line)}";
        }
        foreach (var line in custom)
        {
            if (Cents(line["money"]) * (long)line["quantity"]! != Cents(line["totalPrice"])) return "a custom line's total is wrong";
        }
        var shippings = order["shipping"]!.AsArray().Select(s => s!["shippingInfo"]).Append(order["shippingInfo"]).OfType<JsonObject>().ToList();
        var charged = shippings.Sum(s => Cents(s["discountedPrice"]?["value"] ?? s["price"]));
        var off = order["discountOnTotalPrice"] is { } discount ? Cents(discount["discountedAmount"]) : 0;
        var total = lines.Concat(custom).Sum(l => Cents(l["totalPrice"])) + charged - off;
        if (total != Cents(order["totalPrice"])) return $"the total is {Cents(order["totalPrice"])}, its parts make {total}";
        return order["taxedPrice"] is JsonObject taxed ? FindTaxProblem(order, taxed, [.. lines, .. custom, .. shippings]) : null;
    }

    private static string? FindTaxProblem(JsonObject order, JsonObject taxed, List<JsonObject> parts)
    {
        var offNet = order["discountOnTotalPrice"] is { } discount ? Cents(discount["discountedNetAmount"]) : 0;
        var offGross = order["discountOnTotalPrice"] is { } again ? Cents(again["discountedGrossAmount"]) : 0;
        var net = parts.Sum(p => Cents(p["taxedPrice"]!["totalNet"])) - offNet;
        var gross = parts.Sum(p => Cents(p["taxedPrice"]!["totalGross"])) - offGross;
        if (net != Cents(taxed["totalNet"])) return $"net is {Cents(taxed["totalNet"])}, its parts make {net}";
        if (gross != Cents(taxed["totalGross"])) return $"gross is {Cents(taxed["totalGross"])}, its parts make {gross}";
        if (gross - net != Cents(taxed["totalTax"])) return "net and tax do not make gross";
        if (taxed["taxPortions"]!.AsArray().Sum(p => Cents(p!["amount"])) != gross - net) return "the tax portions do not make the tax";
        var included = parts.Where(p => p["taxRate"] is not null).Select(p => (bool)p["taxRate"]!["includedInPrice"]!).Distinct().Single();
        return (included ? gross : net) == Cents(order["totalPrice"]) ? null : "the total is neither net nor gross as the rates say";
    }

    private static long LineTotal(JsonObject line)
    {
        var quantity = (long)line["quantity"]!;
        var portions = line["discountedPricePerQuantity"]!.AsArray();
        if (portions.Count > 0)
        {
            Assert.Equal(quantity, portions.Sum(p => (long)p!["quantity"]!));
            return portions.Sum(p => (long)p!["quantity"]! * Cents(p["discountedPrice"]!["value"]));
        }
        var unit = line["price"]!["discounted"]?["value"] ?? line["price"]!["value"]!;
        if ((string?)unit["type"] != "highPrecision") return Cents(unit) * quantity;
        var digits = (int)unit["fractionDigits"]! - (int)line["totalPrice"]!["fractionDigits"]!;
        return (long)decimal.Round((long)unit["preciseAmount"]! * quantity / (decimal)Math.Pow(10, digits), 0, MidpointRounding.ToEven);
    }

    private static long Cents(JsonNode? money) => (long)money!["centAmount"]!;
}
