using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.Steering;

/// <summary>A control call that cannot be done: the status and what is wrong with it.</summary>
internal sealed class SteeringException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}

/// <summary>What control calls answer.</summary>
internal static class SteeringAnswers
{
    public static Answer Ok() => Answer.Json(static writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("ok", value: true);
        writer.WriteEndObject();
    });

    public static Answer Error(int status, string message) => Answer.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("error", message);
        writer.WriteEndObject();
    }, status);

    /// <summary>The orders as the API would show them.</summary>
    public static Answer Orders(IEnumerable<OrderRecord> orders) => Answer.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("orders");
        foreach (var order in orders) OrderJson.Write(writer, order);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>The shipments as the API would show them, with items.</summary>
    public static Answer Shipments(IEnumerable<ShipmentRecord> shipments) => Answer.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("shipments");
        foreach (var shipment in shipments) ShipmentJson.Write(writer, shipment, items: true);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
