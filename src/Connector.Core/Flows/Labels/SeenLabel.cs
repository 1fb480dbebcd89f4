using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>Pure: what a label that ShipStation shows says about our row.</summary>
/// <param name="Text">For the history of the order; null where the error queue says it.</param>
internal sealed record SeenLabel(LabelRow Row, string? Text)
{
    /// <summary>A label of a purchase is created about when it was sent, by two clocks.</summary>
    private static readonly TimeSpan s_before = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_after = TimeSpan.FromMinutes(15);

    /// <summary>Null where it says nothing new.</summary>
    public static SeenLabel? Decide(LabelRow row, Shipment seen, DateTimeOffset now)
    {
        if (seen is not { Kind: ShipmentKind.Label, IsReturn: false, IsForeign: false } || seen.Account != row.Account) return null;
        if (row.Purchase is not { } purchase) return IsAbsentOne(row, seen) ? Unexplained(row with { State = LabelState.BoughtByOthers }, Found(row, seen), now) : null;
        if (purchase.ShipmentId != seen.Id) return null;
        if (seen.Voided) return row.State is LabelState.Bought or LabelState.VoidProposed ? Voided(row, seen, now) : null;
        var (known, cost) = (purchase.Cost + purchase.InsuranceCost + purchase.Adjusted, (seen.ShipmentCost ?? purchase.Cost) + (seen.InsuranceCost ?? purchase.InsuranceCost));
        if (row.State != LabelState.Bought || cost == known) return null;
        var text = FormattableString.Invariant($"ShipStation shows a cost of {cost} {purchase.Currency}, and {known} was recorded");
        return Unexplained(row with { Purchase = purchase with { Adjusted = purchase.Adjusted + cost - known } }, text, now);
    }

    private static SeenLabel Voided(LabelRow row, Shipment seen, DateTimeOffset now) => new(
        row with
        {
            State = LabelState.Voided, DueAt = null, Code = null, Reason = null, UpdatedAt = now,
            Void = new LabelVoid(row.Void?.AskedAt ?? seen.VoidedAt ?? now, seen.VoidedAt ?? now, null, "voided in ShipStation")
        },
        "label voided in ShipStation");

    private static SeenLabel Unexplained(LabelRow row, string text, DateTimeOffset now) =>
        new(row with { DueAt = now, Code = LabelCodes.UnexplainedCharge, Reason = text, UpdatedAt = now }, null);

    private static string Found(LabelRow row, Shipment seen) =>
        FormattableString.Invariant($"label {seen.Id} looks like the purchase that was taken for not made: {row.Intent!.CarrierCode} {row.Intent.ServiceCode} for {seen.ShipmentCost}");

    /// <summary>Of the carrier and service that we asked for, made when we asked for it, though that was taken for not bought.</summary>
    private static bool IsAbsentOne(LabelRow row, Shipment seen) =>
        row is { AbsentSince: { } sent, Intent: { } intent, State: not (LabelState.Reserved or LabelState.Unknown) } && row.Code != LabelCodes.UnexplainedCharge && !seen.Voided
        && seen.CreatedAt >= sent - s_before && seen.CreatedAt <= sent + s_after && Same(seen.CarrierCode, intent.CarrierCode) && Same(seen.ServiceCode, intent.ServiceCode);

    private static bool Same(string? seen, string asked) => seen is not null && seen.Equals(asked, StringComparison.OrdinalIgnoreCase);
}
