namespace Connector.Simulators.ShipStation.Orders;

/// <summary>The words for where an order stands.</summary>
internal static class OrderStatus
{
    public const string AwaitingPayment = "awaiting_payment";
    public const string AwaitingShipment = "awaiting_shipment";
    public const string PendingFulfillment = "pending_fulfillment";
    public const string OnHold = "on_hold";
    public const string Shipped = "shipped";
    public const string Cancelled = "cancelled";
    public const string RejectedFulfillment = "rejected_fulfillment";

    public static readonly string[] All = [AwaitingPayment, AwaitingShipment, PendingFulfillment, OnHold, Shipped, Cancelled, RejectedFulfillment];

    /// <summary>Those that a caller may give a new order.</summary>
    public static readonly string[] Writable = [AwaitingPayment, AwaitingShipment, OnHold, Shipped, Cancelled];

    /// <summary>Whether <c>createorder</c> may still change an order that stands there.</summary>
    public static bool IsOpen(string status) => status is AwaitingPayment or AwaitingShipment or OnHold;

    /// <summary>The word itself, once in memory; null when it is none of ours.</summary>
    public static string? Known(string? word) => System.Array.Find(All, known => string.Equals(known, word, StringComparison.Ordinal));
}
