using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Shipments;

/// <summary>Ships orders without a label, and lets providers take and refuse them.</summary>
internal sealed class FulfillmentService(ShipStationAccount account)
{
    /// <summary>Marks an open order as shipped, or lets its provider ship it. Makes a fulfillment, never a shipment, and tells FULFILLMENT_SHIPPED.</summary>
    /// <returns>Null when the order cannot be shipped any more.</returns>
    public FulfillmentRecord? Ship(OrderRecord order, string? carrier, string? tracking, DateOnly? shipDate, string? provider, bool notifyChannel)
    {
        if (!OrderStatus.IsOpen(order.Status) && order.Status != OrderStatus.PendingFulfillment) return null;
        order.Status = OrderStatus.Shipped;
        order.ShippedWithoutLabel = true;
        account.Orders.Touch(order, account.Now);
        var fulfillment = new FulfillmentRecord(
            account.Fulfillments.NextId(), order, tracking, account.Now, shipDate ?? account.Today, CarrierName(carrier), provider, notifyChannel);
        account.Fulfillments.Add(fulfillment);
        account.Webhooks.FulfillmentShipped(fulfillment.FulfillmentId, order.OrderId, order.StoreId);
        return fulfillment;
    }

    /// <summary>Hands an open order to a provider.</summary>
    public bool HandOver(OrderRecord order, string provider)
    {
        if (order.Status != OrderStatus.AwaitingShipment) return false;
        order.Status = OrderStatus.PendingFulfillment;
        order.ExternallyFulfilled = true;
        order.ExternallyFulfilledBy = provider;
        account.Orders.Touch(order, account.Now);
        return true;
    }

    /// <summary>The provider refuses. The event points at the order by an import of its own, one of the two undocumented ways.</summary>
    public bool Reject(OrderRecord order)
    {
        if (!OrderStatus.IsOpen(order.Status) && order.Status != OrderStatus.PendingFulfillment) return false;
        order.Status = OrderStatus.RejectedFulfillment;
        account.Orders.Touch(order, account.Now);
        var batch = Guid.NewGuid();
        account.Orders.Import(batch, [order]);
        account.Webhooks.FulfillmentRejected(batch, order.StoreId);
        return true;
    }

    private static string? CarrierName(string? code) =>
        AccountData.Carrier(code)?.DisplayName ?? code switch
        {
            null => null,
            "fedex" => "FedEx",
            _ => code.ToUpperInvariant(),
        };
}
