namespace Connector.Azure.ServiceBus;

/// <summary>
/// Application properties of ours. All of them are for people and tools: everything that the work needs is in the body, because tools drop properties.
/// </summary>
internal static class MessageProperty
{
    /// <summary>On messages that we send: their attempt, as in the body. Where it is missing a tool made the message.</summary>
    public const string Attempt = "Attempt";

    /// <summary>How often a message was put back because our own stores could not be reached.</summary>
    public const string PutBack = "PutBack";

    public const string OrderId = "OrderId";
    public const string OrderNumber = "OrderNumber";
    public const string CorrelationId = "CorrelationId";
    public const string FailureKind = "FailureKind";
    public const string FirstFailedAt = "FirstFailedAt";

    /// <summary>When we dead-lettered it; the broker keeps only when it was sent.</summary>
    public const string DeadAt = "DeadAt";

    public static readonly IReadOnlyList<string> All = [Attempt, PutBack, OrderId, OrderNumber, CorrelationId, FailureKind, FirstFailedAt, DeadAt];
}
