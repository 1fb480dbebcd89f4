namespace Connector.Core.Model.Messages;

/// <summary>What a host does with a message: the outcome, translated.</summary>
public abstract record Settlement
{
    private Settlement() { }

    public sealed record Complete : Settlement;

    /// <summary>A copy with this body becomes due at this instant, and the original is completed; both or neither where the queue can.</summary>
    public sealed record Reschedule(WorkMessage Copy, DateTimeOffset DueAt) : Settlement
    {
        /// <summary>The copy is sent even where the lock was lost: nobody else may know that this work must be done again.</summary>
        public bool Surely { get; init; }
    }

    /// <summary>To the error queue, with its reason.</summary>
    public sealed record DeadLetter(DeadLetterInfo Info) : Settlement
    {
        /// <summary>The type of message of which the order keeps only this entry once it is there; null where earlier ones stay.</summary>
        public string? Replaces { get; init; }
    }
}

/// <summary>Why a message is in the error queue. No personal data anywhere in it.</summary>
/// <param name="Description">At most 1 KB.</param>
public sealed record DeadLetterInfo(FailureKind Kind, string Code, string Description, string? OrderId, string? OrderNumber, string? CorrelationId, DateTimeOffset FirstFailedAt);
