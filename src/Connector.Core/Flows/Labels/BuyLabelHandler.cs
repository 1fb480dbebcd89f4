using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>
/// Labels of orders: purchases without a known outcome are settled first, then voids, then what is due is decided and bought. A second run is harmless because each step is
/// noted in the label's row before the next one, and a purchase that was begun is never begun again (docs/adr/0021).
/// </summary>
internal sealed class BuyLabelHandler(
    LabelRows rows, LabelBatchSettlement settlement, LabelVoider voider, OrderLabels labels, LabelRemarks remarks, IErrorQueue errors, LabelRules rules) : IMessageHandler
{
    public async Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
    {
        var stored = (await rows.GetAsync([.. messages.Select(static m => m.Id)], cancellationToken)).ToLookup(static row => row.OrderId, StringComparer.Ordinal);
        var outcomes = new List<(string OrderId, WorkOutcome Outcome)>();
        outcomes.AddRange(await settlement.SettleAsync([.. stored.SelectMany(static order => order).Where(LabelStates.IsToSettle)], cancellationToken));
        foreach (var row in stored.SelectMany(static order => order).Where(LabelStates.IsToVoid)) outcomes.Add((row.OrderId, await voider.VoidAsync(row, cancellationToken)));
        foreach (var row in stored.SelectMany(static order => order).Where(LabelStates.IsUnexplained)) outcomes.Add((row.OrderId, await remarks.ReportAsync(row, cancellationToken)));
        // Switched off, only what was begun is brought to its end: money was spent.
        var open = rules.Mode == LabelMode.Off ? [] : messages.Where(m => stored[m.Id].Any(LabelStates.IsToDecide)).ToList();
        if (open.Count > 0) outcomes.AddRange(await labels.RunAsync(open, stored, cancellationToken));

        var byOrder = outcomes.ToLookup(static o => o.OrderId, static o => o.Outcome, StringComparer.Ordinal);
        var ended = messages.Select(m => Combine([.. byOrder[m.Id]])).ToList();
        // What got through by another way needs no attention any longer.
        var good = messages.Zip(ended).Where(static pair => pair.Second is WorkOutcome.Done).Select(static pair => pair.First.Id).ToList();
        if (good.Count > 0) await errors.ResolveAsync(MessageTypes.BuyLabel, good, cancellationToken);
        return ended;
    }

    /// <summary>Of several labels the worst counts, and the texts of all are kept.</summary>
    private static WorkOutcome Combine(IReadOnlyList<WorkOutcome> outcomes) =>
        outcomes.Count == 0 ? new WorkOutcome.Skipped("no label is due")
        : outcomes.FirstOrDefault(static o => o is WorkOutcome.DeadLetter) ?? outcomes.FirstOrDefault(static o => o is WorkOutcome.Retry or WorkOutcome.RetryAt)
        ?? (outcomes.OfType<WorkOutcome.Done>().ToList() is { Count: > 0 } done ? new WorkOutcome.Done(string.Join("; ", done.Select(static d => d.Summary))) : outcomes[0]);
}
