using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Times;

namespace Connector.Core.Flows.Labels;

/// <summary>Decides about the labels of a batch and buys what may be bought, one after the other.</summary>
internal sealed class OrderLabels(
    LabelLoader loader, LabelReadings readings, LabelDecider decider, LabelBuyer buyer, LabelVoider voider, LabelRows rows, LabelCalendar calendar, TimeProvider clock)
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_gone = TimeSpan.FromHours(6);

    /// <summary>One outcome for each row that was due, with its order.</summary>
    public async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> RunAsync(
        IReadOnlyList<WorkMessage> messages, ILookup<string, LabelRow> stored, CancellationToken cancellationToken)
    {
        var (works, others) = await loader.LoadAsync(messages, stored, cancellationToken);
        var outcomes = new List<(string OrderId, WorkOutcome Outcome)>();
        foreach (var (orderId, outcome) in others) outcomes.Add((orderId, await GoneAsync([.. stored[orderId].Where(LabelStates.IsToDecide)], outcome, cancellationToken)));
        foreach (var work in works.Where(static w => w.Row.State == LabelState.Bought)) outcomes.Add((work.Row.OrderId, await voider.DecideAsync(work, cancellationToken)));

        // What is not ready by what is known costs no call.
        var open = works.Where(static w => w.Row.State != LabelState.Bought).Select(work => new DecidedLabel(work, decider.Look(work)))
            .ToLookup(static label => label.Decision.Outcome == LabelOutcome.Quote && !label.Work.IsUnwanted);
        foreach (var label in open[false]) outcomes.Add((label.Row.OrderId, await EndAsync(label, cancellationToken)));
        var ready = open[true].Select(static label => label.Work).ToList();
        if (ready.Count == 0) return outcomes;

        var fresh = await readings.RefreshAsync(cancellationToken);
        foreach (var work in await loader.ReadAsync(ready, cancellationToken)) outcomes.Add((work.Row.OrderId, await WorkAsync(work, fresh, cancellationToken)));
        return outcomes;
    }

    private async Task<WorkOutcome> WorkAsync(LabelWork work, IReadOnlySet<string> fresh, CancellationToken cancellationToken)
    {
        if (!fresh.Contains(work.Row.Account)) return await WaitAsync(work, "ShipStation's lists could not be read to their end", cancellationToken);
        DecidedLabel decided;
        try
        {
            decided = await decider.DecideAsync(work, cancellationToken);
        }
        catch (ConnectorException e)
        {
            return await WaitAsync(work, e.Message, cancellationToken, e.RetryAt);
        }
        if (decided.Decision.Outcome != LabelOutcome.Buy) return await EndAsync(decided, cancellationToken);
        return await buyer.BuyAsync(decided, cancellationToken) ?? await WaitAsync(work, "buying labels is paused", cancellationToken);
    }

    /// <summary>An order that is gone or cannot be read: the push tells people, the label waits.</summary>
    private async Task<WorkOutcome> GoneAsync(IReadOnlyList<LabelRow> due, WorkOutcome outcome, CancellationToken cancellationToken)
    {
        var text = outcome switch { WorkOutcome.DeadLetter dead => dead.Description, WorkOutcome.Skipped skipped => skipped.Reason, _ => "the order could not be read" };
        var (now, why) = (clock.GetUtcNow(), new LabelReason(LabelCodes.NotReadable, text));
        foreach (var row in due.Where(static row => row.State != LabelState.Bought)) await rows.TryWriteAsync(LabelTransition.Waiting(row, why, now + s_gone, now).Row, cancellationToken);
        return new WorkOutcome.Skipped(text);
    }

    private async Task<WorkOutcome> EndAsync(DecidedLabel decided, CancellationToken cancellationToken)
    {
        var next = LabelTransition.From(decided, calendar, clock.GetUtcNow());
        return await rows.TryWriteAsync(next.Row, cancellationToken) is null ? new WorkOutcome.Skipped("another worker was faster") : next.Outcome;
    }

    private async Task<WorkOutcome> WaitAsync(LabelWork work, string why, CancellationToken cancellationToken, DateTimeOffset? at = null)
    {
        var next = LabelTransition.Waiting(work.Row, new LabelReason(LabelCodes.NotReadable, why), at ?? clock.GetUtcNow() + s_soon, clock.GetUtcNow());
        await rows.TryWriteAsync(next.Row, cancellationToken);
        return next.Outcome;
    }
}
