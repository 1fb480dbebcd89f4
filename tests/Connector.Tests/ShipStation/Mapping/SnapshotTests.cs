using System.Text.Json;
using Connector.Core.Model.Shipping;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.Wire;
using Xunit;

namespace Connector.Tests.ShipStation.Mapping;

public class SnapshotTests
{
    private static readonly DateTimeOffset Observed = new(2026, 3, 3, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("null", AddressCheck.None)]
    [InlineData("\"\"", AddressCheck.None)]
    [InlineData("\"Address not yet validated\"", AddressCheck.NotYet)]
    [InlineData("\"Address validated successfully\"", AddressCheck.Valid)]
    [InlineData("\"Address validation warning\"", AddressCheck.Warning)]
    [InlineData("\"Address validation failed\"", AddressCheck.Failed)]
    [InlineData("\"ADDRESS VALIDATION FAILED \"", AddressCheck.Failed)]
    [InlineData("\"Unverified\"", AddressCheck.NotYet)]
    [InlineData("\"Verified\"", AddressCheck.Valid)]
    [InlineData("\"Address is being looked at\"", AddressCheck.Unknown)]
    public void The_address_texts_become_checks(string text, AddressCheck expected) =>
        Assert.Equal(expected, Read($$"""{"shipTo":{"name":"x","addressVerified":{{text}} },"orderId":1}""").AddressCheck);

    [Theory]
    [InlineData("awaiting_shipment", ShippingOrderStatus.AwaitingShipment)]
    [InlineData("Cancelled", ShippingOrderStatus.Cancelled)]
    [InlineData("pending_fulfillment", ShippingOrderStatus.PendingFulfillment)]
    [InlineData("rejected_fulfillment", ShippingOrderStatus.RejectedFulfillment)]
    [InlineData("processing", ShippingOrderStatus.Other)]
    public void A_status_of_the_future_is_other_and_keeps_its_word(string word, ShippingOrderStatus expected)
    {
        var snapshot = Read($$"""{"orderId":1,"orderStatus":"{{word}}"}""");
        Assert.Equal((expected, word), (snapshot.Status, snapshot.StatusText));
    }

    [Fact]
    public void What_shipstation_owns_is_reported_beside_the_content()
    {
        var snapshot = Read("""
            {"orderId":9000000045,"orderNumber":"T-1","orderKey":"k","createDate":"2026-03-03T09:21:20.4130000","modifyDate":"2026-03-03T09:21:38.9130000",
             "holdUntilDate":"2026-12-01","externallyFulfilled":true,
             "advancedOptions":{"storeId":410001,"warehouseId":0,"mergedOrSplit":true,"mergedIds":[7,null,8],"parentId":9000000044}}
            """);
        Assert.Equal(("default", 9_000_000_045, "k", "T-1"), (snapshot.Account, snapshot.ShippingOrderId, snapshot.OrderKey, snapshot.OrderNumber));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 17, 21, 20, 413, TimeSpan.Zero), snapshot.CreatedAt);
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 17, 21, 38, 913, TimeSpan.Zero), snapshot.ModifiedAt);
        Assert.Equal(Observed, snapshot.ObservedAt);
        Assert.Equal(new DateOnly(2026, 12, 1), snapshot.HoldUntil);
        Assert.Equal((true, true, 9_000_000_044), (snapshot.ExternallyFulfilled, snapshot.MergedOrSplit, snapshot.ParentId));
        Assert.Equal([7, 8], snapshot.MergedIds);
        Assert.Equal((410_001, null), (snapshot.Content.StoreId, snapshot.Content.WarehouseId));
    }

    [Fact]
    public void Empty_objects_and_texts_mean_none()
    {
        var content = Read("""
            {"orderId":1,"shipTo":{"name":"x","company":"","street2":"","state":""},"weight":{"value":0.0,"units":"ounces","WeightUnits":1},"customerNotes":"",
             "dimensions":{"units":"furlongs","length":1,"width":1,"height":1},"items":[null,{"sku":"s","quantity":24.0,"weight":{"value":2,"units":"stones"},"options":null}],
             "insuranceOptions":{"provider":null,"insureShipment":false,"insuredValue":0.0},"internationalOptions":{"contents":null,"customsItems":null,"nonDelivery":null},
             "advancedOptions":{"billToParty":null},"tagIds":null,"gift":null,"somethingNew":{"a":[1,2,3]}}
            """).Content;
        Assert.Equal((null, null, null), (content.ShipTo.Company, content.ShipTo.Street2, content.ShipTo.State));
        Assert.Equal((null, null, null, null, null), (content.Weight, content.Dimensions, content.Insurance, content.Customs, content.BillToParty));
        Assert.Null(content.CustomerNotes);
        var item = Assert.Single(content.Items);
        Assert.Equal(("", "s", "", 24, null, 0), (item.LineItemKey, item.Sku, item.Name, item.Quantity, item.Weight, item.Options.Count));
        Assert.Empty(content.TagIds);
        Assert.Equal("", content.BillTo.Name);
    }

    [Fact]
    public void Numbers_and_texts_are_read_in_any_form()
    {
        var content = Read("""
            {"orderId":"9000000045","orderNumber":100245,"amountPaid":"12.50","taxAmount":1e1,"shippingAmount":-0.0,"gift":"true",
             "advancedOptions":{"storeId":410001.00,"billToParty":"my_other_account","billToMyOtherAccount":150759,"nonMachinable":1}}
            """).Content;
        Assert.Equal(("100245", 12.50m, 10m, 0m, true), (content.OrderNumber, content.AmountPaid, content.TaxAmount, content.ShippingAmount, content.Gift));
        Assert.Equal((410_001, "150759", true), (content.StoreId, content.BillToParty!.MyOtherAccount, content.NonMachinable));
    }

    [Theory]
    [InlineData("""{"orderNumber":"T-1"}""", "orderId")]
    [InlineData("""{"orderId":0}""", "orderId")]
    [InlineData("""{"orderId":1,"modifyDate":"soon"}""", "modifyDate")]
    [InlineData("""{"orderId":1,"paymentDate":"2026-99-99"}""", "paymentDate")]
    [InlineData("""{"orderId":1,"holdUntilDate":"x"}""", "holdUntilDate")]
    public void An_order_that_makes_no_sense_is_refused_by_field(string json, string field) =>
        Assert.Equal(field, Assert.Throws<UnreadableRowException>(() => Read(json)).Field);

    private static ShippingOrderSnapshot Read(string json) => OrderFromWire.Map(JsonSerializer.Deserialize(json, WireJson.Default.WireOrder)!, "default", Observed);
}
