using System.Globalization;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;

namespace Connector.Simulators.ShipStation.Labels;

/// <summary>What is known of a shipment that no order was created for.</summary>
internal sealed record OrphanDraft
{
    public required Address ShipTo { get; init; }
    public Address? ShipFrom { get; init; }
    public long? WarehouseId { get; init; }
    public required IReadOnlyList<Parcel> Parcels { get; init; }
    public string Confirmation { get; init; } = "none";
    public International International { get; init; } = International.None;
    public string? CarrierCode { get; init; }
    public string? ServiceCode { get; init; }
    public string? PackageCode { get; init; }
    public string? ExternalShipmentId { get; init; }
    public string? ShipmentNumber { get; init; }
    public ItemDraft[] Items { get; init; } = [];
}

/// <summary>Makes the order that a label or a rate without an order brings with it.</summary>
internal static class OrphanOrders
{
    /// <param name="isListed">False for a label of V1, whose order nobody can read; an inline shipment of V2 is in the lists of both.</param>
    public static OrderRecord Create(ShipStationAccount account, OrphanDraft draft, bool isListed)
    {
        var id = account.Orders.NextOrderId();
        var name = string.Create(CultureInfo.InvariantCulture, $"SEAuto-{id}");
        var parcel = draft.Parcels[0];
        var sent = new OrderDraft
        {
            OrderNumber = draft.ShipmentNumber ?? name,
            OrderDate = account.Now,
            Status = OrderStatus.AwaitingShipment,
            BillTo = draft.ShipTo,
            ShipTo = draft.ShipTo,
            CarrierCode = draft.CarrierCode,
            ServiceCode = draft.ServiceCode,
            PackageCode = draft.PackageCode,
            Confirmation = draft.Confirmation,
            Weight = parcel.Weight,
            Dimensions = parcel.Dimensions,
            Insurance = parcel.InsuredValue > 0 ? new Insurance("carrier", InsureShipment: true, parcel.InsuredValue) : Insurance.None,
            International = draft.International
        };
        var order = new OrderRecord
        {
            OrderId = id,
            OrderKey = draft.ExternalShipmentId ?? name,
            ExternalShipmentId = draft.ExternalShipmentId ?? name,
            StoreId = AccountData.DefaultStore.StoreId,
            CreateDate = account.Now,
            ModifyDate = account.Now,
            Sent = sent,
            Status = OrderStatus.AwaitingShipment,
            ShipTo = draft.ShipTo,
            ShipFrom = draft.ShipFrom,
            WarehouseId = draft.WarehouseId,
            Boxes = draft.Parcels,
            Weight = new Weight(draft.Parcels.Sum(static box => box.Weight.Ounces), "ounces"),
            WasLookedAt = true,
            Departure = isListed ? null : Departure.NeverListed
        };
        order.Items = account.Writing.Lines(draft.Items, []);
        if (isListed) account.Orders.Add(order);
        return order;
    }

    /// <summary>Takes up into the lists what was made for a purchase that is not refused.</summary>
    public static void List(ShipStationAccount account, OrderRecord order)
    {
        order.Departure = null;
        account.Orders.Add(order);
    }
}
