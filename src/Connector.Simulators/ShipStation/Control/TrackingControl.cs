using System.Globalization;
using System.Text.Json;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Shipments;
using Connector.Simulators.ShipStation.V2;

namespace Connector.Simulators.ShipStation.Control;

/// <summary>What happens to parcels on their way, and to the key that signs what is told of it.</summary>
internal sealed class TrackingControl(ShipStationAccount account)
{
    /// <summary>Moves one parcel (shipmentId), or all of an order that are not voided; told to V2 subscribers unless "quiet".</summary>
    public Response Move(ControlBody body)
    {
        var code = body.Text("status") ?? "IT";
        if (!TrackBook.Codes.ContainsKey(code)) throw new ControlException(400, $"status: one of {string.Join(", ", TrackBook.Codes.Keys)}.");
        var at = body.Text("occurredAt") is { } text ? Instant(text) : account.Clock.GetUtcNow();
        var seen = new TrackEvent(at, code, body.Text("detail"), body.Text("description") ?? TrackBook.Codes[code]) { Estimated = body.Text("estimated") };
        var shipments = Named(body);
        foreach (var shipment in shipments)
        {
            account.Tracks.Add(shipment.ShipmentId, seen);
            if (body.Flag("quiet") != true) Report(shipment);
        }
        return Response.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("parcels");
            foreach (var shipment in shipments) account.Tracks.Write(writer, shipment);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>Deliveries are signed with a new key from now on.</summary>
    public Response RotateKey()
    {
        var id = account.Webhooks.Keys.Rotate();
        return Response.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("keyId", id);
            writer.WriteEndObject();
        });
    }

    private List<ShipmentRecord> Named(ControlBody body)
    {
        var found = body.Integer("shipmentId") is { } id
            ? [account.Shipments.Find(id) ?? throw new ControlException(404, $"There is no shipment {id}.")]
            : body.Orders(account).SelectMany(order => account.Shipments.ListOrder(order.OrderId)).Where(static shipment => shipment.IsOutbound).ToList();
        return found.Count > 0 ? found : throw new ControlException(404, "The order has no parcel on its way.");
    }

    private void Report(ShipmentRecord shipment)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) account.Tracks.Write(writer, shipment);
        account.Webhooks.ParcelMoved(shipment.ShipmentId, shipment.Order.StoreId, buffer.ToArray());
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? at
            : throw new ControlException(400, "occurredAt: a time such as 2026-03-05T02:14:00Z.");
}
