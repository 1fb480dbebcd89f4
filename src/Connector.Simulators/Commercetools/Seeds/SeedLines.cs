using System.Globalization;
using System.Text.Json.Nodes;

namespace Connector.Simulators.Commercetools.Seeds;

/// <summary>Makes the lines of one order and adds up what they cost.</summary>
internal sealed class SeedLines(SeedCountry country, SeedMoney money, string orderId)
{
    public JsonArray Lines { get; } = [];
    public JsonArray CustomLines { get; } = [];
    public long Total { get; private set; }
    public long Net { get; private set; }
    public long Gross { get; private set; }

    /// <param name="warehouse">Key of the supply channel; null for none.</param>
    public JsonObject Add(SeedProduct product, int quantity, string? warehouse)
    {
        var unit = SeedCatalog.Price(product.UsCents, country.Currency);
        var line = NewLine("line", Lines.Count, SeedCatalog.Names(product), quantity);
        line["productId"] = SeedCatalog.ProductId(product);
        line["productKey"] = product.Key;
        line["productType"] = new JsonObject { ["typeId"] = "product-type", ["id"] = SeedCatalog.ProductTypeId(product) };
        line["productSlug"] = new JsonObject { ["en-US"] = product.Key };
        line["variant"] = new JsonObject
        {
            ["id"] = 1, ["sku"] = product.Sku, ["key"] = product.Sku.ToLowerInvariant(), ["attributes"] = SeedCatalog.Attributes(product),
            ["images"] = new JsonArray(new JsonObject
            {
                ["url"] = $"https://img.example.com/{product.Key}.jpg", ["dimensions"] = new JsonObject { ["w"] = 800, ["h"] = 800 },
            }),
        };
        line["price"] = new JsonObject { ["id"] = SeedIds.Fixed($"price/{product.Key}/{country.Currency}"), ["value"] = money.Amount(unit) };
        if (warehouse is not null) line["supplyChannel"] = Reference("channel", ReferenceSeed.ChannelId(warehouse));
        line["distributionChannel"] = Reference("channel", ReferenceSeed.ChannelId("web"));
        line["priceMode"] = "Platform";
        line["lineItemMode"] = "Standard";
        Lines.Add(line);
        Price(line, unit * quantity);
        return line;
    }

    public void AddCustom(string slug, string name, long unit)
    {
        var line = NewLine("custom", CustomLines.Count, new JsonObject { ["en-US"] = name }, 1);
        line["slug"] = slug;
        line["money"] = money.Amount(unit);
        line["priceMode"] = "Standard";
        CustomLines.Add(line);
        Price(line, unit);
    }

    /// <summary>A fifth off, as a product discount: the unit price is another one.</summary>
    public void Discount(JsonObject line)
    {
        var unit = (long)line["price"]!["value"]!["centAmount"]! * 4 / 5;
        line["price"]!["discounted"] = new JsonObject
        {
            ["value"] = money.Amount(unit), ["discount"] = Reference("product-discount", SeedIds.Fixed("product-discount/sale")),
        };
        Reprice(line, unit * (long)line["quantity"]!);
    }

    /// <summary>A cart discount that does not divide by the quantity: one unit costs one smallest unit less than the others.</summary>
    public void DiscountUnevenly(JsonObject line)
    {
        var quantity = (long)line["quantity"]!;
        var unit = (long)line["price"]!["value"]!["centAmount"]!;
        var off = unit / 10;
        line["discountedPricePerQuantity"] = new JsonArray(Portion(quantity - 1, unit - off, off), Portion(1, unit - off - 1, off + 1));
        Reprice(line, ((unit - off) * quantity) - 1);
    }

    public void MakeGift(JsonObject line)
    {
        var unit = (long)line["price"]!["value"]!["centAmount"]!;
        line["lineItemMode"] = "GiftLineItem";
        line["discountedPricePerQuantity"] = new JsonArray(Portion((long)line["quantity"]!, 0, unit));
        Reprice(line, 0);
    }

    /// <summary>A unit price finer than the smallest unit of the currency; only the total is rounded.</summary>
    public void MakeHighPrecision(JsonObject line)
    {
        const int FinerDigits = 2;
        var value = line["price"]!["value"]!.AsObject();
        var cents = (long)value["centAmount"]!;
        var precise = (cents * 100) + 25;
        value["type"] = "highPrecision";
        value["preciseAmount"] = precise;
        value["fractionDigits"] = (int)value["fractionDigits"]! + FinerDigits;
        Reprice(line, SeedMoney.Round(precise * (long)line["quantity"]! / 100m));
    }

    private JsonObject NewLine(string kind, int index, JsonObject name, int quantity)
    {
        var line = new JsonObject { ["id"] = SeedIds.Uuid($"{orderId}/{kind}", index), ["key"] = string.Create(CultureInfo.InvariantCulture, $"{kind}-{index + 1}") };
        line["name"] = name;
        line["quantity"] = (long)quantity;
        line["discountedPricePerQuantity"] = new JsonArray();
        line["taxedPricePortions"] = new JsonArray();
        line["perMethodTaxRate"] = new JsonArray();
        line["state"] = new JsonArray(new JsonObject { ["quantity"] = (long)quantity, ["state"] = Reference("state", ReferenceSeed.StateId("Initial")) });
        return line;
    }

    private void Reprice(JsonObject line, long total)
    {
        var before = (long)line["totalPrice"]!["centAmount"]!;
        var (net, gross) = money.Split(before);
        (Total, Net, Gross) = (Total - before, Net - net, Gross - gross);
        Price(line, total);
    }

    private void Price(JsonObject line, long total)
    {
        var (net, gross) = money.Split(total);
        (Total, Net, Gross) = (Total + total, Net + net, Gross + gross);
        line["totalPrice"] = money.Amount(total);
        if (!money.Taxed) return;
        line["taxRate"] = money.TaxRate();
        line["taxedPrice"] = money.TaxedPrice(total);
    }

    private JsonObject Portion(long quantity, long value, long off) => new()
    {
        ["quantity"] = quantity,
        ["discountedPrice"] = new JsonObject
        {
            ["value"] = money.Amount(value),
            ["includedDiscounts"] = new JsonArray(new JsonObject
            {
                ["discount"] = Reference("cart-discount", SeedIds.Fixed("cart-discount/season")), ["discountedAmount"] = money.Amount(off),
            }),
        },
    };

    public static JsonObject Reference(string typeId, string id) => new() { ["typeId"] = typeId, ["id"] = id };
}
