using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>GET /v2/labels/{id}/track.</summary>
internal static class TrackRoutes
{
    public static Response Get(ApiCall call) => call.Account.Shipments.Find(call.Id) is { } shipment
        ? Response.Json(writer => call.Account.Tracks.Write(writer, shipment))
        : V2Refusals.NotFound();
}
