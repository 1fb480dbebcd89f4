namespace Connector.Core.Ports.Rates;

/// <summary>What a budget store keeps for one account; only <see cref="RateWindowRules"/> makes new ones.</summary>
/// <param name="Limit">Calls in one window; 0 means unlimited.</param>
/// <param name="Used">Calls taken in this window by us, or reported by the other side where that is more.</param>
/// <param name="EndsAt">When this window ends; the store's first state lies in the past, so that the first call opens a window.</param>
/// <param name="FromHeaders">True when the other side reported <paramref name="EndsAt"/>; false while it is assumed.</param>
/// <param name="Closed">True after a 429: nobody may call before the end, whatever the count says.</param>
public sealed record RateWindowState(int Limit, int Used, DateTimeOffset EndsAt, bool FromHeaders, bool Closed)
{
    /// <summary>Before anything is known of an account.</summary>
    public static RateWindowState Unknown(int limit) => new(limit, 0, DateTimeOffset.MinValue, FromHeaders: false, Closed: false);
}
