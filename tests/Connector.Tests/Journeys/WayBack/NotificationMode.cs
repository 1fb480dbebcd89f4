namespace Connector.Tests.Journeys.WayBack;

/// <summary>How the connector hears of what happens in ShipStation.</summary>
public enum NotificationMode
{
    /// <summary>Webhooks as they should come; polls find what no webhook reports.</summary>
    Webhooks,

    /// <summary>Every webhook comes twice, the newest first; and at the very end all of them come twice again.</summary>
    DoubledReversed,

    /// <summary>No webhook at all.</summary>
    PollsOnly
}
