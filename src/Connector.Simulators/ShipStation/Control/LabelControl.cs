using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.Control;

/// <summary>People at the packing desk: labels bought and voided, orders handed to providers.</summary>
internal sealed class LabelControl(ShipStationAccount account)
{
    // What the service's own pages take as one batch.
    private const int LargestBatch = 500;

    /// <summary>One label, or one for every order that awaits shipment; then one event for each 500 labels.</summary>
    public Response Make(ControlBody body) => ControlResponses.Shipments(body.Flag("all") == true ? MakeAll(body) : MakeOne(body));

    /// <summary>Voids one label, or all of an order that are not voided. It raises no event.</summary>
    public Response Void(ControlBody body)
    {
        var shipments = body.Integer("shipmentId") is { } id
            ? [account.Shipments.Find(id) ?? throw new ControlException(404, $"There is no shipment {id}.")]
            : body.Orders(account).SelectMany(order => account.Shipments.ListOrder(order.OrderId)).Where(static shipment => shipment.VoidDate is null).ToList();
        if (shipments.Count == 0) throw new ControlException(404, "The order has no label to void.");
        foreach (var shipment in shipments)
            if (!account.Labels.Void(shipment)) throw new ControlException(400, "The label has been voided already.");
        return ControlResponses.Shipments(shipments);
    }

    /// <summary>A provider takes an order ("pending"), ships it ("shipped") or refuses it ("rejected").</summary>
    public Response Fulfill(ControlBody body)
    {
        var order = body.Order(account);
        var provider = body.Text("provider") ?? "parcel_partner";
        var done = body.Text("outcome") switch
        {
            "pending" => account.FulfillmentService.HandOver(order, provider),
            "rejected" => account.FulfillmentService.Reject(order),
            "shipped" or null => account.FulfillmentService.Ship(order, body.Text("carrier") ?? "usps", body.Text("tracking"), body.Day("shipDate"), provider, notifyChannel: false) is not null,
            _ => throw new ControlException(400, "outcome: pending, shipped or rejected."),
        };
        return done ? ControlResponses.Orders([order]) : throw new ControlException(400, $"The order is {order.Status}.");
    }

    private List<ShipmentRecord> MakeAll(ControlBody body)
    {
        var made = new List<ShipmentRecord>();
        var orders = account.Orders.All.Where(static order => order.Status == OrderStatus.AwaitingShipment).Take((int)(body.Integer("limit") ?? int.MaxValue)).ToList();
        foreach (var run in orders.Chunk(LargestBatch))
        {
            var batch = account.Shipments.NextBatchId();
            var labels = new List<ShipmentRecord>(run.Length);
            foreach (var order in run)
                if (account.Labels.Buy(order, Request(body, order, items: null), batch).Shipment is { } shipment) labels.Add(shipment);
            Report(body, labels);
            made.AddRange(labels);
        }
        return made;
    }

    private List<ShipmentRecord> MakeOne(ControlBody body)
    {
        var orders = body.Orders(account);
        var open = orders.Where(static order => order.Status == OrderStatus.AwaitingShipment).ToList();
        // Of an order that was split, the open part that holds what was asked for.
        var order = open.Find(body.FitsItems) ?? open.FirstOrDefault() ?? orders.FirstOrDefault(body.FitsItems) ?? orders[0];
        var (shipment, error) = account.Labels.Buy(order, Request(body, order, body.Items(order)), account.Shipments.NextBatchId());
        if (shipment is null) throw new ControlException(400, error!);
        Report(body, [shipment]);
        return [shipment];
    }

    /// <summary>Return labels raise no event. What people buy costs nothing unless "charge" says so.</summary>
    private void Report(ControlBody body, List<ShipmentRecord> labels)
    {
        if (body.Flag("charge") == true) labels.ForEach(account.Money.Charge);
        var outbound = labels.Where(static shipment => !shipment.IsReturnLabel).ToList();
        if (outbound.Count > 0) account.Webhooks.LabelsMade(outbound[0].BatchId, [.. outbound.Select(shipment => shipment.Order.StoreId).Distinct()]);
    }

    private static LabelRequest Request(ControlBody body, OrderRecord order, IReadOnlyList<(OrderItem Item, int Quantity)>? items) => new()
    {
        Items = items,
        CarrierCode = body.Text("carrier"),
        ServiceCode = body.Text("service"),
        PackageCode = body.Text("package"),
        Confirmation = body.Text("confirmation"),
        ShipDate = body.Day("shipDate"),
        Weight = body.Weight("weight"),
        Dimensions = body.Dimensions("dimensions"),
        TrackingNumber = body.Text("tracking"),
        Cost = body.Number("cost"),
        InsuranceCost = body.Number("insuranceCost"),
        IsReturn = body.Flag("isReturn") ?? false,
        NoItems = body.Flag("noItems") ?? false,
        Force = body.Flag("force") ?? false,
    };
}
