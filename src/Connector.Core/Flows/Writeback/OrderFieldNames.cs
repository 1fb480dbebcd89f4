using Connector.Core.Ports;

namespace Connector.Core.Flows.Writeback;

/// <summary>The custom fields in which the shop order shows what the shipping side did.</summary>
public static class OrderFieldNames
{
    public const string Status = "shipstationStatus";
    public const string OrderIds = "shipstationOrderIds";
    public const string Carrier = "shipstationCarrier";
    public const string Service = "shipstationService";
    public const string Package = "shipstationPackage";
    public const string TrackingUrl = "shipstationTrackingUrl";
    public const string ShipDate = "shipstationShipDate";
    public const string ShipmentCost = "shipstationShipmentCost";
    public const string AddressCheck = "shipstationAddressCheck";
    public const string Address = "shipstationAddress";
    public const string Message = "shipstationMessage";
    public const string TrackingStatus = "shipstationTrackingStatus";
    public const string TrackingProblem = "shipstationTrackingProblem";
    public const string DeliveredAt = "shipstationDeliveredAt";

    /// <summary>What `setup` makes and `doctor` looks for.</summary>
    public static readonly IReadOnlyList<FieldDefinition> Definitions =
    [
        new(Status, "ShipStation status", "String"),
        new(OrderIds, "ShipStation order ids", "StringSet"),
        new(Carrier, "Carrier", "String"),
        new(Service, "Carrier service", "String"),
        new(Package, "Package type", "String"),
        new(TrackingUrl, "Tracking address", "String"),
        new(ShipDate, "Ship date", "String"),
        new(ShipmentCost, "Label cost", "String"),
        new(AddressCheck, "Address check", "String"),
        new(Address, "Corrected address", "String"),
        new(Message, "Message from shipping", "String"),
        new(TrackingStatus, "Tracking status", "String"),
        new(TrackingProblem, "Tracking problem", "String"),
        new(DeliveredAt, "Delivered at", "String")
    ];
}
