using Connector.Core.Model.Messages;

namespace Connector.Core.Flows.Push;

/// <summary>From failures of groups to the one outcome of the order's message.</summary>
internal static class PushFailures
{
    public static GroupFailure From(ConnectorException e) =>
        new(e.Kind, e.Code, e.Message, Final: Attempts.MaxOf(e.Kind) == 1, e.Kind == FailureKind.RateLimited ? e.RetryAt : null) { Account = e.Account };

    /// <summary>What nobody else knows comes first, and what needs attention next (it is met again); then what must be tried again; waiting for a permit comes last.</summary>
    /// <param name="failures">With an empty key: of the order as a whole.</param>
    /// <param name="namesParts">As for <see cref="PushSummary.Describe"/>.</param>
    public static WorkOutcome Outcome(IReadOnlyList<(string GroupKey, GroupFailure Failure)> failures, bool namesParts)
    {
        var worst = failures.OrderBy(f => f.Failure.Surely ? 0 : f.Failure.Final ? 1 : f.Failure.RetryAt is null ? 2 : 3).First().Failure;
        var text = string.Join("; ", failures.Select(f => namesParts && f.GroupKey.Length > 0 ? $"Part {f.GroupKey}: {f.Failure.Text}" : f.Failure.Text));
        return worst switch
        {
            { Final: true } => new WorkOutcome.DeadLetter(worst.Kind, worst.Code, text),
            { RetryAt: { } at } => new WorkOutcome.RetryAt(at, worst.Kind, worst.Code, text) { Surely = worst.Surely },
            _ => new WorkOutcome.Retry(worst.Kind, worst.Code, text) { Account = worst.Account }
        };
    }
}
