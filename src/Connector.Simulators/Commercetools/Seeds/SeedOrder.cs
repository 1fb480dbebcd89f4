using System.Globalization;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Seeds;

/// <summary>Composes one order.</summary>
internal sealed class SeedOrder(int index, int seed, OrderVariety variety, OrderMix mix, DateTimeOffset createdAt, DateTimeOffset modifiedAt)
{
    private const int FirstNumber = 100_001;
    private readonly SeedRandom _random = SeedRandom.For(seed, index);
    private readonly string _id = SeedIds.Uuid(string.Create(CultureInfo.InvariantCulture, $"order/{seed}/{index}"));

    public JsonObject Compose(int? manyLines = null)
    {
        var country = Country();
        var money = new SeedMoney(country, variety != OrderVariety.Untaxed);
        var order = Head(country);
        var lines = new SeedLines(country, money, _id);
        if (manyLines is { } count) AddMany(lines, count);
        else AddLines(lines, country);
        order["lineItems"] = lines.Lines;
        order["customLineItems"] = lines.CustomLines;

        var shipping = new SeedShipping(country, money, _random);
        if (variety == OrderVariety.Digital) SeedShipping.AddNone(order);
        else if (variety == OrderVariety.SeveralShippings) shipping.AddSeveral(order, lines.Lines, index);
        else shipping.AddSingle(order, variety, lines.Total, index);
        AddTotals(order, money, lines, shipping);
        AddStates(order);
        AddRest(order, country);
        return order;
    }

    private SeedCountry Country() => variety switch
    {
        OrderVariety.Canada => SeedCountry.Canada,
        OrderVariety.Britain => SeedCountry.Britain,
        OrderVariety.Germany => SeedCountry.Germany,
        OrderVariety.Japan => SeedCountry.Japan,
        OrderVariety.Kuwait => SeedCountry.Kuwait,
        OrderVariety.Diacritics => _random.Chance(50) ? SeedCountry.Germany : SeedCountry.France,
        OrderVariety.CartDiscountSplit or OrderVariety.PostOfficeBox or OrderVariety.TwoWarehouses => SeedCountry.UnitedStates,
        _ when index == 0 => SeedCountry.UnitedStates,
        _ => SeedCountry.Pick(_random),
    };

    private JsonObject Head(SeedCountry country)
    {
        var order = new JsonObject
        {
            ["id"] = _id,
            ["version"] = 1L + _random.Next(6),
            ["createdAt"] = Project.Format(createdAt),
            ["lastModifiedAt"] = Project.Format(modifiedAt),
            ["createdBy"] = new JsonObject { ["clientId"] = "storefront" },
            ["lastModifiedBy"] = new JsonObject { ["clientId"] = "payment-service" },
        };
        if (variety != OrderVariety.NoOrderNumber) order["orderNumber"] = string.Create(CultureInfo.InvariantCulture, $"{country.NumberPrefix}-{FirstNumber + index}");
        if (_random.Chance(10)) order["purchaseOrderNumber"] = string.Create(CultureInfo.InvariantCulture, $"PO-{7000 + index}");
        if (variety == OrderVariety.Guest || _random.Chance(25)) order["anonymousId"] = SeedIds.Uuid(_id + "/anonymous");
        else order["customerId"] = SeedIds.Uuid("customer", index % 977);
        order["customerEmail"] = SeedPeople.Email(index);
        order["store"] = new JsonObject { ["typeId"] = "store", ["key"] = country.Store };
        order["country"] = country.Code;
        order["locale"] = country.Locale;
        order["origin"] = "Customer";
        order["inventoryMode"] = "None";
        order["taxMode"] = variety == OrderVariety.Untaxed ? "Disabled" : "Platform";
        order["taxRoundingMode"] = "HalfEven";
        order["taxCalculationMode"] = "LineItemLevel";
        return order;
    }

    private void AddLines(SeedLines lines, SeedCountry country)
    {
        if (variety == OrderVariety.NoLines) return;
        var home = mix == OrderMix.Plain ? "east" : country.Code is not ("US" or "CA") ? "berlin" : _random.Chance(70) ? "east" : "west";
        if (variety == OrderVariety.Digital)
        {
            lines.Add(SeedCatalog.Pattern, 1, null);
            return;
        }
        var least = variety is OrderVariety.TwoWarehouses or OrderVariety.SeveralShippings ? 2 : 1;
        var count = Math.Max(least, 1 + _random.Next(3));
        var start = _random.Next(SeedCatalog.Goods.Count);
        for (var i = 0; i < count; i++)
        {
            var product = SeedCatalog.Goods[(start + i) % SeedCatalog.Goods.Count];
            var warehouse = variety switch { OrderVariety.NoWarehouse => null, OrderVariety.TwoWarehouses => i % 2 == 0 ? "east" : "west", _ => home };
            var quantity = i == 0 && variety is OrderVariety.CartDiscountSplit or OrderVariety.PartlyRefunded ? 3 : 1 + (_random.Chance(35) ? _random.Next(4) : 0);
            var line = lines.Add(product, quantity, warehouse);
            if (i > 0) continue;
            if (variety == OrderVariety.CartDiscountSplit) lines.DiscountUnevenly(line);
            else if (variety == OrderVariety.ProductDiscount || _random.Chance(8)) lines.Discount(line);
            if (variety == OrderVariety.NoSku) line["variant"]!.AsObject().Remove("sku");
        }
        AddSpecialLines(lines, country, home);
    }

    private void AddSpecialLines(SeedLines lines, SeedCountry country, string home)
    {
        switch (variety)
        {
            case OrderVariety.MissingWeight: lines.Add(SeedCatalog.Weightless, 1, home); break;
            case OrderVariety.GiftLine: lines.MakeGift(lines.Add(SeedCatalog.Sampler, 1, home)); break;
            case OrderVariety.HighPrecisionPrice: lines.MakeHighPrecision(lines.Add(SeedCatalog.Screws, 202, home)); break;
            case OrderVariety.GiftWrap: lines.AddCustom("gift-wrap", "Gift wrap", SeedCatalog.Price(300, country.Currency)); break;
            case OrderVariety.Coupon: lines.AddCustom("coupon", "Coupon WELCOME", -SeedCatalog.Price(500, country.Currency)); break;
            default: break;
        }
    }

    private void AddMany(SeedLines lines, int count)
    {
        for (var i = 0; i < count; i++) lines.Add(SeedCatalog.Goods[i % SeedCatalog.Goods.Count], 1 + _random.Next(3), "east");
    }

    private void AddTotals(JsonObject order, SeedMoney money, SeedLines lines, SeedShipping shipping)
    {
        var total = lines.Total + shipping.Total;
        var (net, gross) = (lines.Net + shipping.Net, lines.Gross + shipping.Gross);
        if (variety == OrderVariety.DiscountOnTotal)
        {
            var off = lines.Total / 10;
            var (offNet, offGross) = money.Split(off);
            (total, net, gross) = (total - off, net - offNet, gross - offGross);
            order["discountOnTotalPrice"] = new JsonObject
            {
                ["discountedAmount"] = money.Amount(off),
                ["includedDiscounts"] = new JsonArray(new JsonObject
                {
                    ["discount"] = SeedLines.Reference("cart-discount", SeedIds.Fixed("cart-discount/total")), ["discountedAmount"] = money.Amount(off),
                }),
                ["discountedNetAmount"] = money.Amount(offNet),
                ["discountedGrossAmount"] = money.Amount(offGross),
            };
        }
        order["totalPrice"] = money.Amount(total);
        if (!money.Taxed) return;
        order["taxedPrice"] = money.TaxedPrice(net, gross);
        if (variety != OrderVariety.Digital) order["taxedShippingPrice"] = money.TaxedPrice(shipping.Net, shipping.Gross);
    }

    private void AddStates(JsonObject order)
    {
        order["orderState"] = variety switch
        {
            OrderVariety.Cancelled => "Cancelled",
            OrderVariety.Complete => "Complete",
            _ => _random.Chance(30) ? "Confirmed" : "Open",
        };
        if (variety != OrderVariety.NoPaymentState)
        {
            order["paymentState"] = variety switch { OrderVariety.PaymentPending => "Pending", OrderVariety.BalanceDue => "BalanceDue", _ => "Paid" };
        }
        var shipment = variety switch
        {
            OrderVariety.Cancelled => "Canceled",
            OrderVariety.Complete => "Shipped",
            OrderVariety.UnknownState => "AwaitingPickup",
            _ => _random.Chance(50) ? "Pending" : _random.Chance(50) ? "Ready" : null,
        };
        if (shipment is not null) order["shipmentState"] = shipment;
        if (_random.Chance(30)) order["state"] = SeedLines.Reference("state", ReferenceSeed.StateId("order-received"));
    }

    private void AddRest(JsonObject order, SeedCountry country)
    {
        order["billingAddress"] = SeedPeople.Address(country, _random, OrderVariety.Ordinary, "bill-1", index);
        order["paymentInfo"] = new JsonObject { ["payments"] = new JsonArray(SeedLines.Reference("payment", SeedPayments.Id(_id, _random.Next(5)))) };
        foreach (var list in (ReadOnlySpan<string>)["discountCodes", "directDiscounts", "refusedGifts", "syncInfo", "returnInfo"]) order[list] = new JsonArray();
        order["cart"] = SeedLines.Reference("cart", SeedIds.Uuid(_id + "/cart"));
        switch (variety)
        {
            case OrderVariety.MerchantFields:
                order["custom"] = new JsonObject
                {
                    ["type"] = SeedLines.Reference("type", ReferenceSeed.TypeId(ReferenceSeed.MerchantTypeKey)),
                    ["fields"] = new JsonObject { ["giftMessage"] = "Happy birthday, with love & tea", ["deliveryNote"] = "Leave with the neighbour" },
                };
                break;
            case OrderVariety.Complete:
                SeedShipping.AddForeignDelivery(order, _id, Project.Format(modifiedAt));
                break;
            case OrderVariety.PartlyRefunded:
                AddRefund(order);
                break;
            default:
                break;
        }
    }

    private void AddRefund(JsonObject order)
    {
        var at = Project.Format(modifiedAt);
        order["returnInfo"]!.AsArray().Add(new JsonObject
        {
            ["items"] = new JsonArray(new JsonObject
            {
                ["type"] = "LineItemReturnItem", ["id"] = SeedIds.Uuid(_id + "/return"), ["quantity"] = 1L,
                ["lineItemId"] = (string)order["lineItems"]![0]!["id"]!, ["comment"] = "One less, please", ["shipmentState"] = "Advised",
                ["paymentState"] = "Refunded", ["createdAt"] = at, ["lastModifiedAt"] = at,
            }),
        });
    }
}
