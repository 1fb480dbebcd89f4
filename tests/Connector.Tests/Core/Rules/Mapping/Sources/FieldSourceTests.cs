using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Sources;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping.Sources;

/// <summary>Sources as rules name them, seen through custom field 3, which has no default of its own.</summary>
public sealed class FieldSourceTests
{
    private const string Document = """
        { "shippingInfo": { "shippingMethodName": "Express" }, "note": "  first line \n second ", "flag": true, "number": 12.50, "day": "2026-05-04",
          "money": { "type": "centPrecision", "centAmount": 1999, "currencyCode": "USD", "fractionDigits": 2 },
          "yen": { "type": "centPrecision", "centAmount": 1999, "currencyCode": "JPY", "fractionDigits": 0 },
          "colour": { "key": "dark-red", "label": "Dark red" }, "lenum": { "key": "s", "label": { "de": "Klein", "en": "Small" } },
          "localized": { "de-DE": "Becher", "en": "Mug" }, "set": ["a", { "key": "b", "label": "B" }], "reference": { "typeId": "channel", "id": "c1" },
          "empty": "", "nothing": null, "blank": "   ", "broken": "\ud800" }
        """;

    [Theory]
    [InlineData("/shippingInfo/shippingMethodName", null, "Express")]
    [InlineData("/note", null, "first line second")]
    [InlineData("/note", "first-line", "first line")]
    [InlineData("/note", "upper", "FIRST LINE SECOND")]
    [InlineData("/note", "trim", "first line second")]
    [InlineData("/shippingInfo/shippingMethodName", "lower", "express")]
    [InlineData("/flag", "boolean", "true")]
    [InlineData("/number", "number", "12.50")]
    [InlineData("/day", "date", "2026-05-04")]
    [InlineData("/day", "digits", "20260504")]
    [InlineData("/money", "money", "19.99")]
    [InlineData("/yen", "money", "1999")]
    [InlineData("/colour", null, "Dark red")]
    [InlineData("/colour", "enum-key", "dark-red")]
    [InlineData("/colour", "enum-label", "Dark red")]
    [InlineData("/lenum", null, "Small")]
    [InlineData("/localized", "localized", "Mug")]
    [InlineData("/set", null, "a, B")]
    [InlineData("/reference", null, "c1")]
    [InlineData("/empty", null, null)]
    [InlineData("/nothing", null, null)]
    [InlineData("/blank", null, null)]
    [InlineData("/broken", null, null)]
    [InlineData("/note", "number", null)]
    [InlineData("/note", "date", null)]
    [InlineData("/note", "boolean", null)]
    public void A_place_is_read_in_its_format(string pointer, string? format, string? expected) =>
        Assert.Equal(expected, Field3(new FieldSource { Pointer = pointer, Format = format }));

    [Fact]
    public void Custom_fields_are_reached_by_name_and_into_objects()
    {
        Assert.Equal("blue", Field3(new FieldSource { CustomField = "ribbon" }));
        Assert.Equal("7", Field3(new FieldSource { CustomField = "slot.number" }));
    }

    [Fact]
    public void Fallbacks_are_tried_in_order_also_when_a_format_does_not_fit()
    {
        var source = new FieldSource
        {
            Pointer = "/note",
            Format = "number",
            Fallbacks = [new() { Pointer = "/missing" }, new() { CustomField = "ribbon" }, new() { Constant = "never" }]
        };
        Assert.Equal("blue", Field3(source));
    }

    [Fact]
    public void A_value_that_is_not_there_may_be_left_out_or_have_a_default()
    {
        Assert.Null(Field3(new FieldSource { Pointer = "/missing", WhenMissing = MissingChoice.Leave }));
        Assert.Equal("n/a", Field3(new FieldSource { Pointer = "/missing", WhenMissing = MissingChoice.Default, Default = "n/a" }));
    }

    [Fact]
    public void Without_a_choice_a_missing_value_falls_back_to_the_connectors_own_default()
    {
        var order = Order() with { PaymentMethod = "Card" };
        Assert.Equal("Card", order.MapOne(r => r.Order.PaymentMethod = new() { Pointer = "/missing" }).PaymentMethod);
        Assert.Null(order.MapOne(r => r.Order.PaymentMethod = new() { Pointer = "/missing", WhenMissing = MissingChoice.Leave }).PaymentMethod);
    }

    [Fact]
    public void With_a_choice_the_connectors_own_places_are_not_looked_at()
    {
        var order = Order() with { CustomFields = Sample.Attributes(("giftMessage", "\"hello\"")) };
        Assert.Equal("hello", order.MapOne(r => r.Order.GiftMessage = new() { Pointer = "/missing" }).GiftMessage);
        Assert.Null(order.MapOne(r => r.Order.GiftMessage = new() { Pointer = "/missing", WhenMissing = MissingChoice.Leave }).GiftMessage);
    }

    [Fact]
    public void A_missing_value_may_hold_the_order()
    {
        var result = Order().Map(Sample.Rules(r => r.Order.CustomField3 = new() { Pointer = "/missing", WhenMissing = MissingChoice.Hold }));
        Assert.Equal(ShippingOrderStatus.OnHold, Assert.Single(result.Orders).Order.Status);
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.Held, Field: "CustomField3" });
    }

    [Fact]
    public void A_missing_value_may_refuse_the_order_and_names_the_field()
    {
        var result = Order().Map(Sample.Rules(r => r.Order.CustomField3 = new() { Pointer = "/missing", WhenMissing = MissingChoice.Reject }));
        Assert.Empty(result.Orders);
        Assert.Equal((ErrorCodes.FieldInvalid, "CustomField3"), (result.Problem!.Code, result.Problem.Field));
    }

    [Fact]
    public void A_taken_default_is_reported()
    {
        var result = Order().Map(Sample.Rules(r => r.Order.CustomField3 = new() { Pointer = "/x", WhenMissing = MissingChoice.Default, Default = "n/a" }));
        Assert.Contains(result.Warnings, w => w is { Code: WarningCodes.DefaultTaken, Field: "CustomField3" });
    }

    [Fact]
    public void Fields_of_a_line_look_into_the_line_unless_reported_otherwise()
    {
        var line = Sample.Line() with
        {
            Document = OrderDocument.From(Sample.Json("""{ "custom": { "fields": { "bin": "A-1" } } }""")),
            CustomFields = Sample.Attributes(("ribbon", "\"green\""))
        };
        var order = Order(line);
        Assert.Equal("A-1", order.MapOne(r => r.Items.WarehouseLocation = new() { Pointer = "/custom/fields/bin" }).Items[0].WarehouseLocation);
        Assert.Equal("green", order.MapOne(r => r.Items.WarehouseLocation = new() { CustomField = "ribbon" }).Items[0].WarehouseLocation);
        Assert.Equal("blue", order.MapOne(r => r.Items.WarehouseLocation = new() { CustomField = "ribbon", OfOrder = true }).Items[0].WarehouseLocation);
        Assert.Equal("Express", order.MapOne(
            r => r.Items.WarehouseLocation = new() { Pointer = "/shippingInfo/shippingMethodName", OfOrder = true }).Items[0].WarehouseLocation);
    }

    [Fact]
    public void Attributes_are_reached_by_name_and_into_nested_ones()
    {
        var line = Sample.Line() with
        {
            Attributes = Sample.Attributes(
                ("shelf", "\"B-2\""), ("place", """[ { "name": "aisle", "value": "7" }, { "name": "bin", "value": { "key": "x9", "label": "X 9" } } ]"""))
        };
        var order = Order(line);
        Assert.Equal("B-2", order.MapOne(r => r.Items.WarehouseLocation = new() { Attribute = "shelf" }).Items[0].WarehouseLocation);
        Assert.Equal("X 9", order.MapOne(r => r.Items.WarehouseLocation = new() { Attribute = "place.bin" }).Items[0].WarehouseLocation);
        Assert.Null(order.MapOne(r => r.Items.WarehouseLocation = new() { Attribute = "place.row" }).Items[0].WarehouseLocation);
    }

    private static Order Order(params OrderLine[] lines) => Sample.Order(lines) with
    {
        Locale = "en-GB",
        Document = OrderDocument.From(Sample.Json(Document)),
        CustomFields = Sample.Attributes(("ribbon", "\"blue\""), ("slot", """{ "number": 7, "typeId": "x" }"""))
    };

    private static string? Field3(FieldSource source) => Order().MapOne(r => r.Order.CustomField3 = source).CustomField3;
}
