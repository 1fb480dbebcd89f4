using Connector.Core.Model.Shipping;

namespace Connector.Core.Ports;

/// <summary>Parcels on their way and what the carrier said of each. Older readings never replace newer ones (<see cref="TrackingReadings.Merge"/>).</summary>
public interface ITrackingStore
{
    /// <summary>Follows these parcels, or ends it. Safe to repeat; a parcel that was ended stays so, and what was read is kept.</summary>
    Task FollowAsync(IReadOnlyList<TrackedParcel> parcels, CancellationToken cancellationToken);

    /// <summary>Keeps the readings, also of parcels that are not followed (yet). Returns the rows as they are then, one for each parcel.</summary>
    Task<IReadOnlyList<TrackingRow>> PutAsync(IReadOnlyList<TrackingReading> readings, CancellationToken cancellationToken);

    /// <summary>All parcels of these shop orders, read or not.</summary>
    Task<IReadOnlyList<TrackingRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken);

    /// <summary>Notes what the shop order shows of each parcel now. Safe to repeat.</summary>
    Task MarkWrittenBackAsync(IReadOnlyList<(string Account, long ShipmentId, WrittenTracking WrittenBack)> reported, CancellationToken cancellationToken);

    /// <summary>
    /// Followed parcels of the account with a tracking number that have not arrived (or whose shop order does not show it yet), whose label was made after <paramref name="madeAfter"/> and that were
    /// not asked for since <paramref name="notSince"/>; those that waited longest first, never asked ones before all.
    /// </summary>
    Task<IReadOnlyList<TrackedParcel>> ListDueAsync(string account, DateTimeOffset madeAfter, DateTimeOffset notSince, int max, CancellationToken cancellationToken);

    /// <summary>Notes that the carrier was asked, whatever it said.</summary>
    Task MarkAskedAsync(string account, long shipmentId, DateTimeOffset at, CancellationToken cancellationToken);
}
