using System.Text.Json;

namespace Connector.Tests.Journeys.Randomised;

/// <summary>One order as both vendors' documents show it.</summary>
internal sealed class OrderPicture
{
    private readonly HashSet<long> _mine;

    private OrderPicture(int index, JsonElement shop, IEnumerable<JsonElement> mine)
    {
        (Index, Shop, Number) = (index, shop, Scene.NumberOf(index));
        Ordered = shop.List("lineItems").ToDictionary(l => l.Text("id")!, l => l.GetProperty("quantity").GetInt32(), StringComparer.Ordinal);
        ByOthers = shop.Deliveries().Where(d => d.Text("key") is null).SelectMany(d => d.Items()).ToLookup(i => i.Line, i => i.Quantity);
        _mine = [.. mine.Select(Id)];
    }

    public int Index { get; }
    public string Number { get; }
    public JsonElement Shop { get; }
    public bool IsCancelled => Shop.Text("orderState") == "Cancelled";
    public bool IsUnpaid => Shop.Text("paymentState") == "Failed";

    /// <summary>Units by line.</summary>
    public IReadOnlyDictionary<string, int> Ordered { get; }

    /// <summary>Units by line in deliveries that are not ours.</summary>
    public ILookup<string, int> ByOthers { get; }

    /// <summary>What carries our key.</summary>
    public required IReadOnlyList<JsonElement> Family { get; init; }

    /// <summary>What another program split off.</summary>
    public required IReadOnlyList<JsonElement> Parts { get; init; }

    /// <summary>Every order with its goods that is not cancelled and no copy.</summary>
    public required IReadOnlyList<JsonElement> Carriers { get; init; }

    /// <summary>Labels with its goods, of copies as well.</summary>
    public required IReadOnlyList<JsonElement> Labels { get; init; }

    /// <summary>Labels of copies: what leaves with these was wanted a second time.</summary>
    public required IReadOnlyList<JsonElement> OfCopies { get; init; }

    /// <summary>What people marked as shipped.</summary>
    public required IReadOnlyList<JsonElement> Handed { get; init; }

    /// <summary>Its goods stand in an order with those of another.</summary>
    public bool IsMerged => Carriers.Any(o => o.List("items").Any(i => i.Text("lineItemKey") is { Length: > 0 } line && !Ordered.ContainsKey(line)) || !_mine.Contains(Id(o)));

    /// <summary>A program made a part of it, and units of that stand somewhere else as well, or have left.</summary>
    public bool StandsTwice => Parts.Count > 0 && Ordered.Any(line => UnitsIn(Carriers, line.Key) > line.Value || UnitsIn(Carriers.Where(o => o.Text("orderStatus") != "shipped"), line.Key) + LeftOf(line.Key) > line.Value);

    /// <summary>People sent more of a line than was ordered, one not knowing of the other, or a copy as well.</summary>
    public bool HasLeftTooOften => Ordered.Any(line => PackedOf(line.Key) + ByOthers[line.Key].Sum() + HandedOf(line.Key) > line.Value);

    public static OrderPicture From(Scene scene, Hands hands, int index, IReadOnlyList<JsonElement> all, IReadOnlyList<JsonElement> labels, IReadOnlyList<JsonElement> fulfillments)
    {
        var account = scene.AccountOf(index);
        var copies = all.Where(o => hands.Copies.TryGetValue((account, Id(o)), out var of) && of.Index == index).Select(Id).ToHashSet();
        var (family, parts) = (hands.FamilyOf(all, index), hands.PartsOf(account, all, index));
        var picture = new OrderPicture(index, scene.ShopOrder(index), family.Concat(parts)) { Family = family, Parts = parts, Carriers = [], Labels = [], OfCopies = [], Handed = [] };
        var withGoods = labels.Where(l => copies.Contains(l.GetProperty("orderId").GetInt64()) || l.List("shipmentItems").Any(i => picture.LineOf(i, l) is not null)).ToList();
        return new OrderPicture(index, picture.Shop, family.Concat(parts))
        {
            Family = family, Parts = parts,
            Carriers = [.. all.Where(o => o.Text("orderStatus") != "cancelled" && !copies.Contains(Id(o)) && o.List("items").Any(i => picture.LineOf(i, o) is not null))],
            Labels = withGoods, OfCopies = [.. withGoods.Where(l => copies.Contains(l.GetProperty("orderId").GetInt64()))],
            Handed = [.. fulfillments.Where(f => f.Text("orderNumber") == picture.Number && f.Text("trackingNumber") == "HAND-1")]
        };
    }

    /// <summary>The line that goods of this order are of; null for goods of another order.</summary>
    public string? LineOf(JsonElement item)
    {
        if (item.Text("lineItemKey") is { Length: > 0 } key) return Ordered.ContainsKey(key) ? key : null;
        return Shop.List("lineItems").Where(l => l.Text("variant.sku") == item.Text("sku")).Select(l => l.Text("id")).FirstOrDefault();
    }

    public int UnitsIn(IEnumerable<JsonElement> orders, string line) => orders.Sum(o => o.List("items").Where(i => LineOf(i, o) == line).Sum(Quantity));

    /// <summary>Units in labels of these orders.</summary>
    public int LabelledIn(IEnumerable<JsonElement> orders, string line)
    {
        var ids = orders.Select(Id).ToHashSet();
        return Labels.Where(l => ids.Contains(l.GetProperty("orderId").GetInt64())).Sum(l => UnitsOf(l, line));
    }

    /// <summary>Units in labels.</summary>
    public int PackedOf(string line) => Labels.Sum(l => UnitsOf(l, line));

    /// <summary>Units that have left with the order itself, whoever sent them.</summary>
    public int LeftOf(string line) => PackedOf(line) - OfCopies.Sum(l => UnitsOf(l, line)) + ByOthers[line].Sum() + HandedOf(line);

    /// <summary>Units of orders that people marked as shipped.</summary>
    private int HandedOf(string line) => Handed.Sum(f => UnitsIn(Family.Where(o => o.Text("orderId") == f.Text("orderId")), line));

    private int UnitsOf(JsonElement label, string line) => label.List("shipmentItems").Where(i => LineOf(i) == line).Sum(Quantity);

    /// <summary>Goods without our key are of this order where their order is.</summary>
    private string? LineOf(JsonElement item, JsonElement of) => item.Text("lineItemKey") is { Length: > 0 } || _mine.Contains(Id(of)) ? LineOf(item) : null;

    private static long Id(JsonElement order) => order.GetProperty("orderId").GetInt64();

    private static int Quantity(JsonElement item) => item.GetProperty("quantity").GetInt32();
}
