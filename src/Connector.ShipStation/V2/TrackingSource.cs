using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Http;
using Connector.ShipStation.V2.Mapping;

namespace Connector.ShipStation.V2;

/// <summary>Tracking over API V2, for accounts with a V2 key; the key has a rate budget of its own.</summary>
internal sealed class TrackingSource(ShipStationAccounts accounts) : ITrackingSource
{
    public bool CanRead(string account) => accounts.V2(account) is not null;

    public async Task<TrackingReading?> ReadAsync(string account, long shipmentId, RateLane lane, CancellationToken cancellationToken)
    {
        var client = accounts.V2(account) ?? throw new InvalidOperationException($"Account {account} has no V2 key.");
        try
        {
            return await client.SendAsync(
                new ApiCall<TrackingReading>(client, HttpMethod.Get, $"v2/labels/{V2Ids.From(shipmentId)}/track", (body, at) =>
                {
                    var tracking = JsonSerializer.Deserialize(body.Span, V2Json.Default.WireTracking) ?? throw new JsonException("The response is null.");
                    var reading = TrackingFromWire.Map(tracking, account, shipmentId, at);
                    // Events name places and people; the journal needs none of them.
                    return new Reading<TrackingReading>(reading, Summary: $"{reading.Status} {reading.OccurredAt:u}");
                })
                {
                    Lane = lane
                },
                cancellationToken);
        }
        catch (ShipStationException e) when (e.Status == 404)
        {
            return null;
        }
        catch (ShipStationException e) when (e.Kind == FailureKind.Unauthorized)
        {
            throw new ShipStationException(FailureKind.Rejected, ErrorCodes.TrackingRefused, $"ShipStation refused the V2 key of account {account}.", e) { Status = e.Status };
        }
    }

    public NotificationPointer? PointerOf(string account, string resourceUrl) => accounts.V2Guard(account).PointerOf(resourceUrl);
}
