using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Model.Shipping;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.Wire;
using Xunit;

namespace Connector.Tests.ShipStation.Mapping;

public class OrderToWireTests
{
    [Fact]
    public void Unset_members_are_left_out_and_the_store_is_always_there()
    {
        var json = Write(A.Order());
        Assert.Equal(
            ["orderNumber", "orderKey", "orderDate", "orderStatus", "billTo", "shipTo", "items", "amountPaid", "taxAmount", "shippingAmount", "gift", "advancedOptions"],
            json.Select(member => member.Key));
        Assert.Equal(410_001, (long)json["advancedOptions"]!["storeId"]!);
        Assert.False(json["advancedOptions"]!.AsObject().ContainsKey("warehouseId"));
        Assert.Equal("awaiting_shipment", (string?)json["orderStatus"]);
        Assert.Equal("2026-03-03T09:20:00.0000000", (string?)json["orderDate"]);
    }

    [Fact]
    public void The_id_and_tags_go_only_when_they_are_known()
    {
        var json = Write(A.Order() with { ShippingOrderId = 900_100_045, TagIds = [8362] });
        Assert.Equal(900_100_045, (long)json["orderId"]!);
        Assert.Equal("[8362]", json["tagIds"]!.ToJsonString());
    }

    [Theory]
    [InlineData("10.005", "10.01")]
    [InlineData("-10.005", "-10.01")]
    [InlineData("10.004999", "10.00")]
    [InlineData("1500", "1500")] // yen
    [InlineData("1.235", "1.24")] // dinar: the third digit is lost
    [InlineData("0", "0")]
    public void Amounts_have_two_places_rounded_half_away_from_zero(string amount, string expected)
    {
        var value = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);
        var order = A.Order();
        var json = Write(order with
        {
            AmountPaid = value, TaxAmount = value, ShippingAmount = value, Items = [order.Items[0] with { UnitPrice = value, TaxAmount = value }],
            Insurance = new Insurance("carrier", true, value), Customs = new Customs(null, null, [new CustomsItem("Lamp", 1, value, null, null)])
        });
        var wanted = decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        Assert.All(
            new[]
            {
                json["amountPaid"], json["taxAmount"], json["shippingAmount"], json["items"]![0]!["unitPrice"], json["items"]![0]!["taxAmount"],
                json["insuranceOptions"]!["insuredValue"], json["internationalOptions"]!["customsItems"]![0]!["value"]
            },
            amountSent => Assert.Equal(wanted, (decimal)amountSent!));
    }

    [Fact]
    public void A_weight_that_is_not_above_zero_is_left_out()
    {
        var order = A.Order();
        var json = Write(order with { Weight = new Weight(0, WeightUnit.Grams), Items = [order.Items[0] with { Weight = new Weight(-1, WeightUnit.Grams) }] });
        Assert.Null(json["weight"]);
        Assert.Null(json["items"]![0]!["weight"]);
    }

    [Theory]
    [InlineData(ShippingOrderStatus.AwaitingPayment, "awaiting_payment")]
    [InlineData(ShippingOrderStatus.AwaitingShipment, "awaiting_shipment")]
    [InlineData(ShippingOrderStatus.OnHold, "on_hold")]
    [InlineData(ShippingOrderStatus.Shipped, "shipped")]
    [InlineData(ShippingOrderStatus.Cancelled, "cancelled")]
    public void Each_status_has_its_word_both_ways(ShippingOrderStatus status, string word)
    {
        Assert.Equal(word, (string?)Write(A.Order() with { Status = status })["orderStatus"]);
        Assert.Equal(status, Words.StatusOf(word));
    }

    public static TheoryData<string> Orders => ["plain", "full"];

    [Theory]
    [MemberData(nameof(Orders))]
    public void What_is_sent_and_comes_back_unchanged_is_the_same_order(string which)
    {
        var order = which == "full" ? A.FullOrder() : A.Order();
        var wire = JsonSerializer.SerializeToUtf8Bytes(OrderToWire.Map(order), WireJson.Default.WireOrder);
        var back = OrderFromWire.Content(JsonSerializer.Deserialize(wire, WireJson.Default.WireOrder)!);
        Assert.Equal(PayloadJson.Write(order), PayloadJson.Write(back));
    }

    [Fact]
    public void The_full_order_of_this_test_leaves_no_member_at_its_default()
    {
        // Else a member added later could get lost on the way without a word.
        var json = JsonNode.Parse(PayloadJson.Write(A.FullOrder()))!.AsObject();
        var members = typeof(ShippingOrder).GetProperties().Where(property => property.Name != nameof(ShippingOrder.ShippingOrderId)).ToList();
        Assert.Equal(members.Count, json.Count);
        var plain = JsonNode.Parse(PayloadJson.Write(A.Order()))!.AsObject();
        Assert.DoesNotContain(json, member => member.Key is not ("orderKey" or "orderNumber" or "placedAt" or "storeId") && JsonNode.DeepEquals(member.Value, plain[member.Key]));
    }

    private static JsonObject Write(ShippingOrder order) => JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(OrderToWire.Map(order), WireJson.Default.WireOrder))!.AsObject();
}
