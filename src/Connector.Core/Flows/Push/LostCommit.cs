using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>Pure: what is noted in a row when a call ended whose reservation had been taken over.</summary>
internal static class LostCommit
{
    /// <param name="stored">The row as it is now.</param>
    /// <param name="mine">The reservation of the call that ended.</param>
    /// <returns>Null when the row says already what must be known.</returns>
    public static SyncRow? Mark(SyncRow stored, Reservation mine, DateTimeOffset now)
    {
        var reservation = stored.Reservation switch
        {
            // Committed by another worker with the same content: whichever call came last, that stands there.
            null when stored.PayloadHash == mine.Hash && stored.Status is SyncStatus.Synced or SyncStatus.Shipped => null,
            // Its content may have been overwritten by ours.
            null => mine with { Until = now },
            // Another worker found the same while our call was under way, and waited for its end.
            { } own when own.Owner == mine.Owner => own with { Until = now },
            { } over when over.Until <= now => over,
            { } same when same.Hash == mine.Hash && same.Hash.Length > 0 => same,
            // Another call is under way. Nobody begins another before its end, and however it ends its outcome is unknown.
            { } other => other with { Hash = "" }
        };
        var unverified = UnverifiedCalls.With(stored.Unverified, mine.Payload, now);
        var isKnown = reservation == stored.Reservation && unverified?.Payloads.Count == stored.Unverified?.Payloads.Count;
        return isKnown ? null : stored with { Reservation = reservation, Unverified = unverified, UpdatedAt = now };
    }
}
