using System.Text.Json.Nodes;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>Labels that are taken back.</summary>
internal static class VoidSituations
{
    public static IEnumerable<Situation> All =>
    [
        new("void before anyone looked", BeforeAnyoneLooked, """
            US-1 Open -
              shows: exported, address valid
            in ShipStation US-1 awaiting_shipment
            """),
        new("void after it was written back", AfterItWasReported, """
            US-1 Open Pending
              shows: exported, address valid
            in ShipStation US-1 awaiting_shipment
            """),
        new("void and a new label", NewLabel, """
            US-1 Open Shipped
              label 2: 2 MUG-RED, 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("new label first, then the void", NewLabelFirst, """
            US-1 Open Partial
              label 2: no items; USPS
              shows: partially shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("void of one of two", OneOfTwo, """
            US-1 Open Partial
              label 2: 1 PEN-F-BLK; USPS
              shows: partially shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 awaiting_shipment
            """),
        new("return label voided", ReturnVoided, """
            US-1 Open Shipped
              label 1: 2 MUG-RED, 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """)
    ];

    private static async Task BeforeAnyoneLooked(Stage stage)
    {
        await stage.PlaceAsync(LabelSituations.MugsAndPen());
        await stage.VoidAsync(await stage.LabelAsync("US-1"));
        await stage.LaterAsync();
    }

    private static async Task AfterItWasReported(Stage stage)
    {
        await stage.PlaceAsync(LabelSituations.MugsAndPen());
        var label = await stage.LabelAsync("US-1");
        await stage.LaterAsync();
        await stage.VoidAsync(label);
        await stage.LaterAsync();
    }

    private static async Task NewLabel(Stage stage)
    {
        await AfterItWasReported(stage);
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static async Task NewLabelFirst(Stage stage)
    {
        await stage.PlaceAsync(LabelSituations.MugsAndPen());
        var label = await stage.LabelAsync("US-1");
        await stage.LaterAsync();
        await stage.LabelAsync("US-1", new JsonObject { ["noItems"] = true, ["force"] = true });
        await stage.VoidAsync(label);
        await stage.LaterAsync();
    }

    private static async Task OneOfTwo(Stage stage)
    {
        var order = LabelSituations.MugsAndPen();
        await stage.PlaceAsync(order);
        var first = await stage.LabelAsync("US-1", (order.Lines[0], 2));
        await stage.LabelAsync("US-1", (order.Lines[1], 1));
        await stage.LaterAsync();
        await stage.VoidAsync(first);
        await stage.LaterAsync();
    }

    private static async Task ReturnVoided(Stage stage)
    {
        await stage.PlaceAsync(LabelSituations.MugsAndPen());
        await stage.LabelAsync("US-1");
        var back = await stage.LabelAsync("US-1", new JsonObject { ["isReturn"] = true });
        await stage.LaterAsync();
        await stage.VoidAsync(back);
        await stage.LaterAsync();
    }
}
