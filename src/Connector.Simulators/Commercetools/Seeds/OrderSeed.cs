using System.Text.Json.Nodes;

namespace Connector.Simulators.Commercetools.Seeds;

/// <summary>Makes orders as a shop would have them: invented, valid, with sums that add up. The same seed always makes the same orders.</summary>
public static class OrderSeed
{
    private static readonly OrderVariety[] Special = [.. Enum.GetValues<OrderVariety>().Where(v => v != OrderVariety.Ordinary)];

    private static readonly OrderVariety[] Shippable =
    [
        OrderVariety.ProductDiscount, OrderVariety.CartDiscountSplit, OrderVariety.DiscountOnTotal, OrderVariety.GiftWrap, OrderVariety.Coupon,
        OrderVariety.GiftLine, OrderVariety.Guest, OrderVariety.Company, OrderVariety.PostOfficeBox, OrderVariety.Diacritics, OrderVariety.Express, OrderVariety.Economy,
    ];

    /// <summary>When the newest order changed if the caller names no other instant.</summary>
    public static DateTimeOffset DefaultLatest { get; } = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Orders one by one, as they are asked for, oldest change first; some share the instant of their last change.</summary>
    /// <param name="latest">No order is newer than this; they spread over at most the day before it.</param>
    public static IEnumerable<JsonObject> Create(int count, int seed, OrderMix mix, DateTimeOffset? latest = null) =>
        CreateNamed(count, seed, mix, latest).Select(o => o.Order);

    /// <summary>The same orders, each with what is special about it.</summary>
    public static IEnumerable<(OrderVariety Variety, JsonObject Order)> CreateNamed(int count, int seed, OrderMix mix, DateTimeOffset? latest = null)
    {
        var end = latest ?? DefaultLatest;
        var step = TimeSpan.FromMilliseconds(Math.Min(60_000, (long)TimeSpan.FromHours(23).TotalMilliseconds / Math.Max(1, count)));
        for (var i = 0; i < count; i++)
        {
            var variety = Variety(i, count, seed, mix);
            // Every seventh order changed in the same millisecond as the one before it.
            var modified = end - (step * (count - 1 - (i % 7 == 6 ? i - 1 : i)));
            var created = end - (step * (count - 1 - i)) - TimeSpan.FromSeconds(90 + (i % 31));
            yield return (variety, new SeedOrder(i, seed, variety, mix, created, modified).Compose());
        }
    }

    /// <summary>One order with this many lines; otherwise ordinary. Its index lies beyond those of <see cref="Create"/>.</summary>
    public static JsonObject WithManyLines(int lines, int seed, DateTimeOffset? latest = null)
    {
        var at = latest ?? DefaultLatest;
        return new SeedOrder(900_000, seed, OrderVariety.Ordinary, OrderMix.Plain, at.AddMinutes(-2), at).Compose(lines);
    }

    private static OrderVariety Variety(int index, int count, int seed, OrderMix mix)
    {
        var random = SeedRandom.For(seed ^ 0x5eed, index);
        if (mix == OrderMix.Plain) return random.Chance(40) ? random.Pick(Shippable) : OrderVariety.Ordinary;
        if (count < Special.Length) return Special[index];
        // Each special order has its place, evenly spread; place k is the first index at or after k * count / n.
        var k = (int)((((long)index * Special.Length) + count - 1) / count);
        if (k < Special.Length && (int)((long)k * count / Special.Length) == index) return Special[k];
        return count > Special.Length * 4 && random.Chance(10) ? random.Pick(Special) : OrderVariety.Ordinary;
    }
}
