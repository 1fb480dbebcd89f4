using Connector.Core.Model.Messages;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>Decides about labels that are ready, and has them bought: many of one account together where V2 can, the others one after the other.</summary>
internal sealed class LabelWorks(
    LabelLoader loader, LabelReadings readings, LabelDecider decider, LabelBuyer buyer, LabelBatchBuyer batches, LabelEndings endings, TimeProvider clock)
{
    private const string Paused = "buying labels is paused";
    private const string NotRead = "ShipStation's lists could not be read to their end";

    /// <summary>A batch is started no later than this after what people did was read: quotes may have taken their time, and batches that follow each other share a reading.</summary>
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(15);

    /// <summary>One outcome for each, with its order.</summary>
    public async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> RunAsync(IReadOnlyList<LabelWork> ready, CancellationToken cancellationToken)
    {
        var outcomes = new List<(string OrderId, WorkOutcome Outcome)>();
        var age = LabelBatchDraft.Split(ready, IsForBatch).Alone.Count == 0 ? s_fresh : TimeSpan.Zero;
        var fresh = await readings.RefreshAsync([.. ready.Select(static work => work.Row.Account).Distinct(StringComparer.Ordinal)], age, cancellationToken);
        var works = (await loader.ReadAsync(ready, cancellationToken)).ToLookup(work => fresh.Accounts.Contains(work.Row.Account));
        foreach (var work in works[false]) outcomes.Add((work.Row.OrderId, await endings.WaitAsync(work, NotRead, cancellationToken)));
        var (together, alone) = LabelBatchDraft.Split([.. works[true]], IsForBatch);
        foreach (var group in together) outcomes.AddRange(await RunBatchAsync(group, fresh.At, cancellationToken));
        foreach (var work in alone) outcomes.Add((work.Row.OrderId, await RunAsync(work, cancellationToken)));
        return outcomes;
    }

    private bool IsForBatch(LabelWork work) => decider.Look(work) is { Outcome: LabelOutcome.Quote, Policy: var policy } && decider.IsForBatch(work, policy);

    private async Task<WorkOutcome> RunAsync(LabelWork work, CancellationToken cancellationToken)
    {
        var (decided, waits) = await DecideAsync(work, inBatch: false, cancellationToken);
        if (decided is null) return waits!;
        if (decided.Decision.Outcome != LabelOutcome.Buy) return await endings.EndAsync(decided, cancellationToken);
        return await buyer.BuyAsync(decided, cancellationToken) ?? await endings.WaitAsync(work, Paused, cancellationToken);
    }

    private async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> RunBatchAsync(IReadOnlyList<LabelWork> works, DateTimeOffset readAt, CancellationToken cancellationToken)
    {
        var outcomes = new List<(string OrderId, WorkOutcome Outcome)>();
        var draft = batches.Begin(works[0].Row.Account);
        var isPaused = await batches.IsPausedAsync(draft.Account, cancellationToken);
        foreach (var work in works)
            if (await ReserveAsync(draft, work, isPaused, cancellationToken) is { } outcome) outcomes.Add((work.Row.OrderId, outcome));
        if (draft.Labels.Count > 0 && clock.GetUtcNow() - readAt > s_fresh) outcomes.AddRange(await LookAgainAsync(draft, cancellationToken));
        outcomes.AddRange(await batches.BuyAsync(draft, cancellationToken));
        return outcomes;
    }

    /// <summary>Null when it is in the draft.</summary>
    private async Task<WorkOutcome?> ReserveAsync(LabelBatchDraft draft, LabelWork work, bool isPaused, CancellationToken cancellationToken)
    {
        var (decided, waits) = await DecideAsync(work, inBatch: true, cancellationToken);
        if (decided is null) return waits;
        if (decided.Decision.Outcome != LabelOutcome.Buy) return await endings.EndAsync(decided, cancellationToken);
        if (isPaused) return await endings.WaitAsync(work, Paused, cancellationToken);
        // One batch has one day, and it may be midnight.
        if (draft.Labels.Count > 0 && draft.Labels[0].Decided.Request!.ShipDate != decided.Request!.ShipDate) return await endings.WaitAsync(work, "it goes on another day", cancellationToken);
        return await batches.ReserveAsync(draft, decided, cancellationToken);
    }

    /// <summary>An order that people shipped, held or labelled meanwhile is left out.</summary>
    private async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> LookAgainAsync(LabelBatchDraft draft, CancellationToken cancellationToken)
    {
        var outcomes = new List<(string OrderId, WorkOutcome Outcome)>();
        var isRead = (await readings.RefreshAsync([draft.Account], TimeSpan.Zero, cancellationToken)).Accounts.Contains(draft.Account);
        var now = (await loader.ReadAsync([.. draft.Labels.Select(static l => l.Decided.Work)], cancellationToken)).ToDictionary(static work => work.Row.Id, StringComparer.Ordinal);
        foreach (var label in draft.Labels.ToList())
        {
            var work = now[label.Row.Id];
            var look = decider.Look(work);
            if (isRead && look.Outcome == LabelOutcome.Quote && !work.IsUnwanted) continue;
            var why = !isRead || look.Reasons.Count == 0 ? new LabelReason(LabelCodes.NotReadable, NotRead) : look.Reasons[0];
            outcomes.Add((label.Row.OrderId, await batches.LeaveOutAsync(draft, label, why)));
        }
        return outcomes;
    }

    private async Task<(DecidedLabel? Decided, WorkOutcome? Waits)> DecideAsync(LabelWork work, bool inBatch, CancellationToken cancellationToken)
    {
        try
        {
            return (await decider.DecideAsync(work, inBatch, cancellationToken), null);
        }
        catch (ConnectorException e)
        {
            return (null, await endings.WaitAsync(work, e.Message, cancellationToken, e.RetryAt));
        }
    }
}
