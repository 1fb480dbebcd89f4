using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>The labels of a batch of messages that are to be decided: what is ready goes on, the others wait or end.</summary>
internal sealed class OrderLabels(
    LabelLoader loader, LabelDecider decider, LabelWorks works, LabelVoider voider, LabelEndings endings, LabelRows rows, TimeProvider clock)
{
    private static readonly TimeSpan s_gone = TimeSpan.FromHours(6);

    /// <summary>An older label of an order that the shop no longer has is not waited for any more.</summary>
    private static readonly TimeSpan s_forgotten = TimeSpan.FromDays(14);

    /// <summary>One outcome for each row that was due, with its order.</summary>
    public async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> RunAsync(
        IReadOnlyList<WorkMessage> messages, ILookup<string, LabelRow> stored, CancellationToken cancellationToken)
    {
        var (all, others) = await loader.LoadAsync(messages, stored, cancellationToken);
        var outcomes = new List<(string OrderId, WorkOutcome Outcome)>();
        foreach (var (orderId, outcome) in others) outcomes.Add((orderId, await GoneAsync([.. stored[orderId].Where(LabelStates.IsToDecide)], outcome, cancellationToken)));
        foreach (var work in all.Where(static w => w.Row.State == LabelState.Bought)) outcomes.Add((work.Row.OrderId, await voider.DecideAsync(work, cancellationToken)));

        // What is not ready by what is known costs no call.
        var open = all.Where(static w => w.Row.State != LabelState.Bought).Select(work => new DecidedLabel(work, decider.Look(work)))
            .ToLookup(static label => label.Decision.Outcome == LabelOutcome.Quote && !label.Work.IsUnwanted);
        foreach (var label in open[false]) outcomes.Add((label.Row.OrderId, await endings.EndAsync(label, cancellationToken)));
        var ready = open[true].Select(static label => label.Work).ToList();
        if (ready.Count > 0) outcomes.AddRange(await works.RunAsync(ready, cancellationToken));
        return outcomes;
    }

    /// <summary>An order that is gone or cannot be read: the push tells people, the label waits; of one that is gone for good it ends.</summary>
    private async Task<WorkOutcome> GoneAsync(IReadOnlyList<LabelRow> due, WorkOutcome outcome, CancellationToken cancellationToken)
    {
        var text = outcome switch { WorkOutcome.DeadLetter dead => dead.Description, WorkOutcome.Skipped skipped => skipped.Reason, _ => "the order could not be read" };
        var isGone = outcome is WorkOutcome.Skipped or WorkOutcome.DeadLetter { Code: ErrorCodes.OrderNotFound };
        var now = clock.GetUtcNow();
        foreach (var row in due.Where(static row => row.State != LabelState.Bought))
        {
            var next = isGone && row.CreatedAt <= now - s_forgotten
                ? LabelTransition.Dismissed(row, new LabelReason(LabelCodes.NotOpen, text), now)
                : LabelTransition.Waiting(row, new LabelReason(LabelCodes.NotReadable, text), now + s_gone, now);
            await rows.TryWriteAsync(next.Row, cancellationToken);
        }
        return new WorkOutcome.Skipped(text);
    }
}
