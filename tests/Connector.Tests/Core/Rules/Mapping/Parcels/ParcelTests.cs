using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Sources;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Parcels;

public sealed class ParcelTests
{
    [Fact]
    public void The_weight_is_the_sum_of_all_units() =>
        Assert.Equal(new Weight(750m, WeightUnit.Grams), Sample.Order(Sample.Line("a", 2), Sample.Line("b")).MapOne().Weight);

    [Fact]
    public void Weights_of_one_unit_stay_in_it_and_mixed_ones_become_grams()
    {
        Assert.Equal(new Weight(6m, WeightUnit.Ounces), Sample.Order(Weighing("a", "weight-oz", "2", 3)).MapOne().Weight);
        Assert.Equal(new Weight(306.7m, WeightUnit.Grams), Sample.Order(Weighing("a", "weight-oz", "2"), Weighing("b", "weight-grams", "250")).MapOne().Weight);
    }

    [Fact]
    public void One_unknown_weight_leaves_the_sum_out_unless_the_merchant_wants_it()
    {
        var order = Sample.Order(Sample.Line("a"), Weighing("b", "colour", "1"));
        Assert.Null(order.MapOne().Weight);
        Assert.Equal(new Weight(250m, WeightUnit.Grams), order.MapOne(r => r.Package.PartialSum = true).Weight);
    }

    [Fact]
    public void Fees_weigh_nothing_and_packaging_does()
    {
        var order = Sample.Order(Sample.Line(), Sample.Custom("c", "wrap", 2m));
        Assert.Equal(new Weight(250m, WeightUnit.Grams), order.MapOne().Weight);
        Assert.Equal(new Weight(330m, WeightUnit.Grams), order.MapOne(r => r.Package.PackagingGrams = 80m).Weight);
    }

    [Fact]
    public void A_configured_weight_beats_the_sum()
    {
        var order = Sample.Order() with { CustomFields = Sample.Attributes(("gross", "1.5")) };
        Assert.Equal(new Weight(1500m, WeightUnit.Grams), order.MapOne(r => r.Package.Weight = new() { CustomField = "gross", Unit = "kg" }).Weight);
    }

    [Fact]
    public void Sizes_come_from_the_order_or_from_the_only_unit()
    {
        static void Rules(MappingRules rules)
        {
            rules.Package.Length = new() { Attribute = "size.length", Unit = "mm", Fallbacks = [new() { CustomField = "boxLength" }] };
            rules.Package.Width = new() { Attribute = "size.width", Unit = "cm", Fallbacks = [new() { Constant = "20" }] };
            rules.Package.Height = new() { Constant = "100", Unit = "mm" };
        }
        var sized = Sample.Line() with
        {
            Attributes = Sample.Attributes(("size", """[ { "name": "length", "value": 305 }, { "name": "width", "value": 12 } ]"""))
        };
        Assert.Equal(new Dimensions(30.5m, 12m, 10m, LengthUnit.Centimeters), Sample.Order(sized).MapOne(Rules).Dimensions);
        Assert.Null(Sample.Order(sized with { Quantity = 2 }).MapOne(Rules).Dimensions);
        var boxed = Sample.Order(Sample.Line("a", 3)) with { CustomFields = Sample.Attributes(("boxLength", "400")) };
        Assert.Equal(new Dimensions(40m, 20m, 10m, LengthUnit.Centimeters), boxed.MapOne(Rules).Dimensions);
    }

    [Fact]
    public void Mixed_units_of_a_size_become_centimetres_and_wrong_sizes_are_reported()
    {
        static void Rules(MappingRules rules, string length)
        {
            rules.Package.Length = new() { Constant = length, Unit = "in" };
            rules.Package.Width = new() { Constant = "20", Unit = "cm" };
            rules.Package.Height = new() { Constant = "10", Unit = "in" };
        }
        Assert.Equal(new Dimensions(25.4m, 20m, 25.4m, LengthUnit.Centimeters), Sample.Order().MapOne(r => Rules(r, "10")).Dimensions);
        var result = Sample.Order().Map(Sample.Rules(r => Rules(r, "999")));
        Assert.Null(result.Orders[0].Order.Dimensions);
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.SizeOutOfRange, Field: "Dimensions" });
    }

    [Theory]
    [InlineData(InsuranceChoice.Off, 0, false)]
    [InlineData(InsuranceChoice.OrderValue, 0, true)]
    [InlineData(InsuranceChoice.OverThreshold, 5000, true)]
    [InlineData(InsuranceChoice.OverThreshold, 5001, false)]
    public void Goods_are_insured_for_their_value_as_configured(InsuranceChoice choice, int thresholdCents, bool insured)
    {
        var order = Sample.Order(Sample.Line(total: 50m), Sample.Custom("c", "fee", 9m)).WithShipping(5m).MapOne(r =>
        {
            r.Insurance.Insure = choice;
            r.Insurance.Threshold = thresholdCents / 100m;
            r.Insurance.Provider = "shipsurance";
        });
        Assert.Equal(insured ? new Insurance("shipsurance", true, 50m) : null, order.Insurance);
    }

    [Theory]
    [InlineData("US", "US", false)]
    [InlineData("US", "CA", true)]
    [InlineData("DE", "FR", false)]
    [InlineData("DE", "CH", true)]
    [InlineData(null, "CA", false)]
    public void Customs_are_reported_when_goods_leave_their_country_or_union(string? from, string to, bool declared)
    {
        var order = (Sample.Order() with { ShippingAddress = Sample.Address() with { Country = to, PostalCode = "75001" } }).MapOne(r => r.Customs.ShipFromCountry = from);
        Assert.Equal(declared, order.Customs is not null);
    }

    [Fact]
    public void A_location_may_stand_in_another_country()
    {
        var order = (Sample.Order() with { ShippingAddress = Sample.Address() with { Country = "CA" } }).MapOne(r =>
        {
            r.Customs.ShipFromCountry = "US";
            r.Customs.ShipFromCountryByLocation["east"] = "CA";
        });
        Assert.Null(order.Customs);
    }

    [Fact]
    public void A_declaration_has_a_line_for_each_item()
    {
        var line = Sample.Line("a", 2, 24m) with
        {
            Attributes = Sample.Attributes(
                ("weight-grams", "100"), ("hs-code", "\"6912.00\""), ("country-of-origin", """{ "key": "pt", "label": "Portugal" }"""),
                ("customs-description", "\"Stoneware mug\""))
        };
        var gift = Sample.Line("g", 1, 0m) with { IsGift = true };
        var result = Abroad(Sample.Order(line, gift)).Map(Rules());
        var customs = result.Orders[0].Order.Customs!;
        Assert.Equal(("merchandise", "return_to_sender"), (customs.Contents, customs.NonDelivery));
        Assert.Equal(
            [new CustomsItem("Stoneware mug", 2, 12m, "6912.00", "PT"), new CustomsItem("Mug g", 1, 10m, null, null)], customs.Items);
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.CustomsIncomplete });
    }

    [Fact]
    public void An_incomplete_declaration_may_hold_or_refuse_the_order()
    {
        Assert.Equal(ShippingOrderStatus.OnHold, Abroad(Sample.Order()).Map(Rules(MissingChoice.Hold)).Orders[0].Order.Status);
        var refused = Abroad(Sample.Order()).Map(Rules(MissingChoice.Reject)).Problem!;
        Assert.Equal((ErrorCodes.FieldInvalid, "Customs.Items[].HarmonizedTariffCode"), (refused.Code, refused.Field));
    }

    [Fact]
    public void A_gift_is_declared_as_a_gift()
    {
        var order = Abroad(Sample.Order()) with { CustomFields = Sample.Attributes(("gift", "true")) };
        Assert.Equal("gift", order.Map(Rules()).Orders[0].Order.Customs!.Contents);
    }

    [Fact]
    public void A_payer_needs_a_number()
    {
        static void Rules(MappingRules rules) => rules.BillTo = new()
        {
            Party = "third_party", Account = new() { CustomField = "payer" }, CountryCode = new() { Constant = "us" }
        };
        Assert.Null(Sample.Order().MapOne(Rules).BillToParty);
        var order = Sample.Order() with { CustomFields = Sample.Attributes(("payer", "\"A1\"")) };
        Assert.Equal(new BillToParty("third_party", "A1", null, "US", null), order.MapOne(Rules).BillToParty);
    }

    private static Order Abroad(Order order) => order with { ShippingAddress = Sample.Address() with { Country = "CA", State = "ON" } };

    private static ConnectorRules Rules(MissingChoice choice = MissingChoice.Leave) => Sample.Rules(r =>
    {
        r.Customs.ShipFromCountry = "US";
        r.Customs.NonDelivery = "return_to_sender";
        r.Customs.WhenIncomplete = choice;
    });

    private static OrderLine Weighing(string id, string attribute, string json, long quantity = 1) =>
        Sample.Line(id, quantity) with { Attributes = Sample.Attributes((attribute, json)) };
}
