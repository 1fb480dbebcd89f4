namespace Connector.TestSupport;

/// <summary>
/// Ids for test data. Each sort starts at its own high number, so that an order id can never pass for an order number or a shipment id unnoticed.
/// </summary>
public static class Ids
{
    private static long _next;

    public static string OrderId() => Uuid("0a0de000");
    public static string LineId() => Uuid("011e0000");
    public static string OrderNumber() => $"US-{100_000 + Next()}";
    public static long ShippingOrderId() => 310_000_000 + Next();
    public static long ShipmentId() => 720_000_000 + Next();

    private static string Uuid(string start) => $"{start}-0000-4000-8000-{Next():x12}";

    private static long Next() => Interlocked.Increment(ref _next);
}
