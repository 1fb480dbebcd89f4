using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>PUT /v2/shipments/{id}: a full replacement. Only what says how a shipment goes is taken over; addresses and items are left to V1, and must be there all the same.</summary>
internal static class V2ShipmentWrites
{
    private static readonly string[] s_needed = ["ship_to", "items", "packages"];

    public static Response Put(ApiCall call)
    {
        if (call.Account.Orders.Find(call.Id) is not { } order) return V2Refusals.NotFound();
        if (call.Body.ValueKind != System.Text.Json.JsonValueKind.Object) return V2Refusals.NoBody();
        var body = new V2Body(call.Body);
        if (body.WrongWord() is { } word) return word;
        // What is left out of a replacement is gone.
        foreach (var name in s_needed) if (!body.Has(name)) return V2Refusals.Missing(name);
        if (body.Has("warehouse_id") && body.Has("ship_from")) return V2Refusals.Clash("ship_from");
        if (!OrderStatus.IsOpen(order.Status)) return V2Refusals.WrongStatus($"The shipment is {V2ShipmentJson.Status(order)}.");
        var view = body.View;
        var boxes = view.Array("packages", static box => (
            Code: box.Text("package_code"), Weight: V2InlineShipment.Weight(box.Object("weight")), Size: V2InlineShipment.Dimensions(box.Object("dimensions")),
            Insured: box.Object("insured_value").Number("amount") ?? 0m));
        var (service, confirmation, carrierId, shipDate) = (view.Text("service_code"), view.Text("confirmation"), view.Text("carrier_id"), view.Text("ship_date"));
        if (body.Unreadable is { } unreadable) return unreadable;
        if (!V2InlineShipment.Day(shipDate, call.Account.Today, out var day)) return V2Refusals.Wrong("ship_date");
        if (boxes.Length == 0 || Array.Exists(boxes, static box => box.Weight is not { Value: > 0 })) return V2Refusals.Wrong("packages.weight");
        var carrier = V2Routes.ReadId(carrierId) is { } id ? call.Account.Carriers.Connected(id) : null;
        if (carrierId is not null && carrier is null) return V2Refusals.BadId();
        order.Sent = order.Sent with { CarrierCode = carrier?.Code, ServiceCode = service, Confirmation = confirmation ?? "none", ShipDate = day, PackageCode = boxes[0].Code };
        order.Boxes = boxes.Length == 1 ? null : [.. boxes.Select(static box => new Parcel(box.Weight!, box.Size, box.Insured))];
        call.Account.Orders.Touch(order, call.Account.Now);
        return Response.Json(writer => V2ShipmentJson.Write(call.Account, writer, order));
    }
}
