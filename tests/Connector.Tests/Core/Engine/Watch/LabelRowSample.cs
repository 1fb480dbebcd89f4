using Connector.Core.Model.Labels;

namespace Connector.Tests.Core.Engine.Watch;

/// <summary>Labels as the flow leaves them.</summary>
internal static class LabelRowSample
{
    public const string OrderId = "6dd7973c-af3c-49ca-ac10-52725c718ee4";

    public static LabelRow Proposed(DateTimeOffset at) => new()
    {
        Id = "a/1", OrderId = OrderId, OrderNumber = "US-1", OrderKey = "a", Account = "default", ShippingNumber = "US-1", State = LabelState.Proposed, Code = "ModeIsPropose",
        Reason = "the rules propose labels of this kind", CreatedAt = at, UpdatedAt = at,
        Intent = new LabelIntent("V1", "stamps_com", null, "usps_ground_advantage", "package", "none", null, 5m, "USD", 5.95m,
            """{"rule":"light","choice":"cheapest of 2","offers":["stamps_com usps_ground_advantage 5.00","ups_walleted ups_ground 4.00: NotTrackable, no tracking"]}""") { DecidedAt = at }
    };

    public static LabelRow Bought(DateTimeOffset at) => Proposed(at) with
    {
        State = LabelState.Bought, Code = null, Reason = null, Purchase = new LabelPurchase(70001, null, "9400", 5.50m, 0.50m, "USD", at, "a/1", "pdf"),
        Reservation = new LabelReservation("me#1", at, at.AddMinutes(2)) { SpendId = "a/1#1", SentAt = at }
    };
}
