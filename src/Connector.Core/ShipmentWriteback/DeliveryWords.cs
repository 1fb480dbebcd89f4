namespace Connector.Core.ShipmentWriteback;

/// <summary>The merchant's words for carriers and services, and where a parcel can be followed.</summary>
public sealed record DeliveryWords(Func<string, string> CarrierName, Func<string?, string?, string?> ServiceName, Func<string?, string?, string?> TrackingUrl);
