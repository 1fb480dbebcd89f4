using Connector.Core.Model.Labels;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>Pure: what a label that was bought makes of its row, whatever the row says by then.</summary>
internal static class BoughtRow
{
    public const string After = "a label was bought after it had been taken for certain that none was: compare the labels of the order in ShipStation";

    /// <summary>Null where the row is about another purchase by now.</summary>
    /// <param name="bought">As it was when the purchase was sent.</param>
    public static LabelRow? Apply(LabelRow stored, LabelRow bought, LabelPurchase purchase, LabelReason? note, DateTimeOffset now)
    {
        var isOpen = stored.State is LabelState.Reserved or LabelState.Unknown;
        if (isOpen && stored.Attempt != bought.Attempt) return null;
        // Somebody found it in a reading, and may have voided it since.
        if (stored.Purchase is { } known) return known.ShipmentId == purchase.ShipmentId || known.ShipmentId is null || purchase.ShipmentId is null ? Complete(stored, known, purchase, now) : null;
        var reason = isOpen && stored.Reservation is not { IsAbsent: true } ? note : new LabelReason(LabelCodes.UnexplainedCharge, After);
        return stored with
        {
            State = LabelState.Bought, DueAt = null, Intent = bought.Intent, Reservation = bought.Reservation, Purchase = purchase, Code = reason?.Code, Reason = reason?.Text, UpdatedAt = now
        };
    }

    private static LabelRow Complete(LabelRow stored, LabelPurchase known, LabelPurchase purchase, DateTimeOffset now) => stored with
    {
        Purchase = known with
        {
            ShipmentId = known.ShipmentId ?? purchase.ShipmentId, LabelId = known.LabelId ?? purchase.LabelId, TrackingNumber = known.TrackingNumber ?? purchase.TrackingNumber,
            DocumentId = known.DocumentId ?? purchase.DocumentId, Format = known.Format ?? purchase.Format
        },
        UpdatedAt = now
    };
}
