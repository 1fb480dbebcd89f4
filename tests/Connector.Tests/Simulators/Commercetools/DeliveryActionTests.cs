using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

public sealed class DeliveryActionTests
{
    [Fact]
    public async Task A_delivery_with_its_parcels_is_added_whole()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        var line = (string)probe.Order(id)["lineItems"]![0]!["id"]!;
        var order = (await probe.UpdateAsync(id, $$"""
            { "action": "addDelivery", "deliveryKey": "shp-88", "items": [ { "id": "{{line}}", "quantity": 9000 } ],
              "address": { "country": "US", "city": "Austin" },
              "parcels": [ { "key": "lbl-5", "measurements": { "lengthInMillimeter": 305, "weightInGram": 910.0 },
                             "trackingData": { "trackingId": "1Z", "carrier": "UPS", "provider": "ShipStation", "providerTransaction": "88" },
                             "items": [ { "id": "{{line}}", "quantity": 1 } ] } ] }
            """)).Ok();
        var delivery = order["shippingInfo"]!["deliveries"]![0]!;
        Assert.Equal("shp-88", (string?)delivery["key"]);
        Assert.Equal(9000, (long)delivery["items"]![0]!["quantity"]!);
        Assert.Equal((string?)order["lastModifiedAt"], (string?)delivery["createdAt"]);
        Assert.Equal("Austin", (string?)delivery["address"]!["city"]);
        var parcel = delivery["parcels"]![0]!;
        Assert.Equal("lbl-5", (string?)parcel["key"]);
        Assert.Equal("""{"lengthInMillimeter":305,"weightInGram":910}""", parcel["measurements"]!.ToJsonString());
        Assert.Equal("""{"trackingId":"1Z","carrier":"UPS","provider":"ShipStation","providerTransaction":"88","isReturn":false}""", parcel["trackingData"]!.ToJsonString());
        Assert.True(Guid.TryParseExact((string?)parcel["id"], "D", out _));
        Assert.Equal([id], (await probe.QueryAsync(("where", "shippingInfo(deliveries(parcels(trackingData(trackingId = \"1Z\"))))"))).Ids);
    }

    [Theory]
    [InlineData("""{"action":"addDelivery","deliveryKey":"a"}""", "InvalidField", "deliveryKey")]
    [InlineData("""{"action":"addDelivery","deliveryKey":"has.dot"}""", "InvalidField", "deliveryKey")]
    [InlineData("""{"action":"addDelivery","deliveryKey":"present"}""", "DuplicateField", "key")]
    [InlineData("""{"action":"addDelivery","parcels":[{"key":"box-1"}]}""", "DuplicateField", "key")]
    [InlineData("""{"action":"addDelivery","parcels":[{"key":"twin"},{"key":"twin"}]}""", "DuplicateField", "key")]
    [InlineData("""{"action":"addDelivery","items":[{"id":"nobody","quantity":1}]}""", "InvalidInput", null)]
    [InlineData("""{"action":"addDelivery","items":[{"quantity":1}]}""", "InvalidJsonInput", null)]
    [InlineData("""{"action":"addDelivery","parcels":[{"measurements":{"weightInGram":1.5}}]}""", "InvalidJsonInput", null)]
    [InlineData("""{"action":"addDelivery","parcels":[{"measurements":{"weightInGram":3000000000}}]}""", "InvalidJsonInput", null)]
    [InlineData("""{"action":"addDelivery","parcels":[{"trackingData":{"trackingId":7}}]}""", "InvalidJsonInput", null)]
    [InlineData("""{"action":"addDelivery","address":{"city":"Nowhere"}}""", "InvalidJsonInput", null)]
    [InlineData("""{"action":"addDelivery","address":{"country":"USA"}}""", "InvalidField", "country")]
    [InlineData("""{"action":"addDelivery","shippingKey":"x"}""", "InvalidInput", null)]
    [InlineData("""{"action":"addDelivery","custom":{"type":{"key":"merchant-order"}}}""", "InvalidInput", null)]
    [InlineData("""{"action":"removeDelivery","deliveryKey":"nobody"}""", "InvalidInput", null)]
    [InlineData("""{"action":"removeDelivery"}""", "InvalidInput", null)]
    [InlineData("""{"action":"removeDelivery","deliveryKey":"present","deliveryId":"x"}""", "InvalidInput", null)]
    [InlineData("""{"action":"addParcelToDelivery","deliveryKey":"nobody"}""", "InvalidInput", null)]
    [InlineData("""{"action":"addParcelToDelivery","deliveryKey":"present","parcelKey":"box-1"}""", "DuplicateField", "key")]
    [InlineData("""{"action":"removeParcelFromDelivery","parcelKey":"nobody"}""", "InvalidInput", null)]
    [InlineData("""{"action":"setParcelItems","parcelKey":"box-1","items":[{"id":"nobody","quantity":1}]}""", "InvalidInput", null)]
    [InlineData("""{"action":"setDeliveryItems","deliveryKey":"present"}""", "InvalidJsonInput", null)]
    public async Task What_commercetools_refuses_is_refused(string action, string code, string? field)
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        (await probe.UpdateAsync(id, """{"action":"addDelivery","deliveryKey":"present","parcels":[{"key":"box-1"}]}""")).Ok();
        var error = (await probe.UpdateAsync(id, action)).Refused(400, code);
        Assert.Equal(field, (string?)error["field"]);
    }

    [Fact]
    public async Task Deliveries_and_parcels_are_changed_and_removed_by_key_and_by_id()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        var line = (string)probe.Order(id)["lineItems"]![0]!["id"]!;
        // An action may address what an earlier one of the same request has made.
        var order = (await probe.UpdateAsync(id,
            """{"action":"addDelivery","deliveryKey":"d-1"}""",
            """{"action":"addParcelToDelivery","deliveryKey":"d-1","parcelKey":"p-1","trackingData":{"trackingId":"A","carrier":"USPS"}}""",
            """{"action":"addParcelToDelivery","deliveryKey":"d-1","parcelKey":"p-2","measurements":{"weightInGram":5}}""")).Ok();
        var delivery = order["shippingInfo"]!["deliveries"]![0]!;
        order = (await probe.UpdateAsync(id,
            $$"""{"action":"setDeliveryItems","deliveryId":"{{delivery["id"]}}","items":[{"id":"{{line}}","quantity":1}]}""",
            """{"action":"setDeliveryAddress","deliveryKey":"d-1","address":{"country":"CA"}}""",
            """{"action":"setParcelTrackingData","parcelKey":"p-1","trackingData":{"trackingId":"B"}}""",
            """{"action":"setParcelMeasurements","parcelKey":"p-2"}""",
            $$"""{"action":"setParcelItems","parcelId":"{{delivery["parcels"]![1]!["id"]}}","items":[{"id":"{{line}}","quantity":2}]}""")).Ok();
        delivery = order["shippingInfo"]!["deliveries"]![0]!;
        Assert.Equal(1, (int)delivery["items"]![0]!["quantity"]!);
        Assert.Equal("CA", (string?)delivery["address"]!["country"]);
        Assert.Equal("""{"trackingId":"B","isReturn":false}""", delivery["parcels"]![0]!["trackingData"]!.ToJsonString());
        Assert.Null(delivery["parcels"]![1]!["measurements"]);
        Assert.Equal(2, (int)delivery["parcels"]![1]!["items"]![0]!["quantity"]!);
        order = (await probe.UpdateAsync(id, """{"action":"removeParcelFromDelivery","parcelKey":"p-1"}""", """{"action":"setDeliveryAddress","deliveryKey":"d-1"}""")).Ok();
        Assert.Equal("p-2", (string?)order["shippingInfo"]!["deliveries"]![0]!["parcels"]!.AsArray().Single()!["key"]);
        Assert.Null(order["shippingInfo"]!["deliveries"]![0]!["address"]);
        order = (await probe.UpdateAsync(id, """{"action":"removeDelivery","deliveryKey":"d-1"}""")).Ok();
        Assert.Empty(order["shippingInfo"]!["deliveries"]!.AsArray());
    }

    [Fact]
    public async Task Custom_fields_of_deliveries_and_parcels_follow_their_type()
    {
        await using var probe = await ApiProbe.StartAsync();
        (await probe.PostAsync("demo/types", """
            { "key": "parcel-fields", "name": { "en": "x" }, "resourceTypeIds": ["order-delivery", "order-parcel"],
              "fieldDefinitions": [ { "name": "url", "label": { "en": "x" }, "required": false, "type": { "name": "String" } } ] }
            """)).Ok();
        var id = probe.PutOrder();
        var order = (await probe.UpdateAsync(id, """
            { "action": "addDelivery", "deliveryKey": "d-1", "custom": { "type": { "typeId": "type", "key": "parcel-fields" }, "fields": { "url": "https://a.example.com" } },
              "parcels": [ { "key": "p-1" } ] }
            """,
            """{"action":"setParcelCustomType","parcelKey":"p-1","type":{"typeId":"type","key":"parcel-fields"}}""",
            """{"action":"setParcelCustomField","parcelKey":"p-1","name":"url","value":"https://b.example.com"}""",
            """{"action":"setDeliveryCustomField","deliveryKey":"d-1","name":"url","value":"https://c.example.com"}""")).Ok();
        var delivery = order["shippingInfo"]!["deliveries"]![0]!;
        Assert.Equal("https://c.example.com", (string?)delivery["custom"]!["fields"]!["url"]);
        Assert.Equal("https://b.example.com", (string?)delivery["parcels"]![0]!["custom"]!["fields"]!["url"]);
        (await probe.UpdateAsync(id, """{"action":"setDeliveryCustomField","deliveryKey":"d-1","name":"other","value":"x"}""")).Refused(400, "InvalidField");
    }

    [Fact]
    public async Task Without_shipping_info_there_is_nothing_to_deliver()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(variety: OrderVariety.Digital);
        (await probe.UpdateAsync(id, """{"action":"addDelivery"}""")).Refused(400, "InvalidOperation");
    }

    [Fact]
    public async Task With_several_shippings_a_delivery_names_its_own()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(variety: OrderVariety.SeveralShippings);
        (await probe.UpdateAsync(id, """{"action":"addDelivery","deliveryKey":"d-1"}""")).Refused(400, "InvalidInput");
        (await probe.UpdateAsync(id, """{"action":"addDelivery","deliveryKey":"d-1","shippingKey":"other"}""")).Refused(400, "InvalidInput");
        var order = (await probe.UpdateAsync(id, """{"action":"addDelivery","deliveryKey":"d-1","shippingKey":"shipping-b"}""")).Ok();
        Assert.Empty(order["shipping"]![0]!["shippingInfo"]!["deliveries"]!.AsArray());
        Assert.Single(order["shipping"]![1]!["shippingInfo"]!["deliveries"]!.AsArray());
        (await probe.UpdateAsync(id, """{"action":"addDelivery","deliveryKey":"d-1","shippingKey":"shipping-a"}""")).Refused(400, "DuplicateField");
        (await probe.UpdateAsync(id, """{"action":"removeDelivery","deliveryKey":"d-1"}""")).Ok();
    }
}
