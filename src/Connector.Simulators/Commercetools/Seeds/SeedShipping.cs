using System.Globalization;
using System.Text.Json.Nodes;

namespace Connector.Simulators.Commercetools.Seeds;

/// <summary>Adds what the customer chose for the delivery and adds up what it costs.</summary>
internal sealed class SeedShipping(SeedCountry country, SeedMoney money, SeedRandom random)
{
    public long Total { get; private set; }
    public long Net { get; private set; }
    public long Gross { get; private set; }

    /// <summary>One address and one method.</summary>
    public void AddSingle(JsonObject order, OrderVariety variety, long itemTotal, int number)
    {
        var (key, name, cents) = Method(variety);
        order["shippingMode"] = "Single";
        order["shippingInfo"] = Info(key, name, cents, itemTotal);
        order["shipping"] = new JsonArray();
        order["shippingAddress"] = SeedPeople.Address(country, random, variety, "ship-1", number);
        order["itemShippingAddresses"] = new JsonArray();
    }

    /// <summary>Nothing travels.</summary>
    public static void AddNone(JsonObject order)
    {
        order["shippingMode"] = "Single";
        order["shipping"] = new JsonArray();
        order["itemShippingAddresses"] = new JsonArray();
    }

    /// <summary>Two addresses, each with its own method; the first line is shared between them where it has units enough.</summary>
    public void AddSeveral(JsonObject order, JsonArray lines, int number)
    {
        order["shippingMode"] = "Multiple";
        var addresses = new JsonArray();
        var shippings = new JsonArray();
        foreach (var (suffix, method, name, cents) in (ReadOnlySpan<(string, string, string, int)>)[("a", "standard", "Standard", 595), ("b", "express", "Express", 1495)])
        {
            var address = SeedPeople.Address(country, random, OrderVariety.Ordinary, "address-" + suffix, number);
            addresses.Add(address);
            shippings.Add(new JsonObject
            {
                ["shippingKey"] = "shipping-" + suffix, ["shippingInfo"] = Info(method, name, cents, 0), ["shippingAddress"] = address.DeepClone(),
            });
        }
        order["shipping"] = shippings;
        order["itemShippingAddresses"] = addresses;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i]!.AsObject();
            var quantity = (long)line["quantity"]!;
            var targets = i > 0 ? new JsonArray(Target("b", quantity)) : quantity == 1 ? [Target("a", 1)] : [Target("a", quantity - 1), Target("b", 1)];
            line["shippingDetails"] = new JsonObject { ["targets"] = targets, ["valid"] = true };
        }
    }

    /// <summary>A delivery that some other system made: without keys.</summary>
    public static void AddForeignDelivery(JsonObject order, string orderId, string createdAt)
    {
        JsonArray Items() => new([.. order["lineItems"]!.AsArray().Select(l => new JsonObject { ["id"] = (string)l!["id"]!, ["quantity"] = (long)l["quantity"]! })]);
        order["shippingInfo"]!["deliveries"]!.AsArray().Add(new JsonObject
        {
            ["id"] = SeedIds.Uuid(orderId + "/delivery"), ["createdAt"] = createdAt, ["items"] = Items(),
            ["parcels"] = new JsonArray(new JsonObject
            {
                ["id"] = SeedIds.Uuid(orderId + "/parcel"), ["createdAt"] = createdAt,
                ["trackingData"] = new JsonObject { ["trackingId"] = "00340000000000000000", ["carrier"] = "DHL", ["isReturn"] = false },
                ["items"] = Items(),
            }),
        });
    }

    private (string? Key, string Name, int Cents) Method(OrderVariety variety) => variety switch
    {
        OrderVariety.Express => ("express", "Express", 1495),
        OrderVariety.Economy => ("economy", "Economy", 395),
        OrderVariety.UnmappedMethod => ("bike-courier", "Bike courier", 1250),
        _ => random.Next(10) switch { < 7 => ("standard", "Standard", 595), 7 => ("express", "Express", 1495), _ => ("economy", "Economy", 395) },
    };

    private JsonObject Info(string? key, string name, int cents, long itemTotal)
    {
        var freeAbove = SeedCatalog.Price(15000, country.Currency);
        var price = itemTotal >= freeAbove ? 0 : SeedCatalog.Price(cents, country.Currency);
        var charged = price;
        var info = new JsonObject { ["shippingMethodName"] = name };
        if (key is not null) info["shippingMethod"] = SeedLines.Reference("shipping-method", ReferenceSeed.ShippingMethodId(key));
        info["price"] = money.Amount(price);
        info["shippingRate"] = new JsonObject
        {
            ["price"] = money.Amount(SeedCatalog.Price(cents, country.Currency)), ["freeAbove"] = money.Amount(freeAbove), ["tiers"] = new JsonArray(),
        };
        if (price > 0 && random.Chance(5))
        {
            charged = price / 2;
            info["discountedPrice"] = new JsonObject
            {
                ["value"] = money.Amount(charged),
                ["includedDiscounts"] = new JsonArray(new JsonObject
                {
                    ["discount"] = SeedLines.Reference("cart-discount", SeedIds.Fixed("cart-discount/shipping")), ["discountedAmount"] = money.Amount(price - charged),
                }),
            };
        }
        if (money.Taxed)
        {
            info["taxRate"] = money.TaxRate();
            info["taxedPrice"] = money.TaxedPrice(charged);
        }
        info["deliveries"] = new JsonArray();
        info["shippingMethodState"] = "MatchesCart";
        var (net, gross) = money.Split(charged);
        (Total, Net, Gross) = (Total + charged, Net + net, Gross + gross);
        return info;
    }

    private static JsonObject Target(string suffix, long quantity) => new()
    {
        ["addressKey"] = "address-" + suffix, ["quantity"] = quantity, ["shippingMethodKey"] = "shipping-" + suffix,
    };
}
