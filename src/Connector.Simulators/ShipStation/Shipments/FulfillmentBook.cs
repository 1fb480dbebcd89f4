using System.Text.Json;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.Shipments;

/// <summary>Orders that left without a label of this account: marked as shipped, or shipped by a provider.</summary>
internal sealed class FulfillmentBook
{
    private readonly List<FulfillmentRecord> _all = [];
    private readonly TimeIndex<FulfillmentRecord> _created = new(static row => row.CreateDate, static row => row.FulfillmentId);
    private long _lastId = 33_000_000;

    public int Count => _all.Count;

    public long NextId() => ++_lastId;

    /// <summary>Both ends inclusive.</summary>
    public IEnumerable<FulfillmentRecord> Created(DateTime? from, DateTime? to, bool descending) => _created.Between(from, to, descending);

    public void Add(FulfillmentRecord fulfillment)
    {
        _all.Add(fulfillment);
        _created.Moved(fulfillment, before: null);
    }

    public void Clear()
    {
        _all.Clear();
        _created.Clear();
    }
}

/// <summary>One fulfillment without a label.</summary>
/// <param name="CarrierName">As people write it (USPS, FedEx), unlike on shipments.</param>
/// <param name="Provider">The provider's code; null for an order that was marked by a person or a program.</param>
internal sealed record FulfillmentRecord(
    long FulfillmentId, OrderRecord Order, string? TrackingNumber, DateTime CreateDate, DateOnly ShipDate, string? CarrierName, string? Provider, bool MarketplaceNotified)
{
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("fulfillmentId", FulfillmentId);
        writer.WriteNumber("orderId", Order.OrderId);
        writer.WriteString("orderNumber", Order.OrderNumber);
        writer.WriteString("userId", Order.UserId ?? Account.AccountData.Users[0].UserId);
        writer.WriteString("customerEmail", Order.Sent.CustomerEmail);
        writer.WriteString("trackingNumber", TrackingNumber);
        writer.WriteFull("createDate", CreateDate);
        writer.WriteFull("shipDate", ShipDate.ToDateTime(TimeOnly.MinValue));
        writer.WriteNull("voidDate");
        writer.WriteNull("deliveryDate");
        writer.WriteString("carrierCode", CarrierName);
        writer.WriteNull("sellerFillProviderId");
        writer.WriteNull("sellerFillProviderName");
        writer.WriteString("fulfillmentProviderCode", Provider);
        writer.WriteNull("fulfillmentServiceCode");
        writer.WriteNumber("fulfillmentFee", 0.0m);
        writer.WriteBoolean("voidRequested", value: false);
        writer.WriteBoolean("voided", value: false);
        writer.WriteBoolean("marketplaceNotified", MarketplaceNotified);
        writer.WriteNull("notifyErrorMessage");
        writer.WriteAddress("shipTo", Order.ShipTo, verified: null);
        writer.WriteEndObject();
    }
}
