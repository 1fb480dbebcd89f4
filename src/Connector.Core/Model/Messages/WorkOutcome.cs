using System.Collections.ObjectModel;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Model.Messages;

/// <summary>What became of one message. Expected results are values; exceptions are for failures.</summary>
public abstract record WorkOutcome
{
    /// <summary>The summary of a push that had nothing to send, and of a status that the shop order shows already.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>The summary of a write-back that had nothing to write.</summary>
    public const string UpToDate = "the shop was up to date";

    private WorkOutcome() { }

    /// <summary>What happened to the order, in the words of the business; empty where the outcome itself says it all.</summary>
    public IReadOnlyList<OrderEvent> Events { get; init; } = [];

    /// <summary>What was read of the order in the shop; null where it was not read, or said nothing that the list of orders needs.</summary>
    public SeenOrder? Facts { get; init; }

    /// <summary>What is wanted of the order's groups, by the hash of the payload: a row with this payload need not be unpacked. May be empty.</summary>
    public IReadOnlyDictionary<string, ShippingOrder> Contents { get; init; } = ReadOnlyDictionary<string, ShippingOrder>.Empty;

    /// <summary>What a failure that a client threw means for the message.</summary>
    public static WorkOutcome From(ConnectorException failure) => failure.RetryAt is { } at && failure.Kind == FailureKind.RateLimited
        ? new RetryAt(at, failure.Kind, failure.Code, failure.Message)
        : new Retry(failure.Kind, failure.Code, failure.Message) { Account = failure.Account };

    /// <param name="Summary">For the trace: "created 2 shipping orders".</param>
    public sealed record Done(string Summary) : WorkOutcome;

    /// <param name="Reason">For the trace: "digital only".</param>
    public sealed record Skipped(string Reason) : WorkOutcome;

    /// <summary>Try again then; <see cref="FailureKind.RateLimited"/> and "another worker has it" cost no attempt.</summary>
    public sealed record RetryAt(DateTimeOffset At, FailureKind Kind, string Code, string Description) : WorkOutcome
    {
        /// <summary>See <see cref="Settlement.Reschedule.Surely"/>.</summary>
        public bool Surely { get; init; }

        /// <summary>How far the message has come; null where it comes back as it was.</summary>
        public WorkMessage? Progress { get; init; }
    }

    /// <summary>Failed for a reason that may end by itself: the pump chooses the instant, or gives up.</summary>
    public sealed record Retry(FailureKind Kind, string Code, string Description) : WorkOutcome
    {
        /// <summary>The account whose side failed; null where it is not one account's.</summary>
        public string? Account { get; init; }

        /// <summary>How far the message has come; null where it comes back as it was.</summary>
        public WorkMessage? Progress { get; init; }
    }

    /// <param name="Description">No personal data, at most 1 KB.</param>
    public sealed record DeadLetter(FailureKind Kind, string Code, string Description) : WorkOutcome;
}
