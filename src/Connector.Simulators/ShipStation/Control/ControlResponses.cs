using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.Control;

/// <summary>A control call that cannot be done: the status and what is wrong with it.</summary>
internal sealed class ControlException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}

/// <summary>What control calls answer.</summary>
internal static class ControlResponses
{
    public static Response Ok() => Response.Json(static writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("ok", value: true);
        writer.WriteEndObject();
    });

    public static Response Error(int status, string message) => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("error", message);
        writer.WriteEndObject();
    }, status);

    /// <summary>The orders as the API would show them.</summary>
    public static Response Orders(IEnumerable<OrderRecord> orders) => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("orders");
        foreach (var order in orders) OrderJson.Write(writer, order);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>The shipments as the API would show them, with items.</summary>
    public static Response Shipments(IEnumerable<ShipmentRecord> shipments) => Response.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("shipments");
        foreach (var shipment in shipments) ShipmentJson.Write(writer, shipment, items: true);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
