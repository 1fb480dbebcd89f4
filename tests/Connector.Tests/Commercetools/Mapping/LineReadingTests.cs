using Connector.Commercetools;
using Connector.Core.Model.Orders;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools.Mapping;

public sealed class LineReadingTests
{
    [Fact]
    public void Every_member_of_a_product_line_is_filled()
    {
        var line = ReadLine("""
            {"id":"l-1","key":"first","productId":"p-1","productKey":"kettle","productType":{"typeId":"product-type","id":"pt-1","obj":{"key":"hardware"}},
             "name":{"en-US":"Blue kettle","de":"Blauer Kessel","fr":null,"it":""},
             "variant":{"id":4,"sku":"KETTLE-BLUE","key":"kettle-blue","images":[{"url":"https://img.example.com/1.jpg"},{"url":""},null],
                        "attributes":[{"name":"weight","value":1.2},{"name":"none","value":null},{"value":3},null,"odd"]},
             "quantity":3,"price":{"value":{"currencyCode":"USD","centAmount":700},"discounted":{"value":{"currencyCode":"USD","centAmount":625}}},
             "discountedPricePerQuantity":[{"quantity":2,"discountedPrice":{"value":{"currencyCode":"USD","centAmount":600}}},{"quantity":1,"discountedPrice":{"value":{"currencyCode":"USD","centAmount":500}}}],
             "totalPrice":{"currencyCode":"USD","centAmount":1700},
             "taxedPrice":{"totalNet":{"currencyCode":"USD","centAmount":1700},"totalGross":{"currencyCode":"USD","centAmount":1870},"totalTax":{"currencyCode":"USD","centAmount":170}},
             "taxRate":{"name":"TX","amount":0.1,"includedInPrice":false,"country":"US"},"lineItemMode":"GiftLineItem",
             "supplyChannel":{"typeId":"channel","id":"ch-1","obj":{"key":"austin"}},"distributionChannel":{"typeId":"channel","id":"ch-2"},
             "state":[{"quantity":3,"state":{"typeId":"state","id":"st-1","obj":{"key":"Initial"}}}],
             "shippingDetails":{"targets":[{"addressKey":"home","quantity":1,"shippingMethodKey":"m1"},{"addressKey":"work","quantity":2}],"valid":true},
             "custom":{"type":{"typeId":"type","id":"t"},"fields":{"engraving":"A"}}}
            """);

        Assert.Equal(("l-1", "first", LineKind.Product, null), (line.Id, line.Key, line.Kind, line.Slug));
        Assert.Equal(("KETTLE-BLUE", "kettle-blue", 4), (line.Sku, line.VariantKey, line.VariantId));
        Assert.Equal(("p-1", "kettle", "pt-1", "hardware"), (line.ProductId, line.ProductKey, line.ProductTypeId, line.ProductTypeKey));
        Assert.Equal(["de", "en-US"], line.Names.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(3, line.Quantity);
        Assert.Equal((Usd(7m), Usd(6.25m), Usd(17m)), (line.UnitPrice, line.DiscountedUnitPrice, line.Total));
        Assert.Equal([new PricePortion(2, Usd(6m)), new PricePortion(1, Usd(5m))], line.PricePortions);
        Assert.Equal(new TaxedTotal(Usd(17m), Usd(18.7m), Usd(1.7m)), line.Taxed);
        Assert.Equal((0.1m, false, true), (line.TaxRate, line.TaxIncluded, line.IsGift));
        Assert.Equal(["https://img.example.com/1.jpg"], line.ImageUrls);
        Assert.Equal(1.2m, Assert.Single(line.Attributes).Value.GetDecimal());
        Assert.Equal(("ch-1", "austin", "ch-2"), (line.SupplyChannelId, line.SupplyChannelKey, line.DistributionChannelId));
        Assert.Equal([new LineState(3, "st-1", "Initial")], line.States);
        Assert.Equal([new LineTarget("home", 1, "m1"), new LineTarget("work", 2, null)], line.Targets);
        Assert.Equal("A", line.CustomFields["engraving"].GetString());
        Assert.Equal("l-1", line.Document!.Root.GetProperty("id").GetString());
    }

    [Fact]
    public void Custom_lines_come_after_product_lines()
    {
        var order = Read($$$"""
            "customLineItems":[{"id":"c-1","name":{"en":"Gift wrap"},"slug":"wrap","quantity":1,"money":{"currencyCode":"USD","centAmount":-300},
              "totalPrice":{"currencyCode":"USD","centAmount":-300},"taxRate":{"amount":0.2,"includedInPrice":true}}],
            "lineItems":[{{{Documents.Line()}}}]
            """);

        Assert.Equal([LineKind.Product, LineKind.Custom], order.Lines.Select(line => line.Kind));
        var custom = order.Lines[1];
        Assert.Equal(("c-1", "wrap", null, Usd(-3m), Usd(-3m)), (custom.Id, custom.Slug, custom.Sku, custom.UnitPrice, custom.Total));
        Assert.True(custom.TaxIncluded);
        Assert.Equal("wrap", custom.Document!.Root.GetProperty("slug").GetString());
    }

    [Fact]
    public void Exports_of_old_call_the_variants_id_otherwise_and_leave_out_totals()
    {
        var line = ReadLine("""{"id":"l","name":{"en":"x"},"variant":{"variantId":5},"quantity":1,"price":{"value":{"currencyCode":"USD","centAmount":100}}}""");

        Assert.Equal(5, line.VariantId);
        Assert.Null(line.Total);
        Assert.Null(line.TaxRate);
    }

    [Fact]
    public void Lines_without_ids_are_reported_apart_by_key_or_place()
    {
        var order = Read("""
            "lineItems":[{"id":"","quantity":1},{"id":"","key":"second","quantity":1},{"quantity":1}],"customLineItems":[{"quantity":1}]
            """);

        Assert.Equal(["lineItems[0]", "second", "lineItems[2]", "customLineItems[0]"], order.Lines.Select(line => line.Id));
    }

    [Theory]
    [InlineData(1250, 1042, 1250, true)]
    [InlineData(1042, 1042, 1250, false)]
    [InlineData(1250, 1250, 1250, false)]
    public void Without_a_rate_the_taxed_sums_report_whether_tax_is_included(int total, int net, int gross, bool included)
    {
        var line = ReadLine(
            $$$"""
            {"id":"l","quantity":1,"totalPrice":{"currencyCode":"USD","centAmount":{{{total}}}},
             "taxedPrice":{"totalNet":{"currencyCode":"USD","centAmount":{{{net}}}},"totalGross":{"currencyCode":"USD","centAmount":{{{gross}}} } } }
            """);

        Assert.Equal(included, line.TaxIncluded);
    }

    [Fact]
    public void With_several_shippings_the_rate_of_a_method_counts()
    {
        var line = ReadLine("""
            {"id":"l","quantity":1,"perMethodTaxRate":[{"shippingMethodKey":"a"},{"shippingMethodKey":"b","taxRate":{"amount":0.07,"includedInPrice":true}}]}
            """);

        Assert.Equal((0.07m, true), (line.TaxRate, line.TaxIncluded));
    }

    private static Order Read(string more) => Assert.IsType<Order>(CommerceOrderReader.Read(Documents.Parse(Documents.Order(more: more))).Order);

    private static OrderLine ReadLine(string line) => Assert.Single(Read($"\"lineItems\":[{line}]").Lines);

    private static Money Usd(decimal amount) => new(amount, "USD", 2);
}
