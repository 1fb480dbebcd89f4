using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>What ShipStation finds out about addresses.</summary>
internal static class AddressSituations
{
    public static IEnumerable<Situation> All =>
    [
        new("address normalised", Normalised, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """) { Also = stage =>
            {
                var order = stage.World.ShopOrder("US-1");
                Assert.StartsWith("12 CONGRESS AVENUE, AUSTIN, TX 78701-", order.Field("shipstationAddress"), StringComparison.Ordinal);
                Assert.Equal("12 Congress Avenue", order.Text("shippingAddress.streetName"));
                return Task.CompletedTask;
            } },
        new("address doubtful", Doubtful, """
            US-1 Open -
              shows: exported, address warning
            in ShipStation US-1 awaiting_shipment
            """),
        new("address failed", Failed, """
            US-1 Open -
              shows: on hold, address failed
            in ShipStation US-1 on_hold
            error AddressFailed US-1
            """),
        new("address failed, corrected in the shop", CorrectedInShop, """
            US-1 Open -
              shows: exported, address valid
            in ShipStation US-1 awaiting_shipment
            """),
        new("address failed, corrected in ShipStation", CorrectedThere, """
            US-1 Open -
              shows: exported, address valid
            in ShipStation US-1 awaiting_shipment
            """),
        new("address failed, shipped all the same", ShippedAllTheSame, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address failed
            in ShipStation US-1 shipped
            error AddressFailed US-1
            """)
    ];

    private static async Task Normalised(Stage stage)
    {
        await stage.PlaceAsync(ShopOrder.Numbered("US-1"));
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static Task Doubtful(Stage stage) => stage.PlaceAsync(To("1 Unclear Street"));

    private static Task Failed(Stage stage) => stage.PlaceAsync(To("1 Nowhere Lane"));

    private static async Task CorrectedInShop(Stage stage)
    {
        await Failed(stage);
        await stage.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("12 Congress Avenue") });
        await stage.LaterAsync();
    }

    private static async Task CorrectedThere(Stage stage)
    {
        await Failed(stage);
        await stage.EditInShipStationAsync("US-1", new JsonObject { ["orderStatus"] = "awaiting_shipment", ["shipTo"] = new JsonObject { ["street1"] = "12 Congress Avenue" } });
        await stage.LaterAsync();
    }

    private static async Task ShippedAllTheSame(Stage stage)
    {
        await Failed(stage);
        await stage.EditInShipStationAsync("US-1", new JsonObject { ["orderStatus"] = "awaiting_shipment" });
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static ShopOrder To(string street) => ShopOrder.Numbered("US-1").But(order => order["shippingAddress"] = ShopOrder.Address(street));
}
