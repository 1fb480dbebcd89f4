using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>What the labels of a batch come to that is not started, or whose start was sent. One outcome for each label, with its order.</summary>
internal sealed class LabelBatchEndings(
    PurchaseReservations reservations, PurchaseCommit commit, UnstartedBatches unstarted, LabelPauses pauses, CarrierBalances balances, TimeProvider clock)
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(15);
    private static readonly LabelReason s_paused = new(LabelCodes.NotReadable, "buying labels is paused");

    /// <summary>There is no batch yet.</summary>
    public Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> PausedAsync(LabelBatchDraft draft) =>
        PostponeAsync([.. draft.Labels.Select(static l => l.Row)], s_paused, clock.GetUtcNow() + s_soon);

    /// <summary>There is a batch, and it is not started.</summary>
    public Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> PausedAsync(LabelBatchDraft draft, IReadOnlyList<LabelRow> rows) => GiveUpAsync(draft, rows, s_paused, null);

    /// <summary>Whether a creation that failed so may have happened: not where the limit was reached, or it was refused.</summary>
    public static bool IsUnseen(ConnectorException failure) => failure.Kind is not (FailureKind.RateLimited or FailureKind.Rejected or FailureKind.Unauthorized);

    /// <summary>It was not seen to be created.</summary>
    public Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> NotCreatedAsync(LabelBatchDraft draft, ConnectorException failure)
    {
        var (rows, why) = (draft.Labels.Select(static l => l.Row).ToList(), new LabelReason(failure.Code, failure.Message));
        var at = failure.RetryAt ?? clock.GetUtcNow() + (failure.Kind == FailureKind.Rejected ? s_again : s_soon);
        return IsUnseen(failure) ? GiveUpAsync(draft, rows, why, at) : PostponeAsync(rows, why, at);
    }

    /// <summary>ShipStation did not take it in.</summary>
    public async Task<(string OrderId, WorkOutcome Outcome)> RefusedAsync(LabelRow row, BatchProblem problem) => (row.OrderId, await commit.RefusedAsync(row, BatchLists.Refusal(problem)));

    /// <summary>It is decided anew, because of what was read meanwhile.</summary>
    public Task<WorkOutcome> LeftOutAsync(LabelRow row, LabelReason why) => commit.PostponedAsync(row, why, clock.GetUtcNow());

    /// <summary>
    /// The batch is taken away, so that nobody starts it in ShipStation; then its labels are free again. Where that fails they wait until it is gone (<see cref="PurchaseSettlement"/>).
    /// </summary>
    /// <param name="at">When they are decided anew; null: soon.</param>
    public async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> GiveUpAsync(LabelBatchDraft draft, IReadOnlyList<LabelRow> rows, LabelReason why, DateTimeOffset? at)
    {
        if (await unstarted.TryRemoveAsync(draft.Account, draft.BatchId, CancellationToken.None)) return await PostponeAsync(rows, why, at ?? clock.GetUtcNow() + s_soon);
        foreach (var row in rows) await commit.DisownAsync(row, "its batch is still to be taken away in ShipStation");
        balances.Forget(draft.Account);
        return [.. rows.Select(row => (row.OrderId, (WorkOutcome)new WorkOutcome.Skipped(why.Text)))];
    }

    public async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> StartedAsync(LabelBatchDraft draft, IReadOnlyList<LabelRow> sent, BatchStart start)
    {
        switch (start)
        {
            case BatchStart.Started:
                await reservations.LookAtAsync(sent, clock.GetUtcNow() + BatchTimes.FirstLook);
                return [.. sent.Select(static row => (row.OrderId, (WorkOutcome)new WorkOutcome.Skipped("its batch has started")))];
            case BatchStart.Postponed { Postponement: var later }:
                return await GiveUpAsync(draft, sent, new LabelReason(later.Code, later.Text), later.RetryAt);
            case BatchStart.Refused { Refusal: { VerifyFirst: false } refusal }:
                // It is about the batch and not about one of its orders.
                if (LabelPauses.Stops(refusal.Kind)) await pauses.PauseAsync(draft.Account, refusal);
                return await GiveUpAsync(draft, sent, new LabelReason(refusal.Code, refusal.Text), clock.GetUtcNow() + s_again);
            case BatchStart.Refused { Refusal: var accident }:
                return await UnknownAsync(sent, accident.Code, accident.Text);
            case BatchStart.Unknown { Outcome: var outcome }:
                return await UnknownAsync(sent, outcome.Code, outcome.Text);
            default:
                throw new InvalidOperationException($"No commit for {start.GetType().Name}.");
        }
    }

    private async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> UnknownAsync(IReadOnlyList<LabelRow> sent, string code, string text)
    {
        var outcomes = new List<(string, WorkOutcome)>();
        foreach (var row in sent) outcomes.Add((row.OrderId, await commit.UnknownAsync(row, code, text, null)));
        return outcomes;
    }

    private async Task<IReadOnlyList<(string OrderId, WorkOutcome Outcome)>> PostponeAsync(IReadOnlyList<LabelRow> rows, LabelReason why, DateTimeOffset at)
    {
        var outcomes = new List<(string, WorkOutcome)>();
        foreach (var row in rows) outcomes.Add((row.OrderId, await commit.PostponedAsync(row, why, at)));
        if (outcomes.Count > 0) balances.Forget(rows[0].Account);
        return outcomes;
    }
}
