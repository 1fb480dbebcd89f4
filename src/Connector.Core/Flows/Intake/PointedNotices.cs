using Connector.Core.Model;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Intake;

/// <summary>
/// Signed notices. One about labels or handovers is a hint only: the account's list is read on from where the poll stopped, one call however many labels. One about
/// a parcel is read from its source where the account has the key; else what the notice carried counts, because its signature was checked when it came
/// (docs/adr/0013). A second run is harmless: what is known is no news.
/// </summary>
public sealed class PointedNotices(ITrackingSource source, ShipmentPoll shipments, TrackingIntake tracking)
{
    /// <param name="listed">Lists that were read for this batch already.</param>
    /// <returns>Null when the notice is not of this kind.</returns>
    public async Task<WorkOutcome?> TryReadAsync(string account, WorkMessage message, ISet<(string, NoticeList)> listed, CancellationToken cancellationToken)
    {
        if (source.PointerOf(account, message.ResourceUrl ?? "") is not { } pointer) return null;
        return pointer.Subject switch
        {
            NoticeSubject.Labels => await ListAsync(account, NoticeList.Shipments, listed, cancellationToken),
            NoticeSubject.Handovers => await ListAsync(account, NoticeList.Fulfillments, listed, cancellationToken),
            NoticeSubject.Parcel => await TrackAsync(account, pointer.ShipmentId, message, cancellationToken),
            _ => new WorkOutcome.Skipped("the notice tells of nothing that the shop shows")
        };
    }

    private async Task<WorkOutcome> ListAsync(string account, NoticeList list, ISet<(string, NoticeList)> listed, CancellationToken cancellationToken)
    {
        if (!listed.Contains((account, list)))
            await shipments.RunAsync(account, list == NoticeList.Shipments ? ShipmentKind.Label : ShipmentKind.Fulfillment, cancellationToken);
        listed.Add((account, list));
        return new WorkOutcome.Done(list == NoticeList.Shipments ? "new labels read" : "new handovers read");
    }

    private async Task<WorkOutcome> TrackAsync(string account, long shipmentId, WorkMessage message, CancellationToken cancellationToken)
    {
        var told = message.Tracking is { } carried && carried.Account == account && carried.ShipmentId == shipmentId ? carried : null;
        var reading = source.CanRead(account) ? await source.ReadAsync(account, shipmentId, RateLane.Normal, cancellationToken) : told;
        if (reading is null) return new WorkOutcome.Skipped("nothing is known of this parcel");
        var queued = await tracking.TakeAsync([reading], cancellationToken);
        return new WorkOutcome.Done($"parcel {shipmentId}: {reading.Status}, {queued} orders queued");
    }
}
