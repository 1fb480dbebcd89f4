using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Money;
using Connector.Simulators.ShipStation.Shipments;
using Connector.Simulators.ShipStation.Time;
using Connector.Simulators.ShipStation.V2;

namespace Connector.Simulators.ShipStation.Labels;

/// <param name="Reason">The word of V2; null when approved.</param>
internal readonly record struct VoidOutcome(bool Approved, string Message, string? Reason);

/// <summary>Voids by call, by the clock of Refund Assist, and the scan that ends the time for either. Nobody is informed of a void.</summary>
internal sealed class LabelVoids(ShipStationAccount account)
{
    private readonly PriorityQueue<ShipmentRecord, DateTimeOffset> _assisted = new();

    /// <summary>A call asks for it.</summary>
    public VoidOutcome Void(ShipmentRecord label)
    {
        if (label.VoidDate is not null) return new(Approved: false, "The label has been voided already.", "label_already_voided");
        if (label.Details.ScannedAt is not null) return new(Approved: false, "The label has been scanned and cannot be voided.", "label_already_used");
        if (account.Clock.GetUtcNow() > label.Details.BoughtAt.AddDays(account.Switches.VoidWindowDays))
            return new(Approved: false, "The label is too old to be voided.", "label_not_found_within_void_period");
        account.Labels.Void(label);
        return new(Approved: true, "Label voided successfully", null);
    }

    /// <summary>Writes down what kind of void it was, and gives the money back.</summary>
    public void Record(ShipmentRecord label, string kind)
    {
        var details = label.Details;
        details.VoidType = kind;
        details.VoidedAt = account.Clock.GetUtcNow();
        details.RefundAsked = account.Money.Ledger.Charged(label.ShipmentId);
        account.Money.Refund(label, byAssist: kind == "refund_assist");
    }

    /// <summary>The carrier takes the parcel: voids are refused from now on, and a label that is paid on acceptance is charged.</summary>
    /// <param name="adjustment">What the carrier asks for later; 0 for nothing.</param>
    public void Scan(ShipmentRecord label, decimal adjustment)
    {
        var now = account.Clock.GetUtcNow();
        var isFirst = label.Details.ScannedAt is null;
        label.Details.ScannedAt ??= now;
        account.Tracks.Add(label.ShipmentId, new TrackEvent(now, "AC", "COLLECTION_MADE", TrackBook.Codes["AC"]));
        if (isFirst && label.Details.ChargeEvent == MoneyDesk.OnAcceptance) account.Money.Charge(label);
        if (adjustment != 0m) account.Money.Adjust(label, adjustment);
    }

    /// <summary>A USPS label that was just bought is voided by itself when nobody scans it.</summary>
    public void Expect(ShipmentRecord label)
    {
        if (label.CarrierCode == "stamps_com" && account.Switches.RefundAssistDays is var days and > 0) _assisted.Enqueue(label, label.Details.BoughtAt.AddDays(days));
    }

    public void CatchUp()
    {
        while (_assisted.TryPeek(out var label, out var due) && due <= account.Clock.GetUtcNow())
        {
            _assisted.Dequeue();
            if (label.VoidDate is not null || label.Details.ScannedAt is not null) continue;
            account.Shipments.Void(label, PacificTime.FromUtc(due));
            Record(label, "refund_assist");
        }
    }

    public void Clear() => _assisted.Clear();
}
