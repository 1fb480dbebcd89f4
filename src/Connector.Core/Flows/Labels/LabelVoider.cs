using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Purchases;

namespace Connector.Core.Flows.Labels;

/// <summary>Labels of orders that were cancelled afterwards, and voids that somebody asked for. Asking twice for one void does no harm.</summary>
internal sealed class LabelVoider(ILabelAccounts accounts, ITrackingStore tracking, LabelRows rows, LabelPauses pauses, IFaultPoints faults, LabelRules rules, TimeProvider clock)
{
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(1);

    /// <summary>A label that we bought, whose order went through the push again: voided, proposed to be, or left.</summary>
    public async Task<WorkOutcome> DecideAsync(LabelWork work, CancellationToken cancellationToken)
    {
        var (row, now) = (work.Row, clock.GetUtcNow());
        var label = work.Labels.FirstOrDefault(l => l.ShipmentId == row.Purchase!.ShipmentId) ?? LabelRecords.From(row);
        var decision = VoidDecision.Compute(label, isOurs: true, work.Order.Cancelled, await IsScannedAsync(row, cancellationToken), rules.Voids, now);
        var next = decision.Action switch
        {
            VoidAction.Void => row with { State = LabelState.Voiding, DueAt = now },
            VoidAction.Propose => row with { State = LabelState.VoidProposed, DueAt = null },
            _ when label.IsVoided => row with { State = LabelState.Voided, DueAt = null, Void = row.Void ?? new LabelVoid(label.VoidedAt ?? now, label.VoidedAt, null, "voided in ShipStation") },
            _ => row with { DueAt = null }
        };
        // What people should see of a label that stays is kept.
        var why = decision.Reason is { Code: not LabelCodes.OrderStillOpen } reason ? reason : null;
        next = next with { Code = why?.Code ?? row.Code, Reason = why?.Text ?? row.Reason, UpdatedAt = now };
        if (await rows.TryWriteAsync(next, cancellationToken) is not { } written) return new WorkOutcome.Skipped("another worker was faster");
        return written.State == LabelState.Voiding ? await VoidAsync(written, cancellationToken)
            : decision.Action == VoidAction.Propose ? new WorkOutcome.Done("void proposed: the order is cancelled")
            : new WorkOutcome.Skipped(decision.Reason?.Text ?? "the label stays");
    }

    public async Task<WorkOutcome> VoidAsync(LabelRow row, CancellationToken cancellationToken)
    {
        if (await pauses.FindAsync(row.Account, cancellationToken) is { } pause)
        {
            await rows.TryWriteAsync(row with { DueAt = clock.GetUtcNow() + s_again }, cancellationToken);
            return new WorkOutcome.Skipped($"paused: {pause.Reason}");
        }
        if (await IsScannedAsync(row, cancellationToken) == true) return await RefuseAsync(row, LabelCodes.Scanned, "the carrier has the parcel");
        if (row.Purchase?.ShipmentId is not { } shipment) return await RefuseAsync(row, ErrorCodes.LabelRefused, "the label has no number, void it in ShipStation");
        await faults.ReachAsync("label-voiding", cancellationToken);
        var asked = clock.GetUtcNow();
        var outcome = await accounts.Get(row.Account).Voids.VoidAsync(new VoidRequest(FindApi(row), shipment) { LabelId = row.Purchase.LabelId, OrderKey = row.OrderKey }, cancellationToken);
        await faults.ReachAsync("label-void-called", cancellationToken);
        switch (outcome)
        {
            case VoidOutcome.Approved approved:
                return await VoidedAsync(row, asked, approved.Text);
            case VoidOutcome.Refused when await IsVoidedAsync(row, shipment, cancellationToken):
                return await VoidedAsync(row, asked, "it was voided before");
            case VoidOutcome.Refused refused:
                return await RefuseAsync(row, refused.Refusal?.Code ?? ErrorCodes.LabelRefused, $"the void was refused: {refused.Text}");
            case VoidOutcome.Postponed { Postponement: var later }:
                await rows.TryWriteAsync(row with { DueAt = later.RetryAt ?? asked + s_again }, cancellationToken);
                return new WorkOutcome.Skipped(later.Text);
            default:
                await rows.TryWriteAsync(row with { DueAt = asked + s_again }, cancellationToken);
                return new WorkOutcome.Skipped("whether the label is voided is not known; it is asked for again");
        }
    }

    private async Task<WorkOutcome> VoidedAsync(LabelRow row, DateTimeOffset asked, string? text)
    {
        var now = clock.GetUtcNow();
        await rows.WriteAsync(row, stored => stored with
        {
            State = LabelState.Voided, DueAt = null, Void = new LabelVoid(stored.Void?.AskedAt ?? asked, now, null, text), Code = null, Reason = null, UpdatedAt = now
        });
        return new WorkOutcome.Done("label voided");
    }

    /// <summary>A second void of one label is refused, as after a response that was lost.</summary>
    private async Task<bool> IsVoidedAsync(LabelRow row, long shipment, CancellationToken cancellationToken) =>
        (await accounts.Get(row.Account).Readings.ListOfOrderAsync(row.ShippingOrderId, FindApi(row), RateLane.Normal, cancellationToken)).Any(label => label.ShipmentId == shipment && label.IsVoided);

    /// <summary>What V2 bought is voided there: that V1 has it under the same number is not proved.</summary>
    private LabelApi FindApi(LabelRow row) => row.Purchase?.LabelId is not null && accounts.Get(row.Account).HasV2 ? LabelApi.V2 : LabelApi.V1;

    private async Task<WorkOutcome> RefuseAsync(LabelRow row, string code, string text)
    {
        await rows.WriteAsync(row, stored => stored with { State = LabelState.Bought, DueAt = null, Code = code, Reason = text, UpdatedAt = clock.GetUtcNow() });
        return new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.LabelRefused, text);
    }

    /// <summary>Null where the carrier said nothing.</summary>
    private async Task<bool?> IsScannedAsync(LabelRow row, CancellationToken cancellationToken)
    {
        var parcels = await tracking.GetAsync([row.OrderId], cancellationToken);
        return parcels.FirstOrDefault(p => p.ShipmentId == row.Purchase?.ShipmentId && p.Account == row.Account)?.Reading is { } reading
            ? reading.Status is not (TrackingStatus.Unknown or TrackingStatus.LabelMade)
            : null;
    }
}
