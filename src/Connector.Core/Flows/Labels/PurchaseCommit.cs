using Connector.Core.Flows.Intake;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Guards;

namespace Connector.Core.Flows.Labels;

/// <summary>What a purchase came to: row, money, documents and shop order. Everything here may be done twice.</summary>
internal sealed class PurchaseCommit(
    LabelRows rows, ISpendLedger ledger, LabelDocumentStore documents, ShipmentIntake intake, LabelPauses pauses, IFaultPoints faults, LabelRules rules, TimeProvider clock)
{
    private static readonly TimeSpan s_firstLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_soon = TimeSpan.FromMinutes(1);

    public Task<WorkOutcome> CommitAsync(DecidedLabel decided, LabelRow row, PurchaseResult result) => result switch
    {
        PurchaseResult.Bought bought => BoughtAsync(decided, row, bought.Label),
        PurchaseResult.Postponed { Postponement: var later } => PostponedAsync(row, new LabelReason(later.Code, later.Text), later.RetryAt ?? clock.GetUtcNow() + s_soon),
        PurchaseResult.Refused { Refusal: { VerifyFirst: false } refusal } => RefusedAsync(row, refusal),
        PurchaseResult.Refused { Refusal: var accident } => UnknownAsync(row, accident.Code, accident.Text, null),
        PurchaseResult.Unknown { Outcome: var outcome } => UnknownAsync(row, outcome.Code, outcome.Text, outcome.LabelId),
        _ => throw new InvalidOperationException($"No commit for {result.GetType().Name}.")
    };

    /// <summary>Nothing was sent, or nothing was bought and the same may be sent again.</summary>
    public async Task<WorkOutcome> PostponedAsync(LabelRow row, LabelReason why, DateTimeOffset at)
    {
        await FreeAsync(row, free => LabelTransition.Waiting(free, why, at, clock.GetUtcNow()).Row);
        return new WorkOutcome.Skipped(why.Text);
    }

    /// <summary>A reading shows the label of a purchase whose outcome was not seen.</summary>
    public async Task<WorkOutcome> FoundAsync(LabelRow row, LabelRecord label, Shipment? shipment, LabelReason? remark)
    {
        var kept = await documents.FindAsync(row) is { } id ? (Id: id, Format: null) : await documents.PutAsync(row, label.Documents);
        var purchase = new LabelPurchase(
            label.ShipmentId, label.Api == LabelApi.V2 ? label.LabelId : null, label.TrackingNumber, label.ShipmentCost ?? row.Intent!.Price, label.InsuranceCost ?? 0m,
            label.Currency ?? row.Intent!.Currency, label.CreatedAt ?? clock.GetUtcNow(), kept.Id, kept.Format);
        return await DoneAsync(row, purchase, shipment, remark);
    }

    /// <summary>The order has a label that somebody else bought; ours does not exist.</summary>
    public async Task<WorkOutcome> FoundForeignAsync(LabelRow row)
    {
        const string Text = "somebody else bought a label";
        await FreeAsync(row, free => free with { State = LabelState.BoughtByOthers, DueAt = null, Code = LabelCodes.HasLabel, Reason = Text });
        return new WorkOutcome.Skipped(Text);
    }

    /// <summary>Certainly nothing was bought.</summary>
    public async Task<WorkOutcome> AbsentAsync(LabelRow row, string why)
    {
        var now = clock.GetUtcNow();
        // What was never sent goes on as if nothing had been tried.
        var mode = row.Reservation?.SentAt is null ? LabelMode.Buy : rules.UnknownPurchases.WhenAbsent;
        await FreeAsync(row, free => mode switch
        {
            LabelMode.Buy => free with { State = free.DecidedBy is null ? LabelState.Waiting : LabelState.Approved, DueAt = now, Code = null, Reason = why },
            LabelMode.Propose => free with { State = LabelState.Proposed, DueAt = null, DecidedBy = null, DecidedAt = null, Code = LabelCodes.ModeIsPropose, Reason = why },
            _ => free with { State = LabelState.Dismissed, DueAt = null, Code = LabelCodes.ModeIsOff, Reason = why }
        });
        return new WorkOutcome.Done($"nothing was bought: {why}");
    }

    private async Task<WorkOutcome> BoughtAsync(DecidedLabel decided, LabelRow row, PurchasedLabel label)
    {
        var boughtAt = clock.GetUtcNow();
        var (documentId, format) = await documents.PutAsync(row, label.Documents);
        await faults.ReachAsync("label-documents-kept", CancellationToken.None);
        var purchase = new LabelPurchase(
            label.ShipmentId, label.Api == LabelApi.V2 ? label.LabelId : null, label.TrackingNumber, label.ShipmentCost ?? decided.Intent!.Price, label.InsuranceCost ?? 0m,
            label.Currency ?? decided.Intent!.Currency, boughtAt, documentId, format);
        var shipment = LabelRecords.From(label, decided.Request!, row, decided.Work.Remote!.Content, boughtAt);
        return await DoneAsync(row, purchase, shipment, null);
    }

    private async Task<WorkOutcome> DoneAsync(LabelRow row, LabelPurchase purchase, Shipment? shipment, LabelReason? remark)
    {
        var cost = purchase.Cost + purchase.InsuranceCost;
        await ledger.SettleAsync(row.Account, row.Reservation!.SpendId, cost, CancellationToken.None);
        await faults.ReachAsync("label-settled", CancellationToken.None);
        var note = remark ?? PurchaseGuards.Review(row.Intent!.Price, cost, rules.Guards);
        var written = await rows.WriteAsync(row, stored => BoughtRow.Apply(stored, row, purchase, note, clock.GetUtcNow()));
        await faults.ReachAsync("label-committed", CancellationToken.None);
        // The shop order shows it at once; if this is lost, the poll of shipments brings it.
        if (shipment is not null) await intake.TakeAsync([shipment], "label bought", CancellationToken.None);
        if (written is null or { Code: LabelCodes.UnexplainedCharge }) return new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.LabelChargeUnexplained, BoughtRow.After);
        return new WorkOutcome.Done(FormattableString.Invariant($"bought: {row.Intent!.CarrierCode} {row.Intent.ServiceCode} for {cost} {purchase.Currency}"));
    }

    /// <summary>Certainly nothing was bought, and the same is refused again.</summary>
    public async Task<WorkOutcome> RefusedAsync(LabelRow row, Refusal refusal)
    {
        var now = clock.GetUtcNow();
        // The next reading of the order, another quote or the carrier itself may change it.
        if (refusal.Kind is RefusalKind.OrderState or RefusalKind.RateExpired or RefusalKind.CarrierUnavailable)
            return await PostponedAsync(row, new LabelReason(refusal.Code, refusal.Text), now + s_again);
        if (LabelPauses.Stops(refusal.Kind)) await pauses.PauseAsync(row.Account, refusal);
        return await FreeAsync(row, free => free with { State = LabelState.Refused, DueAt = null, Code = refusal.Code, Reason = refusal.Text })
            ? new WorkOutcome.DeadLetter(FailureKind.Rejected, refusal.Code, refusal.Text)
            : new WorkOutcome.Skipped("another worker went on with it");
    }

    /// <summary>A label may have been bought.</summary>
    public async Task<WorkOutcome> UnknownAsync(LabelRow row, string code, string text, string? labelId)
    {
        var now = clock.GetUtcNow();
        await rows.WriteAsync(row, stored => IsOurs(stored, row) && stored.Reservation is not { IsAbsent: true }
            ? stored with
            {
                State = LabelState.Unknown, DueAt = now + s_firstLook, Code = code, Reason = text, UpdatedAt = now,
                Reservation = row.Reservation! with { NamedLabelId = labelId ?? stored.Reservation?.NamedLabelId }
            }
            : null);
        return new WorkOutcome.Done($"its outcome is not known and is looked up: {text}");
    }

    /// <summary>Nothing was sent; settlement says when the label is free again. Its money stays set aside until then.</summary>
    public Task DisownAsync(LabelRow row, string why) => rows.WriteAsync(row, stored => IsOurs(stored, row)
        ? stored with
        {
            State = LabelState.Unknown, DueAt = clock.GetUtcNow() + s_soon, Code = LabelCodes.PurchaseOpen, Reason = why, UpdatedAt = clock.GetUtcNow(),
            Reservation = (stored.Reservation ?? row.Reservation!) with { IsAbsent = true, SentAt = null, BatchName = null }
        }
        : null);

    /// <summary>
    /// The row says first that nothing was bought: so only money of a purchase that nobody went on with meanwhile is free again. If this ends between two steps, settlement does
    /// the rest. False where somebody went on with it: its money stays.
    /// </summary>
    private async Task<bool> FreeAsync(LabelRow row, Func<LabelRow, LabelRow> next)
    {
        var reservation = row.Reservation!;
        var disowned = await rows.WriteAsync(row, stored => IsOurs(stored, row)
            ? stored with { State = LabelState.Unknown, Reservation = (stored.Reservation ?? reservation) with { IsAbsent = true }, DueAt = clock.GetUtcNow() + s_soon, UpdatedAt = clock.GetUtcNow() }
            : null);
        if (disowned is null) return false;
        await faults.ReachAsync("label-disowned", CancellationToken.None);
        await ledger.ReleaseAsync(row.Account, reservation.SpendId, CancellationToken.None);
        await faults.ReachAsync("label-released", CancellationToken.None);
        await rows.WriteAsync(disowned, stored => IsOurs(stored, row)
            ? next(stored with { State = stored.DecidedBy is null ? LabelState.Waiting : LabelState.Approved, Reservation = null, AbsentSince = reservation.SentAt ?? stored.AbsentSince })
                with { UpdatedAt = clock.GetUtcNow() }
            : null);
        return true;
    }

    /// <summary>Nobody has gone on with it meanwhile.</summary>
    private static bool IsOurs(LabelRow stored, LabelRow row) =>
        stored.State is LabelState.Reserved or LabelState.Unknown && stored.Attempt == row.Attempt;
}
