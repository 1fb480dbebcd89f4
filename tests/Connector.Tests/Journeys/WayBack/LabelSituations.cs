using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>Labels as they are bought every day.</summary>
internal static class LabelSituations
{
    public static IEnumerable<Situation> All =>
    [
        new("one label", OneLabel, """
            US-1 Open Shipped
              label 1: 2 MUG-RED, 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("two packages, a label each", TwoPackages, """
            US-1 Open Shipped
              label 1: 2 MUG-RED; USPS
              label 2: 1 PEN-F-BLK; UPS 1Z-SECOND
              shows: shipped, UPS ups_ground 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("two packages in one shipment", OneShipmentOfTwoPackages, """
            US-1 Open Shipped
              label 1: 2 MUG-RED, 1 PEN-F-BLK; USPS
              label 2: no items; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("a part only", APart, """
            US-1 Open Partial
              label 1: 1 MUG-RED; USPS
              shows: partially shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 awaiting_shipment
            """),
        new("a part, then the rest", APartThenTheRest, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
              label 2: 1 MUG-RED, 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("several shipments over days", OverDays, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
              label 2: 1 MUG-RED; USPS
              label 3: 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-20, page, address valid
            in ShipStation US-1 shipped
            """),
        new("label without items", NoItems, """
            US-1 Open Partial
              label 1: no items; USPS
              shows: partially shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """) { Also = async stage => Assert.Contains("lists no items", await stage.World.HistoryAsync("US-1")) },
        new("another service than asked for", Downgrade, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; FedEx 612700200001
              shows: shipped, FedEx fedex_ground 2026-03-18, page, address valid
              says: fedex_2day was requested, shipment 700200001 used fedex_ground.
            in ShipStation US-1 shipped
            """) { Plan = Asking("fedex_2day") },
        new("a better service than asked for", Downgrade, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; FedEx 612700200001
              shows: shipped, FedEx fedex_ground 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """) { Plan = Asking("fedex_home_delivery") },
        new("label dearer than what the customer paid", Overspend, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, cost 9.15, address valid
              says: The labels of US-1 cost 9.15, the customer pays 5.95 for shipping.
            in ShipStation US-1 shipped
            """) { Plan = new WorldPlan { Settings = new Dictionary<string, string?> { ["Writeback:OverspendAbove"] = "2.50", ["Writeback:ShipmentCost"] = "true" } } },
        new("return label", Return, """
            US-1 Open Shipped
              label 1: 2 MUG-RED, 1 PEN-F-BLK; USPS
              label 2: no items; USPS, return
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """)
    ];

    private static WorldPlan Asking(string service) => new()
    {
        Settings = new Dictionary<string, string?>
        {
            ["Services:Rules:0:Methods:0"] = "*", ["Services:Rules:0:Carrier"] = "fedex", ["Services:Rules:0:Service"] = service,
            ["Writeback:ServiceRanking:0"] = "fedex_2day", ["Writeback:ServiceRanking:1"] = "fedex_ground", ["Writeback:ServiceRanking:2"] = "fedex_home_delivery"
        }
    };

    public static ShopOrder MugsAndPen() => ShopOrder.Numbered("US-1").With("MUG-RED", 2).With("PEN-F-BLK", 1);

    private static async Task OneLabel(Stage stage)
    {
        await stage.PlaceAsync(MugsAndPen());
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static async Task TwoPackages(Stage stage)
    {
        var order = MugsAndPen();
        await stage.PlaceAsync(order);
        await stage.LabelAsync("US-1", (order.Lines[0], 2));
        await stage.LabelAsync("US-1", new JsonObject { ["carrier"] = "ups_walleted", ["service"] = "ups_ground", ["tracking"] = "1Z-SECOND" });
        await stage.LaterAsync();
    }

    /// <summary>Whether the service shows one row or two is not known; with two, the second holds no items.</summary>
    private static async Task OneShipmentOfTwoPackages(Stage stage)
    {
        await stage.PlaceAsync(MugsAndPen());
        await stage.LabelAsync("US-1");
        await stage.LabelAsync("US-1", new JsonObject { ["noItems"] = true, ["force"] = true });
        await stage.LaterAsync();
    }

    private static async Task APart(Stage stage)
    {
        var order = MugsAndPen();
        await stage.PlaceAsync(order);
        await stage.LabelAsync("US-1", (order.Lines[0], 1));
        await stage.LaterAsync();
    }

    private static async Task APartThenTheRest(Stage stage)
    {
        await APart(stage);
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static async Task OverDays(Stage stage)
    {
        var order = MugsAndPen();
        await stage.PlaceAsync(order);
        await stage.LabelAsync("US-1", (order.Lines[0], 1));
        await stage.LaterAsync(TimeSpan.FromDays(1));
        await stage.LabelAsync("US-1", (order.Lines[0], 1));
        await stage.LaterAsync(TimeSpan.FromDays(1));
        await stage.LabelAsync("US-1", (order.Lines[1], 1));
        await stage.LaterAsync();
    }

    private static async Task NoItems(Stage stage)
    {
        await stage.PlaceAsync(MugsAndPen());
        await stage.LabelAsync("US-1", new JsonObject { ["noItems"] = true });
        await stage.LaterAsync();
    }

    private static async Task Downgrade(Stage stage)
    {
        await stage.PlaceAsync(ShopOrder.Numbered("US-1"));
        await stage.LabelAsync("US-1", new JsonObject { ["carrier"] = "fedex", ["service"] = "fedex_ground" });
        await stage.LaterAsync();
    }

    private static async Task Overspend(Stage stage)
    {
        await stage.PlaceAsync(ShopOrder.Numbered("US-1"));
        await stage.LabelAsync("US-1", new JsonObject { ["cost"] = 8.15, ["insuranceCost"] = 1.00 });
        await stage.LaterAsync();
    }

    private static async Task Return(Stage stage)
    {
        await OneLabel(stage);
        await stage.LabelAsync("US-1", new JsonObject { ["isReturn"] = true });
        await stage.LaterAsync();
    }
}
