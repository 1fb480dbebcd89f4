using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Purchases;

namespace Connector.Core.Flows.Labels;

/// <summary>Reads what the shipping side shows of a purchase whose outcome was not seen, and what follows from it.</summary>
internal sealed class PurchaseReadings(ILabelAccounts labels, IShippingAccounts accounts, UnexplainedCharges charges, LabelRules rules, TimeProvider clock)
{
    /// <summary>The labels first; the state of the order only where they leave a question, and the carrier's balance only before it is said that there is none.</summary>
    /// <param name="shipments">Gets what V1's list says.</param>
    public async Task<PurchaseCertainty> JudgeAsync(LabelRow row, ReservedPurchase purchase, List<Shipment> shipments, CancellationToken cancellationToken)
    {
        if (purchase.SentAt is null) return PurchaseJudge.Judge(purchase, new PurchaseEvidence(), rules.UnknownPurchases, clock.GetUtcNow());
        var evidence = await ReadLabelsAsync(row, shipments, cancellationToken);
        if (PurchaseJudge.Judge(purchase, evidence, rules.UnknownPurchases, clock.GetUtcNow()) is PurchaseCertainty.Exists { IsOurs: true, Remark: null } ours) return ours;
        var readAt = clock.GetUtcNow();
        var order = await accounts.Get(row.Account).GetOrderAsync(row.ShippingOrderId, RateLane.Normal, cancellationToken);
        evidence = evidence with { Status = order?.Status, StatusReadAt = order is null ? null : readAt };
        var certainty = PurchaseJudge.Judge(purchase, evidence, rules.UnknownPurchases, clock.GetUtcNow());
        if (certainty is not PurchaseCertainty.CertainlyAbsent) return certainty;
        var charge = await charges.FindAsync(row, purchase.ReservedUntil, cancellationToken);
        return PurchaseJudge.Judge(purchase, evidence with { UnexplainedCharge = charge }, rules.UnknownPurchases, clock.GetUtcNow());
    }

    /// <param name="shipments">Gets what V1's list says, with the items: the shop order shows it without another call.</param>
    private async Task<PurchaseEvidence> ReadLabelsAsync(LabelRow row, List<Shipment> shipments, CancellationToken cancellationToken)
    {
        var account = labels.Get(row.Account);
        var at = clock.GetUtcNow();
        shipments.AddRange(await accounts.Get(row.Account).ListShipmentsOfOrderAsync(row.ShippingOrderId, RateLane.Normal, cancellationToken));
        var readings = new List<LabelReading> { new(LabelApi.V1, at, true, [.. shipments.Select(LabelRecords.From)]) };
        if (account.HasV2)
        {
            at = clock.GetUtcNow();
            readings.Add(new LabelReading(LabelApi.V2, at, true, await account.Readings.ListOfOrderAsync(row.ShippingOrderId, LabelApi.V2, RateLane.Normal, cancellationToken)));
        }
        return new PurchaseEvidence { Readings = readings, HasV2 = account.HasV2 };
    }
}
