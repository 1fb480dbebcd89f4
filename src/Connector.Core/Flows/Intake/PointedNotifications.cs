using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Intake;

/// <summary>
/// Signed notifications. One about labels or fulfillments is a hint only: the account's list is read on from where the poll stopped, one call however many labels. One about
/// a parcel is read from its source where the account has the key; else what the notification carried counts, because its signature was checked when it came
/// (docs/adr/0013). A second run is harmless: what is known is no news.
/// </summary>
public sealed class PointedNotifications(ITrackingSource source, ShipmentPoll shipments, TrackingIntake tracking)
{
    /// <param name="listed">Lists that were read for this batch already.</param>
    /// <returns>Null when the notification is not of this kind.</returns>
    public async Task<WorkOutcome?> TryReadAsync(string account, WorkMessage message, ISet<(string, NotificationList)> listed, CancellationToken cancellationToken)
    {
        if (source.PointerOf(account, message.ResourceUrl ?? "") is not { } pointer) return null;
        return pointer.Subject switch
        {
            NotificationSubject.Labels => await ListAsync(account, NotificationList.Shipments, listed, cancellationToken),
            NotificationSubject.Fulfillments => await ListAsync(account, NotificationList.Fulfillments, listed, cancellationToken),
            NotificationSubject.Parcel => await TrackAsync(account, pointer.ShipmentId, message, cancellationToken),
            _ => new WorkOutcome.Skipped("the notification is about nothing that the shop shows")
        };
    }

    private async Task<WorkOutcome> ListAsync(string account, NotificationList list, ISet<(string, NotificationList)> listed, CancellationToken cancellationToken)
    {
        if (!listed.Contains((account, list)))
            await shipments.RunAsync(account, list == NotificationList.Shipments ? ShipmentKind.Label : ShipmentKind.Fulfillment, cancellationToken);
        listed.Add((account, list));
        return new WorkOutcome.Done(list == NotificationList.Shipments ? "new labels read" : "new fulfillments read");
    }

    private async Task<WorkOutcome> TrackAsync(string account, long shipmentId, WorkMessage message, CancellationToken cancellationToken)
    {
        var reported = message.Tracking is { } carried && carried.Account == account && carried.ShipmentId == shipmentId ? carried : null;
        var reading = source.CanRead(account) ? await source.ReadAsync(account, shipmentId, RateLane.Normal, cancellationToken) : reported;
        if (reading is null) return new WorkOutcome.Skipped("this parcel is unknown");
        var queued = await tracking.TakeAsync([reading], cancellationToken);
        return new WorkOutcome.Done($"parcel {shipmentId}: {reading.Status}, {queued} orders queued");
    }
}
