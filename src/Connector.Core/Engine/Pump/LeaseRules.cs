namespace Connector.Core.Engine.Pump;

/// <summary>When a lease that is written down holds.</summary>
public static class LeaseRules
{
    /// <summary>False when its time is over, and when it ends later than any lease taken until now could: then the clock was set back.</summary>
    public static bool Holds(DateTimeOffset heldUntil, DateTimeOffset now, TimeSpan longest) => heldUntil > now && heldUntil - now <= longest;
}
