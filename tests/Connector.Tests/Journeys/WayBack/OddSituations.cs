using System.Text.Json.Nodes;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>What should not happen, and does.</summary>
internal static class OddSituations
{
    public static IEnumerable<Situation> All =>
    [
        new("shipment of a foreign order", Foreign, """
            US-1 Open -
              shows: exported
            in ShipStation POS-7 shipped
            in ShipStation US-1 awaiting_shipment
            """),
        new("shipment of an order that the shop deleted", Deleted, """
            in ShipStation US-7 shipped
            error OrderNotFound US-7
            """),
        new("tracking number of 300 characters", LongNumber, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS number of 256 characters
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """)
    ];

    private static async Task Foreign(Stage stage)
    {
        await stage.PlaceAsync(ShopOrder.Numbered("US-1"));
        await stage.World.People.WriteInShipStationAsync(TypedOrder("POS-7", "pos-7"));
        await stage.LabelAsync("POS-7", new JsonObject());
        await stage.LaterAsync();
    }

    private static async Task Deleted(Stage stage)
    {
        await stage.World.People.WriteInShipStationAsync(TypedOrder("US-7", "0f0f0f0f-0000-4000-8000-000000000007-main"));
        await stage.LabelAsync("US-7", new JsonObject());
        await stage.LaterAsync();
    }

    private static async Task LongNumber(Stage stage)
    {
        await stage.PlaceAsync(ShopOrder.Numbered("US-1"));
        await stage.LabelAsync("US-1", new JsonObject { ["tracking"] = new string('7', 300) });
        await stage.LaterAsync();
    }

    internal static JsonObject TypedOrder(string number, string key) => new()
    {
        ["orderNumber"] = number, ["orderKey"] = key, ["orderDate"] = "2026-03-18T09:00:00", ["orderStatus"] = "awaiting_shipment",
        ["billTo"] = Address(), ["shipTo"] = Address(),
        ["items"] = new JsonArray(new JsonObject { ["lineItemKey"] = "1", ["sku"] = "MUG-RED", ["name"] = "Red mug", ["quantity"] = 1, ["unitPrice"] = 15.00 })
    };

    private static JsonObject Address() => new()
    {
        ["name"] = "Ada Example", ["street1"] = "12 Congress Avenue", ["city"] = "Austin", ["state"] = "TX", ["postalCode"] = "78701", ["country"] = "US"
    };
}
