using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>Changes of both sides that meet.</summary>
internal static class EditSituations
{
    public static IEnumerable<Situation> All =>
    [
        new("staff edit and a new address", StaffEdit, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """) { Also = async stage =>
            {
                var there = await stage.World.ShippingOrderAsync("US-1");
                Assert.Equal(("Two layers of paper", "700 LARIMER STREET"), (there.Text("internalNotes"), there.Text("shipTo.street1")));
                Assert.StartsWith("700 LARIMER STREET", stage.World.ShopOrder("US-1").Field("shipstationAddress"), StringComparison.Ordinal);
            } },
        new("both sides changed the same field", SameField, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """) { Also = async stage =>
            {
                Assert.Equal("700 LARIMER STREET", (await stage.World.ShippingOrderAsync("US-1")).Text("shipTo.street1"));
                Assert.Contains("changed in both, the shop's value was used: shipTo", await stage.World.HistoryAsync("US-1"));
            } },
        new("label bought while an edit is on its way", LabelDuringPush, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
              says: The order changed in the shop after it was shipped. ShipStation does not change shipped orders.
            in ShipStation US-1 shipped
            error ChangedAfterShipment US-1
            """),
        new("edited in the shop after the label", AfterLabel, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
              says: The order changed in the shop after it was shipped. ShipStation does not change shipped orders.
            in ShipStation US-1 shipped
            error ChangedAfterShipment US-1
            """),
        new("order edited in the shop while its shipment is written back", DuringWriteback, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """) { Also = stage =>
            {
                Assert.Equal("PO-7", stage.World.ShopOrder("US-1").Text("purchaseOrderNumber"));
                return Task.CompletedTask;
            } }
    ];

    private static JsonObject ToDenver => new() { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") };

    private static async Task StaffEdit(Stage stage)
    {
        await stage.PlaceAsync(ShopOrder.Numbered("US-1"));
        await stage.EditInShipStationAsync("US-1", new JsonObject { ["internalNotes"] = "Two layers of paper" });
        await stage.EditInShopAsync("US-1", ToDenver);
        await ShipAsync(stage);
    }

    private static async Task SameField(Stage stage)
    {
        await stage.PlaceAsync(ShopOrder.Numbered("US-1"));
        await stage.EditInShipStationAsync("US-1", new JsonObject { ["shipTo"] = new JsonObject { ["street1"] = "99 Guadalupe Street" } });
        await stage.EditInShopAsync("US-1", ToDenver);
        await ShipAsync(stage);
    }

    private static async Task LabelDuringPush(Stage stage)
    {
        await stage.PlaceAsync(ShopOrder.Numbered("US-1"));
        await stage.EditInShopAsync("US-1", ToDenver);
        stage.World.Between.At("push-reserved", () => stage.LabelAsync("US-1"));
        await stage.LaterAsync();
    }

    private static async Task AfterLabel(Stage stage)
    {
        await stage.PlaceAsync(ShopOrder.Numbered("US-1"));
        await stage.LabelAsync("US-1");
        await stage.EditInShopAsync("US-1", ToDenver);
        await stage.LaterAsync();
    }

    /// <summary>A change that does not concern shipping comes between the shop's response and our note of it.</summary>
    private static async Task DuringWriteback(Stage stage)
    {
        await stage.PlaceAsync(ShopOrder.Numbered("US-1"));
        await stage.LabelAsync("US-1");
        stage.World.Between.At("shipment-written", () => stage.EditInShopAsync("US-1", new JsonObject { ["purchaseOrderNumber"] = "PO-7" }));
        await stage.LaterAsync();
    }

    private static async Task ShipAsync(Stage stage)
    {
        await stage.LaterAsync();
        await stage.LaterAsync();
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }
}
