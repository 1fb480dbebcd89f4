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
    PurchaseReservations reservations, LabelBatchEndings endings, ILabelAccounts accounts, LabelPauses pauses, CarrierBalances balances, LabelRules rules, IFaultPoints faults, TimeProvider clock)
{
    /// <summary>For quotes, the money and the creation; a batch that takes longer is given up before it is started.</summary>
    private static readonly TimeSpan s_longestPreparation = TimeSpan.FromMinutes(10);

    private static readonly LabelReason s_tooLate = new(LabelCodes.PurchaseOpen, "the batch was given up before it was started");

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
    public Task<WorkOutcome> LeaveOutAsync(LabelBatchDraft draft, ReservedLabel label, LabelReason why)
    {
        draft.Remove(label);
        return endings.LeftOutAsync(label.Row, why);
    }

    /// <summary>Creates the batch and starts it. One outcome for each label of the draft, with its order.</summary>
    public async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> BuyAsync(LabelBatchDraft draft, CancellationToken stop)
    {
        if (draft.Labels.Count == 0) return [];
        stop.ThrowIfCancellationRequested();
        if (await IsPausedAsync(draft.Account, stop)) return await endings.PausedAsync(draft);
        var account = accounts.Get(draft.Account);
        var batches = account.Batches ?? throw new InvalidOperationException($"Account {draft.Account} has no V2 key, and a batch was begun.");
        var (batch, failure) = await CreateAsync(batches, draft, stop);
        if (batch is null) return await endings.NotCreatedAsync(draft, failure!);
        await faults.ReachAsync("label-batch-created", stop);

        var outcomes = new List<(string OrderId, WorkOutcome Outcome)>();
        var problems = batch.Errors > 0 ? await BatchLists.ListProblemsAsync(batches, batch.BatchId, stop) : [];
        var taken = draft.Labels.ToLookup(label => problems.ContainsKey(label.Row.ShippingOrderId));
        foreach (var label in taken[true]) outcomes.Add(await endings.RefusedAsync(label.Row, problems[label.Row.ShippingOrderId]));
        if (taken[false].Any()) outcomes.AddRange(await StartAsync(draft, [.. taken[false].Select(static l => l.Row)], account, batch.BatchId, stop));
        return outcomes;
    }

    /// <summary>Creating costs nothing, so that it only matters whether the batch is there.</summary>
    private static async Task<(LabelBatch? Batch, ConnectorException? Failure)> CreateAsync(ILabelBatches batches, LabelBatchDraft draft, CancellationToken stop)
    {
        try
        {
            return (await batches.CreateAsync(draft.ToRequest(), stop), null);
        }
        catch (ConnectorException e) when (LabelBatchEndings.IsUnseen(e))
        {
            try
            {
                return (await batches.FindAsync(draft.BatchId, stop), e);
            }
            catch (ConnectorException)
            {
                return (null, e);
            }
        }
        catch (ConnectorException e)
        {
            return (null, e);
        }
    }

    private async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> StartAsync(
        LabelBatchDraft draft, IReadOnlyList<LabelRow> rows, ILabelAccount account, string name, CancellationToken stop)
    {
        if (await IsPausedAsync(draft.Account, stop)) return await endings.PausedAsync(draft, rows);
        var longest = account.Purchases.LongestCall;
        var noted = await reservations.SendAsync(rows, longest, name, stop);
        var sent = noted.OfType<LabelRow>().ToList();
        await faults.ReachAsync("label-batch-sending", stop);
        // The batch would buy for a row that is no longer ours.
        if (sent.Count < rows.Count || !reservations.HasTime(sent, longest)) return await endings.GiveUpAsync(draft, sent, s_tooLate, null);
        using var grace = new StopGrace(clock, stop);
        BatchStart start;
        try
        {
            start = await account.Batches!.ProcessAsync(name, new BatchProcess(draft.Labels[0].Decided.Request!.ShipDate, rules.Documents.Format, rules.Documents.Layout), grace.Token);
        }
        catch (ConnectorException e)
        {
            // It throws only before anything is sent.
            return await endings.GiveUpAsync(draft, sent, new LabelReason(e.Code, e.Message), e.RetryAt);
        }
        await faults.ReachAsync("label-batch-called", stop);
        return await endings.StartedAsync(draft, sent, start);
    }
}
