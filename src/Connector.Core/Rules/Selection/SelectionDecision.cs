namespace Connector.Core.Rules.Selection;

/// <summary>What is to be done with an order.</summary>
public abstract record SelectionDecision
{
    private SelectionDecision() { }

    /// <summary>It should be on the shipping side.</summary>
    public sealed record Due : SelectionDecision;

    /// <summary>It should not (any longer) be shipped: what is open on the shipping side is cancelled.</summary>
    public sealed record Cancelled(string Reason) : SelectionDecision;

    /// <summary>Not ours; the reason is shown in the trace. What is on the shipping side already is left as it is.</summary>
    public sealed record Skipped(string Reason) : SelectionDecision;

    /// <summary>Not before this instant.</summary>
    public sealed record NotYet(string Reason, DateTimeOffset Until) : SelectionDecision;
}
