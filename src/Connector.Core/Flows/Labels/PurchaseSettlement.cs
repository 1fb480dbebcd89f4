using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Purchases;

namespace Connector.Core.Flows.Labels;

/// <summary>Purchases whose outcome was not seen: the shipping side is read until it is certain (docs/adr/0021). Nothing here buys.</summary>
internal sealed class PurchaseSettlement(LabelRows rows, PurchaseCommit commit, PurchaseReadings readings, UnstartedBatches unstarted, IInstances instances, TimeProvider clock)
{
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(1);

    public Task<WorkOutcome> SettleAsync(LabelRow row, CancellationToken cancellationToken) => SettleAsync(row, null, cancellationToken);

    /// <param name="batchEndedAt">When the batch that was to buy it had ended.</param>
    public async Task<WorkOutcome> SettleAsync(LabelRow row, DateTimeOffset? batchEndedAt, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var reservation = row.Reservation ?? throw new InvalidOperationException($"The label {row.Id} is {row.State} without a reservation.");
        // A dead worker sends nothing any more; what it had sent may still arrive.
        var isOver = reservation.Until <= now || (reservation.SentAt is null && instances.IsDead(Reservation.ReadInstance(reservation.Owner)));
        if (reservation.IsAbsent) return await AbsentAsync(row, "nothing was bought", cancellationToken);
        if (row.State == LabelState.Reserved && !isOver) return new WorkOutcome.Skipped("its purchase is under way");
        var purchase = ReservedPurchases.From(row, isOver ? Instants.Earlier(reservation.Until, now) : reservation.Until, batchEndedAt);
        var shipments = new List<Shipment>();
        PurchaseCertainty certainty;
        try
        {
            certainty = await readings.JudgeAsync(row, purchase, shipments, cancellationToken);
        }
        catch (ConnectorException e)
        {
            await rows.TryWriteAsync(row with { State = LabelState.Unknown, DueAt = e.RetryAt ?? now + s_again, UpdatedAt = now }, cancellationToken);
            return new WorkOutcome.Skipped($"its labels could not be read: {e.Message}");
        }
        return await NoteAsync(row, certainty, shipments, cancellationToken);
    }

    private async Task<WorkOutcome> NoteAsync(LabelRow row, PurchaseCertainty certainty, List<Shipment> shipments, CancellationToken cancellationToken)
    {
        switch (certainty)
        {
            case PurchaseCertainty.Exists { IsOurs: true } ours:
                return await commit.FoundAsync(row, ours.Label, shipments.Find(s => s.Id == ours.Label.ShipmentId), ours.Remark);
            case PurchaseCertainty.Exists:
                return await commit.FoundForeignAsync(row);
            case PurchaseCertainty.CertainlyAbsent absent:
                return await AbsentAsync(row, absent.Why, cancellationToken);
            case PurchaseCertainty.ReadAgainAt again:
                await rows.TryWriteAsync(Noted(row, again.Reason) with { DueAt = again.At }, cancellationToken);
                return new WorkOutcome.Skipped($"its outcome is not known yet: {again.Reason.Text}");
            case PurchaseCertainty.LockedForAPerson locked:
                await rows.TryWriteAsync(Noted(row, locked.Reason) with { DueAt = null }, cancellationToken);
                return new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.LabelOutcomeUnknown, $"{locked.Reason.Code}: {locked.Reason.Text}");
            default:
                throw new InvalidOperationException($"No end for {certainty.GetType().Name}.");
        }
    }

    /// <summary>A batch that was to buy it is taken away first. One that somebody has started by hand meanwhile may have bought it: then it is looked up there.</summary>
    private async Task<WorkOutcome> AbsentAsync(LabelRow row, string why, CancellationToken cancellationToken)
    {
        if (!LabelBatchDraft.IsName(row.BatchId)) return await commit.AbsentAsync(row, why);
        var now = clock.GetUtcNow();
        LabelBatch? started;
        try
        {
            started = await unstarted.RemoveAsync(row.Account, row.BatchId!, cancellationToken);
        }
        catch (ConnectorException e)
        {
            await rows.TryWriteAsync(row with { State = LabelState.Unknown, DueAt = e.RetryAt ?? now + s_again, UpdatedAt = now }, cancellationToken);
            return new WorkOutcome.Skipped($"its batch could not be taken away: {e.Message}");
        }
        // What a batch shows that we started ourselves is known by now.
        if (started is null || row.Reservation!.BatchName is not null) return await commit.AbsentAsync(row, why);
        const string Text = "its batch was started in ShipStation";
        var noted = Noted(row, new LabelReason(LabelCodes.NotVisibleYet, Text));
        await rows.TryWriteAsync(noted with { DueAt = now, Reservation = row.Reservation with { BatchName = started.BatchId, SentAt = now, Until = now, IsAbsent = false } }, cancellationToken);
        return new WorkOutcome.Skipped(Text);
    }

    private LabelRow Noted(LabelRow row, LabelReason reason) => row with { State = LabelState.Unknown, Code = reason.Code, Reason = reason.Text, UpdatedAt = clock.GetUtcNow() };
}

/// <summary>Pure: a row's purchase as the judge wants it.</summary>
internal static class ReservedPurchases
{
    /// <param name="batchEndedAt">Until then its batch may have bought.</param>
    public static ReservedPurchase From(LabelRow row, DateTimeOffset until, DateTimeOffset? batchEndedAt) => new()
    {
        ReservedAt = row.Reservation!.At, ReservedUntil = batchEndedAt is { } ended ? Instants.Later(until, ended) : until, BatchEndedAt = batchEndedAt, SentAt = row.Reservation.SentAt, CarrierCode = row.Intent!.CarrierCode, ServiceCode = row.Intent.ServiceCode, Price = row.Intent.Price,
        IsTest = row.Reservation.IsTest, NamedLabelId = row.Reservation.NamedLabelId, BatchName = row.Reservation.BatchName, KnownLabelIds = row.Reservation.KnownLabelIds
    };
}
