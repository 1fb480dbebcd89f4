using System.Text.Json;
using Connector.Core.Model.Shipping;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.Wire;
using Xunit;

namespace Connector.Tests.ShipStation.Mapping;

public class ShipmentMappingTests
{
    private static readonly DateTimeOffset Observed = new(2026, 3, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_label_is_read_whole()
    {
        var label = Label("""
            {"shipmentId":700200300,"orderId":900100045,"orderKey":"k","orderNumber":"T-1-1","createDate":"2026-03-04T11:02:33.5030000","shipDate":"2026-03-04",
             "shipmentCost":7.98,"insuranceCost":0.0,"trackingNumber":"TRACK1","isReturnLabel":true,"carrierCode":"stamps_com","serviceCode":"usps_priority_mail",
             "packageCode":"package","confirmation":"delivery","warehouseId":88001,"voided":true,"voidDate":"2026-03-04T12:00:00.0000000",
             "weight":{"value":28.0,"units":"ounces","WeightUnits":1},"dimensions":{"units":"inches","length":8.0,"width":6.0,"height":4.0},
             "advancedOptions":{"storeId":410001},"shipmentItems":[{"orderItemId":5,"lineItemKey":"line-1","sku":"LAMP-1","name":"Lamp","quantity":2},
             null,{"lineItemKey":null,"sku":"","name":"Leaflet","quantity":"1.0"}]}
            """);
        Assert.Equal((ShipmentKind.Label, 700_200_300, "ss-700200300", "k", 900_100_045, "T-1-1"), (label.Kind, label.Id, label.Key, label.OrderKey, label.ShippingOrderId, label.OrderNumber));
        Assert.Equal((new DateTimeOffset(2026, 3, 4, 19, 2, 33, 503, TimeSpan.Zero), new DateOnly(2026, 3, 4)), (label.CreatedAt, label.ShipDate));
        Assert.Equal((7.98m, 0m, "TRACK1", "stamps_com", "usps_priority_mail", "package", "delivery"),
            (label.ShipmentCost, label.InsuranceCost, label.TrackingNumber, label.CarrierCode, label.ServiceCode, label.PackageCode, label.Confirmation));
        Assert.Equal((88_001, 410_001, true, true), (label.WarehouseId, label.StoreId, label.IsReturn, label.Voided));
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 20, 0, 0, TimeSpan.Zero), label.VoidedAt);
        Assert.Equal((new Weight(28, WeightUnit.Ounces), new Dimensions(8, 6, 4, LengthUnit.Inches)), (label.Weight, label.Dimensions));
        Assert.Equal([new ShipmentItem("line-1", "LAMP-1", "Lamp", 2), new ShipmentItem(null, null, "Leaflet", 1)], label.Items!);
        Assert.Equal(("default", Observed), (label.Account, label.ObservedAt));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"shipmentItems\":null")]
    [InlineData(",\"shipmentItems\":[]")]
    [InlineData(",\"shipmentItems\":[null]")]
    public void A_label_that_reports_no_items_says_nothing_about_quantities(string items) => Assert.Null(Label($$"""{"shipmentId":1{{items}}}""").Items);

    [Theory]
    [InlineData("""{"orderId":1}""", "shipmentId")]
    [InlineData("""{"shipmentId":1,"createDate":"x"}""", "createDate")]
    [InlineData("""{"shipmentId":1,"voidDate":"x"}""", "voidDate")]
    [InlineData("""{"shipmentId":1,"shipmentItems":[{"sku":"a","quantity":1},{"sku":"b"}]}""", "shipmentItems[1].quantity")]
    public void A_label_that_makes_no_sense_is_refused_by_field(string json, string field) =>
        Assert.Equal(field, Assert.Throws<UnreadableRowException>(() => Label(json)).Field);

    [Fact]
    public void A_label_without_an_order_is_read_too()
    {
        var label = Label("""{"shipmentId":1,"orderId":null,"orderKey":"SHIP-1-2","orderNumber":null,"advancedOptions":null}""");
        Assert.Equal((null, "SHIP-1-2", "", null), (label.ShippingOrderId, label.OrderKey, label.OrderNumber, label.StoreId));
    }

    [Fact]
    public void A_fulfillment_has_no_key_and_no_items()
    {
        var fulfillment = ShipmentFromWire.Map(
            JsonSerializer.Deserialize(
                """
                {"fulfillmentId":33000111,"orderId":900100047,"orderNumber":"T-2","trackingNumber":"TRACK2","createDate":"2026-03-04T12:10:05.0670000",
                 "shipDate":"2026-03-04T00:00:00.0000000","carrierCode":"UPS","fulfillmentServiceCode":"ground","voided":false,"fulfillmentFee":1}
                """,
                WireJson.Default.WireFulfillment)!,
            "default", Observed);
        Assert.Equal((ShipmentKind.Fulfillment, "ssf-33000111", 900_100_047, null), (fulfillment.Kind, fulfillment.Key, fulfillment.ShippingOrderId, fulfillment.OrderKey));
        Assert.Equal(("UPS", "ground", new DateOnly(2026, 3, 4), null), (fulfillment.CarrierCode, fulfillment.ServiceCode, fulfillment.ShipDate, fulfillment.Items));
    }

    private static Shipment Label(string json) => ShipmentFromWire.Map(JsonSerializer.Deserialize(json, WireJson.Default.WireShipment)!, "default", Observed);
}
