using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Rules.Labels.Purchases;

/// <summary>Pure: whether a purchase whose outcome was not seen has happened (docs/adr/0021). It says absent only when nothing else is possible.</summary>
public static class PurchaseJudge
{
    /// <summary>The vendor's clock may be behind ours by this.</summary>
    private static readonly TimeSpan s_before = TimeSpan.FromMinutes(2);

    /// <summary>A label that was created later is not the one that we asked for.</summary>
    private static readonly TimeSpan s_after = TimeSpan.FromMinutes(15);

    public static PurchaseCertainty Judge(ReservedPurchase purchase, PurchaseEvidence evidence, UnknownPurchaseRules rules, DateTimeOffset now)
    {
        var schedule = new ReadingSchedule(purchase, evidence, rules, now);
        var labels = Merge(evidence.Readings, purchase.BatchName);
        // What the batch bought is ours, and nothing else that looks like it.
        if (purchase.BatchName is { } batch && labels.Find(l => l.BatchId == batch) is { } own) purchase = purchase with { NamedLabelId = own.LabelId };
        var live = labels.Where(static l => l.IsLive).ToList();
        if (live.Count > 1) return Locked(LabelCodes.SeveralLabels, $"the order has {live.Count} labels; void all but one");
        // Money was spent for it, also where people have bought another one since.
        if (live.Exists(l => !IsOurs(l, purchase)) && labels.Exists(l => IsVoidedMeanwhile(l, purchase) && IsOurs(l, purchase)))
            return Locked(LabelCodes.VoidedMeanwhile, "our label was bought and voided meanwhile");
        if (live.Count == 1) return Present(live[0], purchase, evidence, schedule);
        if (labels.Exists(l => IsVoidedMeanwhile(l, purchase))) return Locked(LabelCodes.VoidedMeanwhile, "a label was bought and voided meanwhile");
        if (purchase.SentAt is null) return NotSent(purchase, now);
        return schedule.IsRead ? Absent(purchase, evidence) : NotRead(purchase, schedule);
    }

    /// <summary>There is a label. Whether there is a second one is known when every list has been read late enough, or shows this one as ours.</summary>
    private static PurchaseCertainty Present(LabelRecord label, ReservedPurchase purchase, PurchaseEvidence evidence, ReadingSchedule schedule)
    {
        if (purchase.SentAt is null && schedule.IsOver) return new PurchaseCertainty.Exists(label, false);
        var isOurs = IsOurs(label, purchase);
        var isInAll = evidence.Readings.Where(r => r.Labels.Any(l => l.LabelId == label.LabelId)).Select(static r => r.Api).Distinct().Count() >= (evidence.HasV2 ? 2 : 1);
        if (isOurs && isInAll) return new PurchaseCertainty.Exists(label, true);
        if (!schedule.IsRead && !schedule.HasGivenUp)
        {
            return isOurs
                ? new PurchaseCertainty.ReadAgainAt(schedule.Next(), new LabelReason(LabelCodes.OneListOnly, "only one list shows the label so far"))
                : new PurchaseCertainty.ReadAgainAt(schedule.Next(), new LabelReason(LabelCodes.NotVisibleYet, "somebody else bought a label; ours may become visible yet"));
        }
        if (!isOurs && purchase.NamedLabelId is { } name) return Locked(LabelCodes.NamedLabelMissing, $"the response named label {name}, the lists show another one");
        return new PurchaseCertainty.Exists(label, isOurs, isInAll ? null : new LabelReason(LabelCodes.OneListOnly, "only one list shows the label"));
    }

    private static PurchaseCertainty NotSent(ReservedPurchase purchase, DateTimeOffset now) => now < purchase.ReservedUntil
        ? new PurchaseCertainty.ReadAgainAt(purchase.ReservedUntil, new LabelReason(LabelCodes.NotSentYet, "the purchase may still be sent"))
        : new PurchaseCertainty.CertainlyAbsent("the purchase was never sent");

    private static PurchaseCertainty Absent(ReservedPurchase purchase, PurchaseEvidence evidence)
    {
        if (purchase.NamedLabelId is { } name) return Locked(LabelCodes.NamedLabelMissing, $"the response named label {name}, which no list shows");
        if (purchase.IsTest) return Locked(LabelCodes.TestLabelUnseen, "lists may not show test labels, so that it cannot be seen whether there is one");
        if (evidence.UnexplainedCharge >= purchase.Price / 2m) return Locked(LabelCodes.ChargedWithoutLabel, "the carrier's balance fell, but no list shows a label");
        if (evidence.Status == ShippingOrderStatus.Shipped) return Locked(LabelCodes.ShippedWithoutLabel, "the order is shipped, but no list shows a label");
        return new PurchaseCertainty.CertainlyAbsent("every list was read after the longest time in which a label becomes visible, and shows none");
    }

    private static PurchaseCertainty NotRead(ReservedPurchase purchase, ReadingSchedule schedule)
    {
        if (schedule.HasGivenUp) return Locked(LabelCodes.NotReadable, "the labels of the order could not be read in time");
        var text = purchase.NamedLabelId is { } name ? $"label {name} is not visible yet" : "a label may become visible yet";
        return new PurchaseCertainty.ReadAgainAt(schedule.Next(), new LabelReason(LabelCodes.NotVisibleYet, text));
    }

    /// <summary>One row for each label; a void that any reading shows counts, and so does the batch, which V1 names otherwise.</summary>
    private static List<LabelRecord> Merge(IReadOnlyList<LabelReading> readings, string? batch) =>
    [
        .. readings.SelectMany(static r => r.Labels).Where(static l => !l.IsReturn).GroupBy(static l => l.LabelId, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal)
            .Select(g => Newest(g) is var label && batch is not null && g.Any(l => l.BatchId == batch) ? label with { BatchId = batch } : label)
    ];

    private static LabelRecord Newest(IEnumerable<LabelRecord> same) =>
        same.OrderByDescending(static l => l.IsVoided).ThenBy(static l => l.CreatedAt is null).ThenByDescending(static l => l.ObservedAt).ThenBy(static l => l.Api).First();

    private static bool IsOurs(LabelRecord label, ReservedPurchase purchase)
    {
        if (label.LabelId == purchase.NamedLabelId || (label.BatchId is { } batch && batch == purchase.BatchName)) return true;
        if (purchase.NamedLabelId is not null || purchase.SentAt is not { } sent || purchase.KnownLabelIds.Contains(label.LabelId, StringComparer.Ordinal)) return false;
        return Same(label.CarrierCode, purchase.CarrierCode) && Same(label.ServiceCode, purchase.ServiceCode)
            && (label.CreatedAt is not { } created || (created >= sent - s_before && created <= (purchase.BatchEndedAt > sent ? purchase.BatchEndedAt : sent) + s_after));
    }

    private static bool IsVoidedMeanwhile(LabelRecord label, ReservedPurchase purchase) =>
        label.IsVoided && !purchase.KnownLabelIds.Contains(label.LabelId, StringComparer.Ordinal)
        && (label.CreatedAt is not { } created || created >= purchase.ReservedAt - s_before);

    private static PurchaseCertainty.LockedForAPerson Locked(string code, string text) => new(new LabelReason(code, text));

    /// <summary>What a reading does not state contradicts nothing.</summary>
    private static bool Same(string? read, string bought) => read is null || read.Equals(bought, StringComparison.OrdinalIgnoreCase);
}
