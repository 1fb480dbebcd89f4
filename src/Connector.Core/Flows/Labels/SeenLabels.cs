using Connector.Core.Flows.Intake;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>
/// Compares labels that ShipStation shows with ours: voids by people are noted, a cost that was not recorded counts against the caps, and charges that nobody can explain are reported.
/// With labels switched off nothing is read.
/// </summary>
internal sealed class SeenLabels(ILabelStore labels, ISpendLedger ledger, IJournal journal, LabelRules rules, TimeProvider clock) : ISeenShipments
{
    public async Task TakeAsync(IReadOnlyList<(Shipment Shipment, string OrderId)> shipments, CancellationToken cancellationToken)
    {
        if (rules.Mode == LabelMode.Off) return;
        var seen = shipments.Where(static s => s.Shipment.Kind == ShipmentKind.Label).ToLookup(static s => s.OrderId, static s => s.Shipment, StringComparer.Ordinal);
        if (seen.Count == 0) return;
        var now = clock.GetUtcNow();
        var history = new List<JournalEntry>();
        foreach (var row in await labels.GetAsync([.. seen.Select(static order => order.Key)], cancellationToken))
        {
            if (await NoteAsync(row, [.. seen[row.OrderId]], now, cancellationToken) is { Text: { } text })
                history.Add(new JournalEntry(now, JournalKind.Decision, row.OrderId, row.OrderNumber, $"{MessageTypes.Describe(MessageTypes.BuyLabel)}: {text}"));
        }
        if (history.Count > 0) await journal.AppendAsync(history, cancellationToken);
    }

    /// <summary>Null where they say nothing new, whoever wrote the row meanwhile.</summary>
    private async Task<SeenLabel?> NoteAsync(LabelRow row, IReadOnlyList<Shipment> shipments, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (LabelRow? stored = row; stored is not null; stored = await labels.FindAsync(row.Id, cancellationToken))
        {
            if (shipments.Select(shipment => SeenLabel.Decide(stored, shipment, now)).FirstOrDefault(static s => s is not null) is not { } label) return null;
            if (label.Row is { Purchase: { } purchase, Reservation.SpendId: { Length: > 0 } spend } && purchase.Adjusted != stored.Purchase!.Adjusted)
                await ledger.SettleAsync(row.Account, spend, purchase.Cost + purchase.InsuranceCost + purchase.Adjusted, cancellationToken);
            if ((await labels.WriteAsync([label.Row], cancellationToken))[0] is not null) return label;
        }
        return null;
    }
}
