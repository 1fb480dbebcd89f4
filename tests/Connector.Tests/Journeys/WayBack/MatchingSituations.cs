using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>Which line of the order an item on a label is.</summary>
internal static class MatchingSituations
{
    public static IEnumerable<Situation> All =>
    [
        new("item replaced, line known by its key", ByKey, """
            US-1 Open Shipped
              label 1: 2 MUG-RED, 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("item typed again, line known by its SKU", BySku, """
            US-1 Open Shipped
              label 1: 2 MUG-RED, 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("item replaced, line unknown", ByNothing, """
            US-1 Open Partial
              label 1: no items; USPS
              shows: partially shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """) { Also = async stage => Assert.Contains("TEA-GREEN, which is not in the order", await stage.World.HistoryAsync("US-1")) },
        new("the same article on two lines", TwoLinesOfOneArticle, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
              label 2: 2 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("more shipped than ordered", TooMuch, """
            US-1 Open Shipped
              label 1: 2 MUG-RED; USPS
              label 2: no items; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
              says: Shipment 700200002 contains 1 of MUG-RED, but only 0 were left to ship.
            in ShipStation US-1 shipped
            error OverShipment US-1
            """),
        new("negative quantity", Negative, """
            US-1 Open Partial
              label 1: 1 PEN-F-BLK; USPS
              shows: partially shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 awaiting_shipment
            """)
    ];

    private static async Task ByKey(Stage stage)
    {
        var order = LabelSituations.MugsAndPen();
        await stage.PlaceAsync(order);
        await stage.EditInShipStationAsync("US-1", Items(Item(order.Lines[0], "MUG-BLUE", 2), Item(order.Lines[1], "PEN-F-BLK", 1)));
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static async Task BySku(Stage stage)
    {
        var order = LabelSituations.MugsAndPen();
        await stage.PlaceAsync(order);
        await stage.EditInShipStationAsync("US-1", Items(Item(null, "MUG-RED", 2), Item(order.Lines[1], "PEN-F-BLK", 1)));
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static async Task ByNothing(Stage stage)
    {
        await stage.PlaceAsync(ShopOrder.Numbered("US-1"));
        await stage.EditInShipStationAsync("US-1", Items(Item(null, "TEA-GREEN", 1)));
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static async Task TwoLinesOfOneArticle(Stage stage)
    {
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 1).With("MUG-RED", 2);
        await stage.PlaceAsync(order);
        await stage.LabelAsync("US-1", (order.Lines[0], 1));
        await stage.LabelAsync("US-1", (order.Lines[1], 2));
        await stage.LaterAsync();
    }

    private static async Task TooMuch(Stage stage)
    {
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 2);
        await stage.PlaceAsync(order);
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
        await stage.LabelAnywayAsync("US-1", (order.Lines[0], 1));
        await stage.LaterAsync();
    }

    private static async Task Negative(Stage stage)
    {
        var order = LabelSituations.MugsAndPen();
        await stage.PlaceAsync(order);
        await stage.LabelAnywayAsync("US-1", (order.Lines[0], -2), (order.Lines[1], 1));
        await stage.LaterAsync();
    }

    private static JsonObject Items(params JsonObject[] items) => new() { ["items"] = new JsonArray([.. items]) };

    private static JsonObject Item(string? key, string sku, int quantity) => new()
    {
        ["lineItemKey"] = key, ["sku"] = sku, ["name"] = "Item " + sku, ["quantity"] = quantity, ["unitPrice"] = 15.00
    };
}
