namespace Connector.Core.Ports.Rates;

/// <summary>What a budget store keeps for one account; only <see cref="RateWindowRules"/> makes new ones.</summary>
/// <param name="Limit">Calls in one window; 0 means unlimited.</param>
/// <param name="Used">Calls taken in this window by us, or reported by the other side where that is more.</param>
/// <param name="TakenLate">Those of them that were taken when the window may have been over, from its earliest end on, and of which no response shows that it was not: the next one counts them too.</param>
/// <param name="End">When this window ends. One that is assumed may end at any time from its beginning on. The store's first state lies in the past, so that the first call opens a window.</param>
/// <param name="FromHeaders">True when the other side reported <paramref name="End"/>; false while it is assumed.</param>
/// <param name="ClosedUntil">After a 429: nobody may call before, whatever the count says.</param>
public sealed record RateWindowState(int Limit, int Used, int TakenLate, WindowEnd End, bool FromHeaders, DateTimeOffset ClosedUntil)
{
    /// <summary>Before anything is known of an account.</summary>
    public static RateWindowState Unknown(int limit) =>
        new(limit, 0, 0, new WindowEnd(DateTimeOffset.MinValue, DateTimeOffset.MinValue), FromHeaders: false, ClosedUntil: DateTimeOffset.MinValue);
}
