using Connector.Core.Flows.Push;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>
/// Buys many labels in one V2 batch. Each label is reserved and has money set aside; the batch is created under a name of ours, which buys nothing; its start is noted in
/// every row, and then comes the one call that buys. Nothing starts a batch twice: what became of it is read (<see cref="LabelBatchSettlement"/>).
/// </summary>
internal sealed class LabelBatchBuyer(
    PurchaseReservations reservations, PurchaseCommit commit, ILabelAccounts accounts, LabelPauses pauses, CarrierBalances balances, LabelRules rules, IFaultPoints faults, TimeProvider clock)
{
    /// <summary>For quotes, the money and the creation; a batch that takes longer is given up before it is started.</summary>
    private static readonly TimeSpan s_longestPreparation = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(15);
    private static readonly LabelReason s_paused = new(LabelCodes.NotReadable, "buying labels is paused");

    public LabelBatchDraft Begin(string account) => new(account, reservations.NewBatchId());

    public async Task<bool> IsPausedAsync(string account, CancellationToken cancellationToken) => await pauses.FindAsync(account, cancellationToken) is not null;

    /// <summary>Null when the label is in the draft; else what became of it.</summary>
    public async Task<WorkOutcome?> ReserveAsync(LabelBatchDraft draft, DecidedLabel decided, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var (row, outcome) = await reservations.ReserveAsync(decided, s_longestPreparation, draft.BatchId, stop);
        if (row is null) return outcome;
        balances.Add(row.Account, row.Intent!.CarrierCode, row.Intent.Price);
        draft.Add(decided, row);
        return null;
    }

    /// <summary>The label is not bought with the others, because of what was read meanwhile: it is decided anew.</summary>
    public async Task<WorkOutcome> LeaveOutAsync(LabelBatchDraft draft, ReservedLabel label, LabelReason why)
    {
        draft.Remove(label);
        return await commit.PostponedAsync(label.Row, why, clock.GetUtcNow());
    }

    /// <summary>Creates the batch and starts it. One outcome for each label of the draft, with its order.</summary>
    public async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> BuyAsync(LabelBatchDraft draft, CancellationToken stop)
    {
        if (draft.Labels.Count == 0) return [];
        stop.ThrowIfCancellationRequested();
        if (await IsPausedAsync(draft.Account, stop)) return await PostponeAsync(draft.Labels.Select(static l => l.Row), s_paused, clock.GetUtcNow() + s_soon);
        var account = accounts.Get(draft.Account);
        var batches = account.Batches ?? throw new InvalidOperationException($"Account {draft.Account} has no V2 key, and a batch was begun.");
        var (batch, failure) = await CreateAsync(batches, draft, stop);
        if (batch is null)
        {
            var at = failure!.RetryAt ?? clock.GetUtcNow() + (failure.Kind == FailureKind.Rejected ? s_again : s_soon);
            return await PostponeAsync(draft.Labels.Select(static l => l.Row), new LabelReason(failure.Code, failure.Message), at);
        }
        await faults.ReachAsync("label-batch-created", stop);

        var outcomes = new List<(string OrderId, WorkOutcome Outcome)>();
        var problems = batch.Errors > 0 ? await BatchLists.ListProblemsAsync(batches, batch.BatchId, stop) : [];
        var taken = draft.Labels.ToLookup(label => problems.ContainsKey(label.Row.ShippingOrderId));
        foreach (var label in taken[true]) outcomes.Add((label.Row.OrderId, await commit.RefusedAsync(label.Row, BatchLists.Refusal(problems[label.Row.ShippingOrderId]))));
        if (taken[false].Any()) outcomes.AddRange(await StartAsync(draft, [.. taken[false].Select(static l => l.Row)], account, batch.BatchId, stop));
        return outcomes;
    }

    /// <summary>Creating costs nothing, so that it only matters whether the batch is there.</summary>
    private static async Task<(LabelBatch? Batch, ConnectorException? Failure)> CreateAsync(ILabelBatches batches, LabelBatchDraft draft, CancellationToken stop)
    {
        try
        {
            return (await batches.CreateAsync(new BatchRequest(draft.BatchId, [.. draft.Labels.Select(static l => l.Row.ShippingOrderId)], []), stop), null);
        }
        catch (ConnectorException e)
        {
            try
            {
                return (await batches.FindAsync(draft.BatchId, stop), e);
            }
            catch (ConnectorException)
            {
                // An open batch that nobody starts buys nothing.
                return (null, e);
            }
        }
    }

    private async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> StartAsync(
        LabelBatchDraft draft, IReadOnlyList<LabelRow> rows, ILabelAccount account, string name, CancellationToken stop)
    {
        if (await IsPausedAsync(draft.Account, stop)) return await PostponeAsync(rows, s_paused, clock.GetUtcNow() + s_soon);
        var longest = account.Purchases.LongestCall;
        var noted = await reservations.SendAsync(rows, longest, name, stop);
        var sent = noted.OfType<LabelRow>().ToList();
        await faults.ReachAsync("label-batch-sending", stop);
        // The batch would buy for a row that is no longer ours.
        if (sent.Count < rows.Count || !reservations.HasTime(sent, longest))
            return await PostponeAsync(sent, new LabelReason(LabelCodes.PurchaseOpen, "the batch was given up before it was started"), clock.GetUtcNow() + s_soon);
        using var grace = new StopGrace(clock, stop);
        BatchStart start;
        try
        {
            start = await account.Batches!.ProcessAsync(name, new BatchProcess(draft.Labels[0].Decided.Request!.ShipDate, rules.Documents.Format, rules.Documents.Layout), grace.Token);
        }
        catch (ConnectorException e)
        {
            // It throws only before anything is sent.
            return await PostponeAsync(sent, new LabelReason(e.Code, e.Message), e.RetryAt ?? clock.GetUtcNow() + s_soon);
        }
        await faults.ReachAsync("label-batch-called", stop);
        return await CommitAsync(sent, start);
    }

    private async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> CommitAsync(List<LabelRow> sent, BatchStart start)
    {
        switch (start)
        {
            case BatchStart.Started:
                await reservations.LookAtAsync(sent, clock.GetUtcNow() + BatchTimes.FirstLook);
                return [.. sent.Select(static row => (row.OrderId, (WorkOutcome)new WorkOutcome.Skipped("its batch has started")))];
            case BatchStart.Postponed { Postponement: var later }:
                return await PostponeAsync(sent, new LabelReason(later.Code, later.Text), later.RetryAt ?? clock.GetUtcNow() + s_soon);
            case BatchStart.Refused { Refusal: { VerifyFirst: false } refusal }:
                // It is about the batch and not about one of its orders.
                if (LabelPauses.Stops(refusal.Kind)) await pauses.PauseAsync(sent[0].Account, refusal);
                return await PostponeAsync(sent, new LabelReason(refusal.Code, refusal.Text), clock.GetUtcNow() + s_again);
            default:
                var (code, text) = start switch
                {
                    BatchStart.Refused { Refusal: var accident } => (accident.Code, accident.Text),
                    BatchStart.Unknown { Outcome: var outcome } => (outcome.Code, outcome.Text),
                    _ => throw new InvalidOperationException($"No commit for {start.GetType().Name}.")
                };
                var outcomes = new List<(string, WorkOutcome)>();
                foreach (var row in sent) outcomes.Add((row.OrderId, await commit.UnknownAsync(row, code, text, null)));
                return outcomes;
        }
    }

    private async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> PostponeAsync(IEnumerable<LabelRow> rows, LabelReason why, DateTimeOffset at)
    {
        var outcomes = new List<(string, WorkOutcome)>();
        foreach (var row in rows) outcomes.Add((row.OrderId, await commit.PostponedAsync(row, why, at)));
        if (outcomes.Count > 0) balances.Forget(rows.First().Account);
        return outcomes;
    }
}
