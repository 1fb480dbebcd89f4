using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Parcels;
using Connector.Core.Rules.Mapping.Sources;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Parcels;

/// <summary>What is declared, for how much, and where.</summary>
public sealed class CustomsTests
{
    [Theory]
    [InlineData("20.00", 2, 2, "2x10.00")]
    [InlineData("10.00", 3, 2, "2x3.33 1x3.34")]
    [InlineData("11.00", 3, 2, "1x3.66 2x3.67")]
    [InlineData("9.99", 1, 2, "1x9.99")]
    [InlineData("1000", 3, 0, "2x333 1x334")]
    [InlineData("0.01", 3, 2, "3x0.01")]
    [InlineData("0.05", 3, 2, "1x0.01 2x0.02")]
    [InlineData("0", 3, 2, "3x0")]
    public void The_value_is_that_of_one_unit_and_the_sum_stays(string total, int units, int digits, string expected) => Assert.Equal(
        expected, string.Join(' ', UnitValues.Split(Number(total), units, digits).Select(static p => FormattableString.Invariant($"{p.Units}x{p.Value}"))));

    [Fact]
    public void Nothing_is_lost_or_added_for_any_amount()
    {
        for (var cents = 0; cents < 400; cents++)
        {
            for (var units = 1; units < 12; units++)
            {
                var parts = UnitValues.Split(cents / 100m, units, 2);
                Assert.Equal(units, parts.Sum(static p => p.Units));
                if (cents >= units) Assert.Equal(cents / 100m, parts.Sum(static p => p.Units * p.Value));
            }
        }
    }

    [Fact]
    public void A_line_whose_value_does_not_divide_is_declared_in_two()
    {
        var customs = Abroad(Sample.Order(Sample.Line("a", 3, 10m), Sample.Line("b", 2, 20m))).MapOne(Rules).Customs!;
        Assert.Equal([("Mug a", 2, 3.33m), ("Mug a", 1, 3.34m), ("Mug b", 2, 10m)], customs.Items.Select(static i => (i.Description, i.Quantity, i.Value)));
    }

    [Fact]
    public void The_value_is_what_was_paid_without_tax_and_less_the_discount_on_the_total()
    {
        var taxed = Sample.Line("a", 2, 24m) with { Taxed = new TaxedTotal(Sample.Usd(20m), Sample.Usd(24m), null), TaxIncluded = true };
        Assert.Equal([10m], Abroad(Sample.Order(taxed)).MapOne(Rules).Customs!.Items.Select(static i => i.Value));
        var discounted = Sample.Order(Sample.Line("a", 1, 30m), Sample.Line("b", 1, 10m)) with { DiscountOnTotal = Sample.Usd(4m), Total = Sample.Usd(36m) };
        Assert.Equal([27m, 9m], Abroad(discounted).MapOne(Rules).Customs!.Items.Select(static i => i.Value));
    }

    [Theory]
    [InlineData("US", null, "US", "AE", "09021", true)]
    [InlineData("US", null, "US", "Armed Forces Pacific", "96606", true)]
    [InlineData("US", null, "US", "Guam", "96910", true)]
    [InlineData("US", null, "GU", null, "96910", true)]
    [InlineData("US", null, "US", "VI", "00802", true)]
    [InlineData("US", null, "US", "PR", "00901", false)]
    [InlineData("US", null, "PR", null, "00901", false)]
    [InlineData("US", null, "US", "HI", "96801", false)]
    [InlineData("DE", null, "ES", null, "28001", false)]
    [InlineData("DE", null, "ES", null, "35001", true)]
    [InlineData("ES", null, "ES", null, "38001", true)]
    [InlineData("ES", "35001", "ES", null, "28001", true)]
    [InlineData("ES", "35001", "ES", null, "38001", false)]
    [InlineData("FR", null, "FR", null, "97400", true)]
    [InlineData("FR", null, "MC", null, "98000", false)]
    [InlineData("DE", null, "DE", null, "27498", true)]
    [InlineData("DE", null, "FI", null, "22100", true)]
    [InlineData("DE", null, "PT", null, "9000-150", false)]
    [InlineData("CH", null, "LI", null, "9490", false)]
    [InlineData("DE", null, "GB", null, "BT1 5GS", false)]
    [InlineData("GB", "BT1 5GS", "IE", null, "D02 AF30", false)]
    [InlineData("GB", null, "GB", null, "BT1 5GS", false)]
    [InlineData("GB", null, "JE", null, "JE2 3AB", true)]
    [InlineData("GB", null, "IM", null, "IM1 1AA", false)]
    [InlineData("GB", null, "DE", null, "10115", true)]
    public void What_is_declared_follows_the_place_and_so_does_the_tag(string from, string? fromCode, string country, string? state, string postalCode, bool declared)
    {
        var order = Sample.Order() with { ShippingAddress = Sample.Address() with { Country = country, State = state, PostalCode = postalCode } };
        var mapped = order.MapOne(r =>
        {
            r.Customs.ShipFromCountry = from;
            r.Customs.ShipFromPostalCode = fromCode;
            r.Tags.CrossBorder = 77;
        });
        Assert.Equal(declared, mapped.Customs is not null);
        Assert.Equal(declared, mapped.TagIds.Contains(77));
    }

    [Theory]
    [InlineData("US", "PR", "00901", true)]
    [InlineData("US", "Puerto Rico", "00901", true)]
    [InlineData("PR", null, "00901", true)]
    [InlineData("US", "VI", "00802", true)]
    [InlineData("US", "OH", "43004", false)]
    [InlineData("US", "MA", "01001", false)]
    public void Goods_to_Puerto_Rico_are_declared_where_the_rule_says_so(string country, string? state, string postalCode, bool declared)
    {
        var order = Sample.Order() with { ShippingAddress = Sample.Address() with { Country = country, State = state, PostalCode = postalCode } };
        var mapped = order.MapOne(static r => (r.Customs.ShipFromCountry, r.Customs.DeclareToPuertoRico) = ("US", true));
        Assert.Equal(declared, mapped.Customs is not null);
    }

    [Fact]
    public void A_company_in_Northern_Ireland_gets_a_declaration_from_Great_Britain()
    {
        var order = Sample.Order() with { ShippingAddress = Sample.Address() with { Country = "GB", State = null, PostalCode = "BT1 5GS", Company = "Moss Ltd" } };
        Assert.NotNull(order.MapOne(static r => r.Customs.ShipFromCountry = "GB").Customs);
    }

    [Fact]
    public void A_location_may_lie_in_an_area_of_its_own()
    {
        var order = Sample.Order() with { ShippingAddress = Sample.Address() with { Country = "ES", State = null, PostalCode = "28001" } };
        Assert.NotNull(order.MapOne(static r =>
        {
            r.Customs.ShipFromCountry = "ES";
            r.Customs.ShipFromPostalCodeByLocation["east"] = "35001";
        }).Customs);
    }

    [Fact]
    public void Descriptions_are_English_where_there_is_any()
    {
        var named = Sample.Line() with { Names = new Dictionary<string, string> { ["de-DE"] = "Tasse", ["en-GB"] = "Mug" } };
        var mapped = (Abroad(Sample.Order(named)) with { Locale = "de-DE" }).MapOne(Rules);
        Assert.Equal(("Tasse", "Mug"), (mapped.Items[0].Name, mapped.Customs!.Items[0].Description));
        var said = named with { Attributes = Sample.Attributes(("customs-description", """{ "de-DE": "Steingutbecher", "en-US": "Stoneware mug" }""")) };
        Assert.Equal("Stoneware mug", (Abroad(Sample.Order(said)) with { Locale = "de-DE" }).MapOne(Rules).Customs!.Items[0].Description);
    }

    [Theory]
    [InlineData("6912", true)]
    [InlineData("69.12.00", false)]
    [InlineData("691200", false)]
    public void A_tariff_code_has_six_digits(string code, bool incomplete)
    {
        var line = Sample.Line() with { Attributes = Sample.Attributes(("hs-code", $"\"{code}\""), ("country-of-origin", "\"PT\"")) };
        var result = Abroad(Sample.Order(line)).Map(Sample.Rules(Rules));
        Assert.Equal(incomplete, result.Warnings.Any(static w => w.Code == WarningCodes.CustomsIncomplete));
        Assert.Equal(incomplete ? null : code, result.Orders[0].Order.Customs!.Items[0].HarmonizedTariffCode);
    }

    [Fact]
    public void Goods_without_any_value_are_incomplete()
    {
        var line = Sample.Line("a", 1, 0m) with { UnitPrice = null, Attributes = Sample.Attributes(("hs-code", "\"691200\""), ("country-of-origin", "\"PT\"")) };
        var problem = Abroad(Sample.Order(line)).Map(Sample.Rules(static r =>
        {
            Rules(r);
            r.Customs.WhenIncomplete = MissingChoice.Reject;
        })).Problem!;
        Assert.Equal((ErrorCodes.FieldInvalid, "Customs.Items[].Value"), (problem.Code, problem.Field));
    }

    private static Order Abroad(Order order) => order with { ShippingAddress = Sample.Address() with { Country = "GB", State = null, PostalCode = "N1 1AA" } };

    private static void Rules(MappingRules rules) => rules.Customs.ShipFromCountry = "US";

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
