using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>GET /v2/labels/{id}/track.</summary>
internal static class TrackRoutes
{
    public static Answer Get(ApiCall call) => call.Account.Shipments.Find(call.Id) is { } shipment
        ? Answer.Json(writer => call.Account.Tracks.Write(writer, shipment))
        : V2Refusals.NotFound();
}
