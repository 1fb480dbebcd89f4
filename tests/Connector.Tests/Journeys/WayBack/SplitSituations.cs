using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>Orders that become several, or one.</summary>
internal static class SplitSituations
{
    public static IEnumerable<Situation> All =>
    [
        new("a part labelled, ShipStation splits off the rest", SplitByLabel, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
              label 2: 1 MUG-RED, 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            in ShipStation US-1-1 shipped
            """) { Plan = new WorldPlan { PartialLabel = PartialLabel.Split } },
        new("order split by hand, both halves labelled", SplitByHand, """
            US-1 Open Shipped
              label 1: 1 PEN-F-BLK; USPS
              label 2: 2 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            in ShipStation US-1-1 shipped
            """),
        new("order split by hand, one half labelled", SplitByHandHalf, """
            US-1 Open Partial
              label 1: 1 PEN-F-BLK; USPS
              shows: partially shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 awaiting_shipment
            in ShipStation US-1-1 shipped
            """),
        new("two orders merged, one label", Merged, """
            US-1 Open Shipped
              label 1: 2 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            US-2 Open Shipped
              label 1: 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("two orders merged, a label for each part", MergedInParts, """
            US-1 Open Shipped
              label 1: 2 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            US-2 Open Shipped
              label 2: 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("two orders merged and labelled at once", MergedAndLabelled, """
            US-1 Open Shipped
              label 1: 2 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            US-2 Open Shipped
              label 1: 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("order split by hand, one label voided", SplitAndVoided, """
            US-1 Open Partial
              label 2: 2 MUG-RED; USPS
              shows: partially shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            in ShipStation US-1-1 awaiting_shipment
            """),
        new("order split by hand, then cancelled in the shop", SplitAndCancelled, """
            US-1 Cancelled -
              shows: cancelled
            in ShipStation US-1 cancelled
            in ShipStation US-1-1 cancelled
            """),
        new("order split by hand, then a new address", SplitAndEdited, """
            US-1 Open Shipped
              label 1: 2 MUG-RED; USPS
              label 2: 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            in ShipStation US-1-1 shipped
            """) { Also = async stage => Assert.All(await stage.World.ShippingOrdersAsync("US-1"), part => Assert.Equal("700 LARIMER STREET", part.Text("shipTo.street1"))) },
        new("merged orders, their label voided", MergedAndVoided, """
            US-1 Open Pending
              shows: exported, address valid
            US-2 Open Pending
              shows: exported, address valid
            in ShipStation US-1 awaiting_shipment
            """),
        new("two orders merged and labelled at once, a label for each part", MergedAndLabelledInParts, """
            US-1 Open Shipped
              label 1: 2 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            US-2 Open Shipped
              label 2: 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("two warehouses, both shipped", TwoWarehouses, """
            US-1 Open Shipped
              label 1: 1 PEN-F-BLK; USPS
              label 2: 2 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1-1 shipped
            in ShipStation US-1-2 shipped
            """) { Plan = Warehouses },
        new("two warehouses, one shipped", OneOfTwoWarehouses, """
            US-1 Open Partial
              label 1: 1 PEN-F-BLK; USPS
              shows: partially shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1-1 awaiting_shipment
            in ShipStation US-1-2 shipped
            """) { Plan = Warehouses }
    ];

    private static WorldPlan Warehouses => new()
    {
        Settings = new Dictionary<string, string?>
        {
            ["Locations:0:Key"] = "east", ["Locations:0:StoreId"] = "410001", ["Locations:0:WarehouseId"] = "88001",
            ["Locations:1:Key"] = "west", ["Locations:1:StoreId"] = "410001", ["Locations:1:WarehouseId"] = "88002",
            ["Routing:DefaultLocation"] = "east", ["Routing:Rules:0:Name"] = "west", ["Routing:Rules:0:SupplyChannels:0"] = "west", ["Routing:Rules:0:Location"] = "west"
        }
    };

    private static async Task SplitByLabel(Stage stage)
    {
        var order = LabelSituations.MugsAndPen();
        await stage.PlaceAsync(order);
        await stage.LabelAsync("US-1", (order.Lines[0], 1));
        await stage.LaterAsync();
        await stage.LabelAsync("US-1-1");
        await stage.LaterAsync();
    }

    private static async Task SplitByHandHalf(Stage stage)
    {
        var order = LabelSituations.MugsAndPen();
        await stage.PlaceAsync(order);
        await stage.World.People.SplitAsync("US-1", (order.Lines[1], 1));
        await stage.LaterAsync();
        await stage.LabelAsync("US-1-1");
        await stage.LaterAsync();
    }

    private static async Task SplitByHand(Stage stage)
    {
        await SplitByHandHalf(stage);
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static async Task<ShopOrder[]> MergeAsync(Stage stage)
    {
        ShopOrder[] orders = [ShopOrder.Numbered("US-1").With("MUG-RED", 2), ShopOrder.Numbered("US-2").With("PEN-F-BLK", 1)];
        await stage.PlaceAsync(orders);
        await stage.World.People.MergeAsync("US-1", "US-2");
        return orders;
    }

    private static async Task Merged(Stage stage)
    {
        await MergeAsync(stage);
        await stage.LaterAsync();
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static async Task MergedAndLabelled(Stage stage)
    {
        await MergeAsync(stage);
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static async Task MergedInParts(Stage stage)
    {
        var orders = await MergeAsync(stage);
        await stage.LaterAsync();
        await stage.LabelAsync("US-1", (orders[0].Lines[0], 2));
        await stage.LabelAsync("US-1", (orders[1].Lines[0], 1));
        await stage.LaterAsync();
    }

    private static async Task MergedAndLabelledInParts(Stage stage)
    {
        var orders = await MergeAsync(stage);
        await stage.LabelAsync("US-1", (orders[0].Lines[0], 2));
        await stage.LabelAsync("US-1", (orders[1].Lines[0], 1));
        await stage.LaterAsync();
    }

    private static async Task MergedAndVoided(Stage stage)
    {
        await Merged(stage);
        await stage.VoidAsync(stage.Labels[0]);
        await stage.LaterAsync();
    }

    private static async Task SplitAndVoided(Stage stage)
    {
        await SplitByHand(stage);
        await stage.VoidAsync(stage.Labels[0]);
        await stage.LaterAsync();
    }

    private static async Task SplitAndCancelled(Stage stage)
    {
        var order = LabelSituations.MugsAndPen();
        await stage.PlaceAsync(order);
        await stage.World.People.SplitAsync("US-1", (order.Lines[1], 1));
        await stage.LaterAsync();
        await stage.EditInShopAsync("US-1", new JsonObject { ["orderState"] = "Cancelled" });
        await stage.LaterAsync();
    }

    private static async Task SplitAndEdited(Stage stage)
    {
        var order = LabelSituations.MugsAndPen();
        await stage.PlaceAsync(order);
        await stage.World.People.SplitAsync("US-1", (order.Lines[1], 1));
        await stage.LaterAsync();
        await stage.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });
        await stage.LaterAsync();
        await stage.LaterAsync();
        await stage.LabelAsync("US-1");
        await stage.LabelAsync("US-1-1");
        await stage.LaterAsync();
    }

    private static async Task OneOfTwoWarehouses(Stage stage)
    {
        await stage.PlaceAsync(ShopOrder.Numbered("US-1").With("MUG-RED", 2, "east").With("PEN-F-BLK", 1, "west"));
        await stage.LabelAsync("US-1-2");
        await stage.LaterAsync();
    }

    private static async Task TwoWarehouses(Stage stage)
    {
        await OneOfTwoWarehouses(stage);
        await stage.LabelAsync("US-1-1");
        await stage.LaterAsync();
    }
}
