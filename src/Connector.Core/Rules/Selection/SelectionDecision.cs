namespace Connector.Core.Rules.Selection;

/// <summary>What is to be done with an order.</summary>
public abstract record SelectionDecision
{
    private SelectionDecision() { }

    /// <summary>It should be on the shipping side.</summary>
    public sealed record Due : SelectionDecision;

    /// <summary>It should not (any longer) be shipped: what is open on the shipping side is cancelled.</summary>
    public sealed record Cancelled(string Reason) : SelectionDecision;

    /// <summary>Not (any longer) ours; the reason is shown in the trace. What becomes of one that is open on the shipping side is decided by the cause.</summary>
    public sealed record Skipped(string Reason) : SelectionDecision
    {
        public SkipCause Cause { get; init; }
    }

    /// <summary>Not before this instant.</summary>
    public sealed record NotYet(string Reason, DateTimeOffset Until) : SelectionDecision;
}

/// <summary>Why an order is not due.</summary>
public enum SkipCause
{
    /// <summary>A criterion of the merchant, or goods that do not ship.</summary>
    Criteria,

    /// <summary>It is not paid.</summary>
    Payment,

    /// <summary>It has reached its end: shipped, delivered or complete, by whatever way.</summary>
    Ended
}
