using System.Globalization;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Shipments;

/// <summary>Buys and voids labels, with what follows for the order. Return labels and voids change no order that is not theirs and tell nobody.</summary>
internal sealed class LabelService(ShipStationAccount account)
{
    /// <summary>Buys one label. The event is the caller's, because one event may stand for a batch.</summary>
    /// <returns>The label, or why it was refused.</returns>
    public (ShipmentRecord? Shipment, string? Error) Buy(OrderRecord order, LabelRequest request, long batchId)
    {
        if (!request.IsReturn && !request.Force && order.Status != OrderStatus.AwaitingShipment) return (null, $"The order is {order.Status}: a label cannot be made.");
        account.Maintenance.LookNow(order);
        var items = request.NoItems || request.WithoutLines ? [] : request.Items ?? Open(order, request);
        if (!request.NoItems && !request.WithoutLines && items.Count == 0 && order.Items.Exists(static item => !item.Draft.Adjustment)) return (null, "Labels carry every item already.");
        if (!request.IsReturn && !request.Force && items.FirstOrDefault(row => row.Quantity > Left(order, row.Item)) is { Item: { } tooMany })
            return (null, $"More of '{tooMany.Draft.LineItemKey ?? tooMany.Draft.Sku}' was asked for than is left.");

        var carrier = request.CarrierCode ?? order.Sent.CarrierCode ?? "stamps_com";
        var service = request.ServiceCode ?? (carrier == order.Sent.CarrierCode ? order.Sent.ServiceCode : null) ?? UsualService(carrier, order.ShipTo);
        var package = request.PackageCode ?? order.Sent.PackageCode ?? "package";
        var confirmation = request.Confirmation ?? (order.Sent.Confirmation == "direct_signature" && carrier != "fedex" ? "signature" : order.Sent.Confirmation);
        if (OrderRules.Shipping(carrier, service, package, confirmation) is { } wrong) return (null, wrong);

        if (!request.IsReturn && !request.LeavesOrder && !request.WithoutLines && account.Options.PartialLabel == PartialLabel.Split && order.Status == OrderStatus.AwaitingShipment) SplitOffRest(order, items, request.NoItems);
        var shipment = Make(order, request, batchId, items, carrier, service!, package, confirmation);
        account.Shipments.Add(shipment);
        if (!request.IsReturn && !request.LeavesOrder) Ship(order);
        return (shipment, null);
    }

    /// <summary>Refused when it is voided already. The order opens again when its labels do not carry all of it any more.</summary>
    public bool Void(ShipmentRecord shipment)
    {
        if (shipment.VoidDate is not null) return false;
        account.Shipments.Void(shipment, account.Now);
        account.Voids.Record(shipment, "manual");
        var order = shipment.Order;
        if (shipment.IsReturnLabel || order.Departure is not null || order.ShippedWithoutLabel || order.Status != OrderStatus.Shipped) return true;
        if (account.Shipments.Covers(order)) return true;
        order.Status = OrderStatus.AwaitingShipment;
        account.Orders.Touch(order, account.Now);
        return true;
    }

    /// <summary>How much of a line no outbound label carries.</summary>
    public int Left(OrderRecord order, OrderItem item) => Math.Max(0, item.Draft.Quantity - account.Shipments.Labelled(order, item));

    private List<(OrderItem Item, int Quantity)> Open(OrderRecord order, LabelRequest request)
    {
        var open = new List<(OrderItem, int)>();
        foreach (var item in order.Items)
        {
            if (item.Draft.Adjustment) continue;
            var quantity = request.IsReturn ? item.Draft.Quantity : Left(order, item);
            if (quantity > 0) open.Add((item, quantity));
        }
        if (open.Count == 0 && request.Force) open.AddRange(order.Items.Where(static item => !item.Draft.Adjustment).Select(static item => (item, item.Draft.Quantity)));
        return open;
    }

    private void SplitOffRest(OrderRecord order, IReadOnlyList<(OrderItem Item, int Quantity)> items, bool noItems)
    {
        if (noItems) return;
        var rest = new List<(OrderItem, int)>();
        foreach (var item in order.Items)
        {
            if (item.Draft.Adjustment) continue;
            var taken = items.Where(row => row.Item.OrderItemId == item.OrderItemId).Sum(static row => row.Quantity);
            var left = Left(order, item) - taken;
            if (left > 0) rest.Add((item, left));
        }
        if (rest.Count > 0) account.Splitting.Split(order, rest);
    }

    private void Ship(OrderRecord order)
    {
        if (OrderStatus.IsOpen(order.Status) && account.Shipments.Covers(order)) order.Status = OrderStatus.Shipped;
        account.Orders.Touch(order, account.Now);
    }

    private ShipmentRecord Make(
        OrderRecord order, LabelRequest request, long batchId, IReadOnlyList<(OrderItem Item, int Quantity)> items, string carrier, string service, string package, string confirmation)
    {
        var id = account.Shipments.NextShipmentId();
        var weight = request.Weight ?? Weigh(items) ?? (order.Weight.Value > 0 ? order.Weight : new Weight(16m, "ounces"));
        return new ShipmentRecord
        {
            ShipmentId = id,
            Order = order,
            OrderNumber = order.OrderNumber,
            BatchId = batchId,
            CreateDate = account.Now,
            ShipDate = request.ShipDate ?? account.Today,
            ShipmentCost = request.Cost ?? Rates.Cost(service, weight),
            InsuranceCost = request.InsuranceCost ?? 0m,
            TrackingNumber = request.TrackingNumber ?? Tracking(carrier, id),
            IsReturnLabel = request.IsReturn,
            CarrierCode = carrier,
            ServiceCode = service,
            PackageCode = package,
            Confirmation = confirmation,
            WarehouseId = order.WarehouseId,
            ShipTo = order.ShipTo,
            Weight = weight,
            Dimensions = request.Dimensions ?? order.Sent.Dimensions,
            Insurance = request.Insurance ?? order.Sent.Insurance,
            UserId = order.UserId ?? AccountData.Users[0].UserId,
            // A label keeps the lines as they were when it was bought.
            Items = [.. items],
            CoversAll = request.NoItems,
            Details = request.Details ?? account.Purchases.ByPeople(carrier),
        };
    }

    private static Weight? Weigh(IReadOnlyList<(OrderItem Item, int Quantity)> items)
    {
        var ounces = items.Sum(static row => (row.Item.Draft.Weight?.Ounces ?? 0m) * row.Quantity);
        return ounces > 0 ? new Weight(decimal.Round(ounces, 2), "ounces") : null;
    }

    private static string? UsualService(string carrierCode, Address shipTo)
    {
        var domestic = string.Equals(shipTo.Country, "US", StringComparison.OrdinalIgnoreCase);
        var carrier = AccountData.Carrier(carrierCode);
        if (carrierCode == "stamps_com") return domestic ? "usps_priority_mail" : "usps_priority_mail_international";
        return (Array.Find(carrier?.Services ?? [], service => service.Domestic == domestic) ?? carrier?.Services[0])?.Code;
    }

    public static string Tracking(string carrierCode, long id) => carrierCode switch
    {
        "ups_walleted" => string.Create(CultureInfo.InvariantCulture, $"1Z999AA1{id:D10}"),
        "fedex" => string.Create(CultureInfo.InvariantCulture, $"{612_000_000_000 + id % 1_000_000_000}"),
        "dhl_express_worldwide" => string.Create(CultureInfo.InvariantCulture, $"{4_000_000_000 + id % 1_000_000_000}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"94001{id:D17}"),
    };
}
