using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Commercetools.Seeds;

namespace Connector.Local.Demo;

/// <summary>Which of the seeded orders has which role in the demo.</summary>
internal sealed record DemoCast
{
    public required IReadOnlyList<(string Id, string Number, string Kind)> All { get; init; }

    /// <summary>Has no address when it is read, and gets one later.</summary>
    public required string NoAddress { get; init; }
    public required JsonNode LostAddress { get; init; }

    /// <summary>Changed in the shop and in ShipStation after the push.</summary>
    public required string Edited { get; init; }
    public required string CancelledBefore { get; init; }
    public required string CancelledAfter { get; init; }

    /// <summary>Shipped in part; this line first.</summary>
    public required string Partial { get; init; }
    public required string PartialLine { get; init; }
    public required string MarkedShipped { get; init; }
    public required string Voided { get; init; }

    /// <summary>All that get a label for everything, in step three.</summary>
    public required IReadOnlyList<string> Labelled { get; init; }

    /// <summary>Ordinary orders from one warehouse have the roles; special orders are labelled or show by themselves what they are for.</summary>
    private static readonly OrderVariety[] Ordinary =
    [
        OrderVariety.Ordinary, OrderVariety.ProductDiscount, OrderVariety.CartDiscountSplit, OrderVariety.Guest, OrderVariety.Company, OrderVariety.Express, OrderVariety.Economy,
        OrderVariety.Diacritics, OrderVariety.DiscountOnTotal
    ];

    private static readonly OrderVariety[] NeverShipped =
    [
        OrderVariety.Digital, OrderVariety.PaymentPending, OrderVariety.BalanceDue, OrderVariety.Cancelled, OrderVariety.Complete, OrderVariety.NoLines, OrderVariety.UnknownState
    ];

    public static DemoCast Choose(CommercetoolsSimulator shop)
    {
        var kinds = OrderSeed.CreateNamed(shop.OrderCount, 1, OrderMix.Varied).ToDictionary(o => (string)o.Order["id"]!, o => o.Variety);
        var orders = shop.Orders().Select(o => (Document: o, Id: o.GetProperty("id").GetString()!, Number: Number(o), Kind: kinds[o.GetProperty("id").GetString()!]))
            .OrderBy(o => o.Number, StringComparer.Ordinal).ToList();
        var ordinary = new Queue<(JsonElement Document, string Id, string Number, OrderVariety Kind)>(orders.Where(o => Ordinary.Contains(o.Kind)));
        var several = orders.First(o => o.Kind is OrderVariety.GiftWrap or OrderVariety.Coupon or OrderVariety.Canada or OrderVariety.Britain && Units(o.Document) > 1);
        var (lost, edited, before, after, marked, voided) =
            (ordinary.Dequeue(), ordinary.Dequeue(), ordinary.Dequeue(), ordinary.Dequeue(), ordinary.Dequeue(), ordinary.Dequeue());
        var apart = new[] { lost.Number, before.Number, marked.Number, several.Number };
        return new DemoCast
        {
            All = [.. orders.Select(o => (o.Id, o.Number, Words(o.Kind)))],
            NoAddress = lost.Number, LostAddress = JsonNode.Parse(lost.Document.GetProperty("shippingAddress").GetRawText())!,
            Edited = edited.Number, CancelledBefore = before.Number, CancelledAfter = after.Number, MarkedShipped = marked.Number, Voided = voided.Number,
            Partial = several.Number, PartialLine = several.Document.GetProperty("lineItems")[0].GetProperty("id").GetString()!,
            Labelled = [edited.Number, after.Number, voided.Number, .. orders.Where(o => !NeverShipped.Contains(o.Kind) && !apart.Contains(o.Number)).Select(o => o.Number).Except([edited.Number, after.Number, voided.Number])]
        };
    }

    private static string Number(JsonElement order) => order.TryGetProperty("orderNumber", out var number) ? number.GetString()! : order.GetProperty("id").GetString()!;

    private static long Units(JsonElement order) => order.GetProperty("lineItems").EnumerateArray().Sum(line => line.GetProperty("quantity").GetInt64());

    /// <summary>"TwoWarehouses" reads "two warehouses".</summary>
    private static string Words(OrderVariety kind) =>
        string.Concat(kind.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : $"{char.ToLowerInvariant(c)}"));
}
