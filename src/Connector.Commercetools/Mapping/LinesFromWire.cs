using Connector.Commercetools.Wire;
using Connector.Core.Model.Orders;

namespace Connector.Commercetools.Mapping;

internal static class LinesFromWire
{
    /// <summary>Product lines, then custom lines.</summary>
    internal static List<OrderLine> Read(WireOrder order, OrderDocument? document, string currency, ReferenceKeys keys)
    {
        var lines = new List<OrderLine>((order.LineItems?.Count ?? 0) + (order.CustomLineItems?.Count ?? 0));
        Add(lines, order.LineItems, document, "lineItems", LineKind.Product, currency, keys);
        Add(lines, order.CustomLineItems, document, "customLineItems", LineKind.Custom, currency, keys);
        return lines;
    }

    private static void Add(
        List<OrderLine> lines, List<WireLine?>? wires, OrderDocument? document, string member, LineKind kind, string currency, ReferenceKeys keys)
    {
        for (var index = 0; index < wires?.Count; index++)
        {
            if (wires[index] is { } wire) lines.Add(ReadLine(wire, document?.ElementOf(member, index), $"{member}[{index}]", kind, currency, keys));
        }
    }

    private static OrderLine ReadLine(WireLine wire, OrderDocument? document, string path, LineKind kind, string currency, ReferenceKeys keys)
    {
        var taxed = MoneyFromWire.Read(wire.TaxedPrice, currency);
        var total = MoneyFromWire.Read(wire.TotalPrice, currency);
        var rate = wire.TaxRate ?? wire.PerMethodTaxRate?.Find(one => one?.TaxRate is not null)?.TaxRate;
        var channelId = Blank.ToNull(wire.SupplyChannel?.Id);
        return new OrderLine
        {
            // Documents written by hand have lines without ids; the place in the list distinguishes them.
            Id = Blank.ToNull(wire.Id) ?? Blank.ToNull(wire.Key) ?? path,
            Key = Blank.ToNull(wire.Key),
            Kind = kind,
            Slug = kind == LineKind.Custom ? Blank.ToNull(wire.Slug) : null,
            Sku = Blank.ToNull(wire.Variant?.Sku),
            VariantKey = Blank.ToNull(wire.Variant?.Key),
            VariantId = wire.Variant?.Id ?? wire.Variant?.VariantId,
            ProductId = Blank.ToNull(wire.ProductId),
            ProductKey = Blank.ToNull(wire.ProductKey),
            ProductTypeId = Blank.ToNull(wire.ProductType?.Id),
            ProductTypeKey = KeyOf(wire.ProductType),
            Names = Names(wire.Name),
            Quantity = wire.Quantity ?? throw new FieldUnreadableException($"{path}.quantity", "missing"),
            UnitPrice = MoneyFromWire.Read(kind == LineKind.Custom ? wire.Money ?? wire.Price?.Value : wire.Price?.Value, currency),
            DiscountedUnitPrice = MoneyFromWire.Read(wire.Price?.Discounted?.Value, currency),
            PricePortions = Portions(wire.DiscountedPricePerQuantity, currency),
            Total = total,
            Taxed = taxed,
            TaxRate = rate?.Amount,
            TaxIncluded = rate?.IncludedInPrice ?? IsGross(total, taxed),
            IsGift = wire.LineItemMode == "GiftLineItem",
            ImageUrls = Images(wire.Variant?.Images),
            Attributes = wire.Variant is { } variant ? FieldsFromWire.Attributes(variant.Attributes) : Order.NoFields,
            SupplyChannelId = channelId,
            SupplyChannelKey = KeyOf(wire.SupplyChannel) ?? keys.ChannelKey(channelId),
            DistributionChannelId = Blank.ToNull(wire.DistributionChannel?.Id),
            States = States(wire.State),
            Targets = Targets(wire.ShippingDetails?.Targets),
            CustomFields = FieldsFromWire.Custom(wire.Custom),
            Document = document
        };
    }

    internal static string? KeyOf(WireReference? reference) => Blank.ToNull(reference?.Obj?.Key) ?? Blank.ToNull(reference?.Key);

    /// <summary>Where no rate states whether tax is included: a price that equals the taxed gross contains it.</summary>
    internal static bool IsGross(Money? price, TaxedTotal? taxed) =>
        price is { } amount && taxed is not null && taxed.Gross.Amount == amount.Amount && taxed.Net.Amount != taxed.Gross.Amount;

    private static Dictionary<string, string> Names(Dictionary<string, string?>? wire)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (locale, name) in wire ?? [])
        {
            if (Blank.ToNull(name) is { } text) names[locale] = text;
        }

        return names;
    }

    private static List<PricePortion> Portions(List<WirePricePortion?>? wires, string currency)
    {
        var portions = new List<PricePortion>(wires?.Count ?? 0);
        foreach (var wire in wires ?? [])
        {
            if (wire?.Quantity is { } quantity && MoneyFromWire.Read(wire.DiscountedPrice?.Value, currency) is { } price) portions.Add(new PricePortion(quantity, price));
        }

        return portions;
    }

    private static List<string> Images(List<WireImage?>? wires) =>
        wires is null ? [] : [.. wires.Select(image => Blank.ToNull(image?.Url)).OfType<string>()];

    private static List<LineState> States(List<WireLineState?>? wires)
    {
        var states = new List<LineState>(wires?.Count ?? 0);
        foreach (var wire in wires ?? [])
        {
            if (wire?.Quantity is { } quantity && Blank.ToNull(wire.State?.Id) is { } id) states.Add(new LineState(quantity, id, KeyOf(wire.State)));
        }

        return states;
    }

    private static List<LineTarget> Targets(List<WireTarget?>? wires)
    {
        var targets = new List<LineTarget>(wires?.Count ?? 0);
        foreach (var wire in wires ?? [])
        {
            if (wire?.Quantity is { } quantity) targets.Add(new LineTarget(wire.AddressKey ?? "", quantity, Blank.ToNull(wire.ShippingMethodKey)));
        }

        return targets;
    }
}
