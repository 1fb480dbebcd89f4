namespace Connector.Tests.Journeys.WayBack;

/// <summary>Goods that leave without a label of ShipStation's.</summary>
internal static class FulfillmentSituations
{
    public static IEnumerable<Situation> All =>
    [
        new("marked as shipped", Marked, """
            US-1 Open Shipped
              fulfillment 1: 2 MUG-RED, 1 PEN-F-BLK; USPS HAND-1
              shows: shipped, USPS  2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("one label, the rest marked as shipped", Mixed, """
            US-1 Open Shipped
              label 1: 2 MUG-RED; USPS
              fulfillment 1: 1 PEN-F-BLK; USPS HAND-1
              shows: shipped, USPS  2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("shipped by a fulfillment provider", ByProvider, """
            US-1 Open Shipped
              fulfillment 1: 2 MUG-RED, 1 PEN-F-BLK; USPS PROVIDER-9
              shows: shipped, USPS  2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("with a fulfillment provider", WithProvider, """
            US-1 Open -
              shows: exported
            in ShipStation US-1 pending_fulfillment
            """),
        new("refused by the fulfillment provider", Refused, """
            US-1 Open -
              shows: rejected by the fulfillment provider, address valid
            in ShipStation US-1 rejected_fulfillment
            """)
    ];

    private static async Task Marked(Stage stage)
    {
        await stage.PlaceAsync(LabelSituations.MugsAndPen());
        await stage.World.People.MarkShippedAsync("US-1");
        await stage.LaterAsync();
    }

    private static async Task Mixed(Stage stage)
    {
        var order = LabelSituations.MugsAndPen();
        await stage.PlaceAsync(order);
        await stage.LabelAsync("US-1", (order.Lines[0], 2));
        await stage.World.People.MarkShippedAsync("US-1");
        await stage.LaterAsync();
    }

    private static async Task WithProvider(Stage stage)
    {
        await stage.PlaceAsync(LabelSituations.MugsAndPen());
        await stage.World.People.FulfillAsync("US-1", "pending");
        await stage.LaterAsync();
    }

    private static async Task ByProvider(Stage stage)
    {
        await WithProvider(stage);
        await stage.World.People.FulfillAsync("US-1", "shipped", "PROVIDER-9");
        await stage.LaterAsync();
    }

    private static async Task Refused(Stage stage)
    {
        await WithProvider(stage);
        await stage.World.People.FulfillAsync("US-1", "rejected");
        await stage.LaterAsync();
    }
}
