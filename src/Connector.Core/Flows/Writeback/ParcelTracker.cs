using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Writeback;

/// <summary>Which parcels are followed, and what the shop orders show of them.</summary>
public sealed class ParcelTracker(ITrackingStore store)
{
    /// <summary>Follows the labels that go to customers; voided ones are followed no more. Safe to repeat.</summary>
    public Task FollowAsync(IEnumerable<ShipmentRow> shipments, CancellationToken cancellationToken)
    {
        var parcels = shipments.Where(s => s is { OrderId: not null, Shipment: { Kind: ShipmentKind.Label, IsReturn: false } })
            .Select(s => new TrackedParcel(s.Shipment.Account, s.Shipment.Id, s.OrderId!, s.Shipment.TrackingNumber, s.Shipment.CreatedAt, s.Shipment.Voided)).ToList();
        return parcels.Count == 0 ? Task.CompletedTask : store.FollowAsync(parcels, cancellationToken);
    }

    /// <summary>Notes that the shop order shows what these rows say.</summary>
    public Task CommitAsync(IEnumerable<TrackingRow> reported, CancellationToken cancellationToken)
    {
        var marks = reported.Where(r => r.Outstanding).Select(r => (r.Account, r.ShipmentId, WrittenTracking.From(r.Reading!))).ToList();
        return marks.Count == 0 ? Task.CompletedTask : store.MarkWrittenBackAsync(marks, cancellationToken);
    }
}
