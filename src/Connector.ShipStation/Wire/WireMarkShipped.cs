namespace Connector.ShipStation.Wire;

/// <summary>Body of POST /orders/markasshipped. The carrier is required and need not be one of the account's.</summary>
internal sealed record WireMarkShipped(long OrderId)
{
    public string CarrierCode { get; init; } = "other";
    public bool NotifyCustomer { get; init; }
    public bool NotifySalesChannel { get; init; }
}
