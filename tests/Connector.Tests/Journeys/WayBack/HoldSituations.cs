using System.Text.Json.Nodes;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>Orders that people in ShipStation hold or cancel.</summary>
internal static class HoldSituations
{
    public static IEnumerable<Situation> All =>
    [
        new("held in ShipStation", Held, """
            US-1 Open -
              shows: on hold, address valid
            in ShipStation US-1 on_hold
            """),
        new("held in ShipStation and released", Released, """
            US-1 Open -
              shows: exported, address valid
            in ShipStation US-1 awaiting_shipment
            """),
        new("held, released and shipped", ReleasedAndShipped, """
            US-1 Open Shipped
              label 1: 2 MUG-RED, 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-20, page, address valid
            in ShipStation US-1 shipped
            """),
        new("cancelled in ShipStation", Cancelled, """
            US-1 Open -
              shows: cancelled, address valid
            in ShipStation US-1 cancelled
            """)
    ];

    private static Task Held(Stage stage) => EditAsync(stage, new JsonObject { ["orderStatus"] = "on_hold", ["holdUntilDate"] = "2026-03-20" });

    /// <summary>ShipStation ends the hold by itself at midnight.</summary>
    private static async Task Released(Stage stage)
    {
        await Held(stage);
        await stage.LaterAsync(TimeSpan.FromDays(2));
    }

    private static async Task ReleasedAndShipped(Stage stage)
    {
        await Released(stage);
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static Task Cancelled(Stage stage) => EditAsync(stage, new JsonObject { ["orderStatus"] = "cancelled" });

    private static async Task EditAsync(Stage stage, JsonObject merge)
    {
        await stage.PlaceAsync(LabelSituations.MugsAndPen());
        await stage.EditInShipStationAsync("US-1", merge);
        await stage.LaterAsync();
    }
}
