namespace Connector.ShipStation.Wire;

/// <summary>Body of POST /orders/markasshipped. The carrier is required and need not be one of the account's.</summary>
internal sealed record WireMarkShipped(long OrderId)
{
    public string CarrierCode => "other";
    public bool NotifyCustomer => false;
    public bool NotifySalesChannel => false;
}
