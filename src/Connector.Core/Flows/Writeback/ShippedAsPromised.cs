using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Writeback;

namespace Connector.Core.Flows.Writeback;

/// <summary>Pure: compares what was bought with what was asked for and paid. Stops nothing; the order and the journal say so.</summary>
internal static class ShippedAsPromised
{
    /// <param name="live">Labels that are not voided.</param>
    public static IEnumerable<DeliveryFlag> Check(IReadOnlyList<Shipment> live, IReadOnlyList<SyncRow> rows, WritebackRules rules)
    {
        foreach (var row in rows.Where(r => r.Payload is not null))
        {
            var labels = live.Where(s => s is { Kind: ShipmentKind.Label, IsReturn: false } && (s.OrderKey == row.OrderKey || (s.ShippingOrderId is { } id && id == row.ShippingOrderId))).ToList();
            if (labels.Count == 0) continue;
            var asked = PayloadJson.Unpack(row.Payload!);
            foreach (var label in labels.Where(l => IsWorse(asked.ServiceCode, l.ServiceCode, rules.ServiceRanking)))
                yield return Flag("ServiceDowngraded", $"{asked.ServiceCode} was requested, shipment {label.Id} used {label.ServiceCode}.");
            var cost = labels.Sum(l => (l.ShipmentCost ?? 0) + (l.InsuranceCost ?? 0));
            if (cost > asked.ShippingAmount + rules.OverspendAbove)
                yield return Flag("Overspent", $"The labels of {asked.OrderNumber} cost {Text(cost)}, the customer pays {Text(asked.ShippingAmount)} for shipping.");
        }
    }

    private static bool IsWorse(string? asked, string? bought, IList<string> ranking)
    {
        if (asked is null || bought is null || Same(asked, bought)) return false;
        var (askedAt, boughtAt) = (Place(asked, ranking), Place(bought, ranking));
        return askedAt < 0 || boughtAt < 0 || boughtAt > askedAt;
    }

    private static int Place(string service, IList<string> ranking)
    {
        for (var i = 0; i < ranking.Count; i++)
            if (Same(ranking[i], service)) return i;
        return -1;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static DeliveryFlag Flag(string code, string text) => new(FailureKind.Unknown, code, text, NeedsAttention: false) { OnOrder = true };

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
