using System.Text.Json.Nodes;
using Connector.TestSupport;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>Orders that the shop takes back, whole or in part.</summary>
internal static class CancellationSituations
{
    public static IEnumerable<Situation> All =>
    [
        new("cancelled in the shop before a label", Before, """
            US-1 Cancelled -
              shows: cancelled
            in ShipStation US-1 cancelled
            """),
        new("cancelled in the shop while the label is bought", During, """
            US-1 Cancelled Shipped
              label 1: 2 MUG-RED, 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
              says: The order was cancelled in the shop after a label was bought.
            in ShipStation US-1 shipped
            error CancelledAfterShipment US-1
            """),
        new("cancelled in the shop after the label", After, """
            US-1 Cancelled Shipped
              label 1: 2 MUG-RED, 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
              says: The order was cancelled in the shop after a label was bought.
            in ShipStation US-1 shipped
            error CancelledAfterShipment US-1
            """),
        new("cancelled in the shop after the label, which is voided", AfterAndVoided, """
            US-1 Cancelled Pending
              shows: cancelled, address valid
            in ShipStation US-1 cancelled
            """),
        new("a line refunded before the label", LineRefunded, """
            US-1 Open Shipped
              label 1: 2 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("some units refunded before the label", UnitsRefunded, """
            US-1 Open Shipped
              label 1: 1 MUG-RED, 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """)
    ];

    private static async Task Before(Stage stage)
    {
        await stage.PlaceAsync(LabelSituations.MugsAndPen());
        await stage.EditInShopAsync("US-1", new JsonObject { ["orderState"] = "Cancelled" });
        await stage.LaterAsync();
    }

    /// <summary>The connector has decided to cancel; before its call arrives, the label is there.</summary>
    private static async Task During(Stage stage)
    {
        await stage.PlaceAsync(LabelSituations.MugsAndPen());
        await stage.EditInShopAsync("US-1", new JsonObject { ["orderState"] = "Cancelled" });
        stage.World.Between.At("push-reserved", () => stage.LabelAsync("US-1"));
        await stage.LaterAsync();
    }

    private static async Task After(Stage stage)
    {
        await stage.PlaceAsync(LabelSituations.MugsAndPen());
        await stage.LabelAsync("US-1");
        await stage.EditInShopAsync("US-1", new JsonObject { ["orderState"] = "Cancelled" });
        await stage.LaterAsync();
    }

    private static async Task AfterAndVoided(Stage stage)
    {
        await After(stage);
        await stage.VoidAsync(stage.Labels[0]);
        await stage.LaterAsync();
        await stage.World.ReplayAllAsync();
        await stage.LaterAsync();
    }

    private static Task LineRefunded(Stage stage) => RefundAsync(stage, line: 1);

    private static Task UnitsRefunded(Stage stage) => RefundAsync(stage, line: 0);

    private static async Task RefundAsync(Stage stage, int line)
    {
        var order = LabelSituations.MugsAndPen();
        await stage.PlaceAsync(order);
        await stage.EditInShopAsync("US-1", new JsonObject
        {
            ["returnInfo"] = new JsonArray(new JsonObject
            {
                ["items"] = new JsonArray(new JsonObject
                {
                    ["type"] = "LineItemReturnItem", ["id"] = Ids.LineId(), ["quantity"] = 1, ["lineItemId"] = order.Lines[line], ["shipmentState"] = "Advised",
                    ["paymentState"] = "Refunded", ["createdAt"] = "2026-03-18T18:30:00.000Z", ["lastModifiedAt"] = "2026-03-18T18:30:00.000Z"
                })
            })
        });
        await stage.LaterAsync();
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }
}
