using Connector.Commercetools;
using Connector.Core.Model.Orders;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools.Mapping;

public sealed class MoneyReadingTests
{
    [Theory]
    [InlineData("""{"type":"centPrecision","currencyCode":"USD","centAmount":1250,"fractionDigits":2}""", "12.50", "USD", 2)]
    [InlineData("""{"type":"centPrecision","currencyCode":"JPY","centAmount":1250,"fractionDigits":0}""", "1250", "JPY", 0)]
    [InlineData("""{"type":"centPrecision","currencyCode":"KWD","centAmount":1250,"fractionDigits":3}""", "1.250", "KWD", 3)]
    [InlineData("""{"currencyCode":"USD","centAmount":1250}""", "12.50", "USD", 2)]
    [InlineData("""{"currencyCode":"JPY","centAmount":1250}""", "1250", "JPY", 0)]
    [InlineData("""{"currencyCode":"KWD","centAmount":1250}""", "1.250", "KWD", 3)]
    [InlineData("""{"currencyCode":"CZK0","centAmount":1250,"fractionDigits":0}""", "1250", "CZK", 0)]
    [InlineData("""{"currencyCode":"huf0","centAmount":1250}""", "1250", "HUF", 0)]
    [InlineData("""{"currencyCode":"eur","centAmount":1250}""", "12.50", "EUR", 2)]
    [InlineData("""{"currencyCode":"EUR","centAmount":1250,"fractionDigits":1}""", "125.0", "EUR", 1)]
    [InlineData("""{"currencyCode":"EUR","centAmount":1250,"fractionDigits":null}""", "12.50", "EUR", 2)]
    [InlineData("""{"currencyCode":"EUR","centAmount":1250,"fractionDigits":99}""", "12.50", "EUR", 2)]
    [InlineData("""{"currencyCode":"EUR","centAmount":-1250}""", "-12.50", "EUR", 2)]
    [InlineData("""{"currencyCode":"EUR","centAmount":1250.0}""", "12.50", "EUR", 2)]
    [InlineData("""{"type":"highPrecision","currencyCode":"EUR","centAmount":1,"preciseAmount":123456,"fractionDigits":7}""", "0.0123456", "EUR", 2)]
    [InlineData("""{"type":"highPrecision","currencyCode":"JPY","centAmount":1,"preciseAmount":15,"fractionDigits":1}""", "1.5", "JPY", 0)]
    [InlineData("""{"type":"highPrecision","currencyCode":"EUR","centAmount":125,"fractionDigits":7}""", "1.25", "EUR", 2)]
    [InlineData("""{"currencyCode":"EUR","centAmount":9223372036854775807}""", "92233720368547758.07", "EUR", 2)]
    public void An_amount_comes_out_in_major_units(string money, string amount, string currency, int digits)
    {
        var order = CommerceOrderReader.Read(Documents.Parse($$"""{"id":"x","version":1,"totalPrice":{{money}}}""")).Order!;

        Assert.Equal(new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency, digits), order.Total);
    }

    [Fact]
    public void Money_without_a_currency_is_in_the_orders()
    {
        var order = CommerceOrderReader.Read(Documents.Parse("""{"id":"x","version":1,"totalPrice":{"currencyCode":"JPY","centAmount":5},"shippingInfo":{"price":{"centAmount":900}}}""")).Order!;

        Assert.Equal(new Money(900, "JPY", 0), Assert.Single(order.Shippings).Price);
    }

    [Fact]
    public void A_taxed_price_without_one_of_its_sums_is_none()
    {
        var order = CommerceOrderReader.Read(Documents.Parse(Documents.Order(more: """
            "taxedPrice":{"totalNet":{"currencyCode":"USD","centAmount":1000}}
            """))).Order!;

        Assert.Null(order.Taxed);
    }
}
