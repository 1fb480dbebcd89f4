using Connector.Commercetools;
using Connector.Core.Model.Orders;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools.Mapping;

public sealed class ShippingReadingTests
{
    [Fact]
    public void The_ordinary_shipping_has_no_key_and_the_charged_price()
    {
        var order = Read("""
            "shippingKey":"ship-1","shippingCustomFields":{"type":{"typeId":"type","id":"t"},"fields":{"slot":"AM"}},
            "shippingInfo":{"shippingMethodName":"Express","shippingMethod":{"typeId":"shipping-method","id":"m-1","obj":{"key":"express","name":"Express"}},
              "price":{"currencyCode":"USD","centAmount":900},"discountedPrice":{"value":{"currencyCode":"USD","centAmount":450}},
              "taxedPrice":{"totalNet":{"currencyCode":"USD","centAmount":450},"totalGross":{"currencyCode":"USD","centAmount":487}},
              "taxRate":{"amount":0.0825,"includedInPrice":false},"estimatedDelivery":{"from":"2026-03-05T00:00:00.000Z"}}
            """);

        var shipping = Assert.Single(order.Shippings);
        Assert.Equal((null, "m-1", "express", "Express"), (shipping.Key, shipping.MethodId, shipping.MethodKey, shipping.MethodName));
        Assert.Equal(new Money(4.5m, "USD", 2), shipping.Price);
        Assert.False(shipping.TaxIncluded);
        Assert.Equal("AM", shipping.CustomFields["slot"].GetString());
        Assert.Equal(shipping.Taxed, order.TaxedShipping);
        Assert.Equal(0.37m, order.TaxedShipping!.Tax!.Value.Amount);
    }

    [Theory]
    [InlineData("\"shippingMode\":\"Multiple\",")]
    [InlineData("\"shippingMode\":\"\",")]
    [InlineData("\"shippingMode\":null,")]
    public void Several_shippings_each_have_their_key_and_address(string mode)
    {
        var order = Read(mode + """
            "shipping":[
              {"shippingKey":"a","shippingInfo":{"shippingMethodName":"Air","price":{"currencyCode":"USD","centAmount":100}},"shippingAddress":{"city":"Reno","country":"US"},
               "shippingCustomFields":{"fields":{"door":"2"}}},
              {"shippingKey":"b","shippingInfo":{"shippingMethodName":"Sea","price":{"currencyCode":"USD","centAmount":50},
                 "deliveries":[{"id":"d","key":"k","createdAt":"2026-03-02T15:00:00Z","items":[],"parcels":[]}]}}]
            """);

        Assert.True(order.SeveralShippings);
        Assert.Equal(["a", "b"], order.Shippings.Select(one => one.Key));
        Assert.Equal("Reno", order.Shippings[0].Address!.City);
        Assert.Equal("2", order.Shippings[0].CustomFields["door"].GetString());
        Assert.Equal("k", Assert.Single(order.Shippings[1].Deliveries).Key);
        Assert.Null(order.TaxedShipping);
    }

    [Fact]
    public void Deliveries_hold_parcels_with_tracking_and_size()
    {
        var order = Read("""
            "shippingInfo":{"deliveries":[
              {"id":"d-1","key":"ss-1","createdAt":"2026-03-02T15:00:00.000Z","items":[{"id":"l-1","quantity":2}],"parcels":[
                {"id":"p-1","key":"lbl-1","measurements":{"heightInMillimeter":10,"lengthInMillimeter":20.4,"widthInMillimeter":30.5,"weightInGram":910},
                 "trackingData":{"trackingId":"T1","carrier":"UPS","provider":"ShipStation","providerTransaction":"77","isReturn":true},"items":[{"id":"l-1","quantity":1}]},
                {"id":"p-2","key":"","trackingData":{"trackingId":""}},{"id":"p-3"}]},
              {"id":"d-2"}]}
            """);

        var deliveries = order.Shippings[0].Deliveries;
        Assert.Equal(["d-1", "d-2"], deliveries.Select(one => one.Id));
        Assert.Equal([new DeliveryItem("l-1", 2)], deliveries[0].Items);
        var parcel = deliveries[0].Parcels[0];
        Assert.Equal("lbl-1", parcel.Key);
        Assert.Equal(new ParcelSize(10, 20, 31, 910), parcel.Size);
        Assert.Equal(new Tracking("T1", "UPS", "ShipStation", "77", true), parcel.Tracking);
        Assert.Equal([new DeliveryItem("l-1", 1)], parcel.Items);
        Assert.Equal(new Tracking(null, null, null, null, false), deliveries[0].Parcels[1].Tracking);
        Assert.Null(deliveries[0].Parcels[1].Key);
        Assert.Null(deliveries[0].Parcels[2].Tracking);
    }

    private static Order Read(string more) => Assert.IsType<Order>(CommerceOrderReader.Read(Documents.Parse(Documents.Order(more: more))).Order);
}
