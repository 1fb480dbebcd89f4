using Connector.Core.Errors;
using Connector.Core.Pump;

namespace Connector.Core.OrderPush;

/// <summary>From failures of groups to the one outcome of the order's message.</summary>
internal static class PushFailures
{
    public static GroupFailure Of(ConnectorException e) =>
        new(e.Kind, e.Code, e.Message, Final: RetrySchedule.MaxAttempts(e.Kind) == 1, e.Kind == FailureKind.RateLimited ? e.RetryAt : null);

    /// <summary>What a person must see comes first, then what must be tried again; waiting for a permit comes last.</summary>
    public static WorkOutcome Outcome(IReadOnlyList<(string GroupKey, GroupFailure Failure)> failures)
    {
        var worst = failures.OrderBy(f => f.Failure.Final ? 0 : f.Failure.RetryAt is null ? 1 : 2).First().Failure;
        var text = string.Join("; ", failures.Select(f => f.GroupKey.Length == 0 ? f.Failure.Text : $"{f.GroupKey}: {f.Failure.Text}"));
        return worst switch
        {
            { Final: true } => new WorkOutcome.DeadLetter(worst.Kind, worst.Code, text),
            { RetryAt: { } at } => new WorkOutcome.RetryAt(at, worst.Kind, worst.Code, text),
            _ => new WorkOutcome.Retry(worst.Kind, worst.Code, text)
        };
    }
}
