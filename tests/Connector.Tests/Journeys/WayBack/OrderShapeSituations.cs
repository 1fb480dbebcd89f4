using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Seeds;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>Orders that the shop keeps in a form of its own.</summary>
internal static class OrderShapeSituations
{
    public static IEnumerable<Situation> All =>
    [
        new("bundle, its parent sent", Bundle, """
            US-1 Open Shipped
              label 1: 1 GIFT-SET; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """) { Plan = Rules(("Mapping:Bundles:Parent:CustomField", "bundleParent"), ("Mapping:Bundles:Send", "ParentOnly")) },
        new("bundle, its children sent", Bundle, """
            US-1 Open Shipped
              label 1: 2 MUG-RED, 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """) { Plan = Rules(("Mapping:Bundles:Parent:CustomField", "bundleParent"), ("Mapping:Bundles:Send", "ChildrenOnly")) },
        new("custom lines: goods and a fee", CustomLines, """
            US-1 Open Shipped
              label 1: 1 MUG-RED, 1 gift-box; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """) { Plan = Rules(("Selection:Lines:GoodsSlugs:0", "gift-box")) },
        new("shipping mode Multiple", SeveralShippings, """
            US-1 Open Shipped
              label 1: 2 MUG-RED; USPS
              label 2: 1 PEN-F-BLK; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1-1a shipped
            in ShipStation US-1-1b shipped
            """) { Also = stage =>
            {
                Assert.Equal(["home", "work"], stage.World.ShopOrder("US-1").List("shipping").Select(shipping => shipping.Text("shippingKey")));
                Assert.All(stage.World.ShopOrder("US-1").List("shipping"), shipping => Assert.Single(shipping.List("shippingInfo.deliveries")));
                return Task.CompletedTask;
            } },
        new("order without shipping info", WithoutShippingInfo, """
            US-1 Open Shipped
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """) { Also = async stage => Assert.Contains("no shipping info", await stage.World.HistoryAsync("US-1")) },
        new("order with a Type of the merchant's", MerchantsType, """
            US-1 Open Shipped
              label 1: 1 MUG-RED; USPS
            in ShipStation US-1 shipped
            """),
        new("a part delivered by hand in the shop", ByHandInShop, """
            US-1 Open Shipped
              entered in the shop: 1 MUG-RED; Courier BIKE-7
              label 1: 1 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """),
        new("workflow and order state move along", Workflow, """
            US-1 Complete Shipped
              workflow: order-shipped
              label 1: 1 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """) { Plan = WithStates },
        new("order state moves back after a void", WorkflowBack, """
            US-1 Open Pending
              workflow: order-shipped
              shows: exported, address valid
            in ShipStation US-1 awaiting_shipment
            """) { Plan = WithStates },
        new("workflow does not allow the step", WorkflowForbids, """
            US-1 Complete Shipped
              workflow: order-received
              label 1: 1 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            error UpdateRejected US-1
            """) { Plan = WithStates },
        new("more parcels than one update takes", ManyParcels, """
            US-1 Open Shipped
              label 1 to label 520: 1 MUG-RED; USPS
              shows: shipped, USPS usps_priority_mail 2026-03-18, page, address valid
            in ShipStation US-1 shipped
            """)
    ];

    private static WorldPlan WithStates => Rules(
        ("Writeback:OrderStateWhenShipped", "Complete"), ("Writeback:OrderStateWhenVoided", "Open"), ("Writeback:TransitionWhenShipped", "order-shipped"));

    private static WorldPlan Rules(params (string Key, string Value)[] settings) => new() { Settings = settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value) };

    private static async Task ShipAsync(Stage stage, ShopOrder order)
    {
        await stage.PlaceAsync(order);
        await stage.LabelAsync("US-1");
        await stage.LaterAsync();
    }

    private static Task Bundle(Stage stage)
    {
        var order = ShopOrder.Numbered("US-1").With("GIFT-SET", 1).With("MUG-RED", 2).With("PEN-F-BLK", 1);
        return ShipAsync(stage, order.But(document =>
        {
            foreach (var child in document["lineItems"]!.AsArray().Skip(1))
                child!["custom"] = new JsonObject { ["type"] = Reference("type", Ids.LineId()), ["fields"] = new JsonObject { ["bundleParent"] = order.Lines[0] } };
        }));
    }

    private static Task CustomLines(Stage stage) => ShipAsync(stage, ShopOrder.Numbered("US-1").But(document =>
    {
        document["customLineItems"] = new JsonArray(CustomLine("gift-box", 300), CustomLine("small-order-fee", 200));
        document["totalPrice"]!["centAmount"] = (long)document["totalPrice"]!["centAmount"]! + 500;
    }));

    private static async Task SeveralShippings(Stage stage)
    {
        await stage.PlaceAsync(LabelSituations.MugsAndPen().But(document =>
        {
            document["shippingMode"] = "Multiple";
            var info = document["shippingInfo"]!;
            document.Remove("shippingInfo");
            document.Remove("shippingAddress");
            var addresses = new JsonArray();
            var shippings = new JsonArray();
            foreach (var (key, street) in ((string, string)[])[("home", "12 Congress Avenue"), ("work", "700 Larimer Street")])
            {
                var address = ShopOrder.Address(street);
                address["key"] = "to-" + key;
                addresses.Add(address);
                shippings.Add(new JsonObject { ["shippingKey"] = key, ["shippingInfo"] = info.DeepClone(), ["shippingAddress"] = address.DeepClone() });
            }
            (document["itemShippingAddresses"], document["shipping"]) = (addresses, shippings);
            Target(document, 0, "home", 2);
            Target(document, 1, "work", 1);
            document["totalPrice"]!["centAmount"] = (long)document["totalPrice"]!["centAmount"]! + 595;
        }));
        await stage.LabelAsync("US-1-1a");
        await stage.LabelAsync("US-1-1b");
        await stage.LaterAsync();
    }

    private static Task WithoutShippingInfo(Stage stage) => ShipAsync(stage, ShopOrder.Numbered("US-1").But(document => document.Remove("shippingInfo")));

    private static Task MerchantsType(Stage stage) => ShipAsync(stage, ShopOrder.Numbered("US-1").But(document => document["custom"] = new JsonObject
    {
        ["type"] = Reference("type", ReferenceSeed.TypeId(ReferenceSeed.MerchantTypeKey)), ["fields"] = new JsonObject { ["giftMessage"] = "Happy birthday" }
    }));

    private static async Task ByHandInShop(Stage stage)
    {
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 2);
        await stage.PlaceAsync(order);
        await stage.EditInShopAsync("US-1", new JsonObject
        {
            ["shippingInfo"] = new JsonObject
            {
                ["deliveries"] = new JsonArray(new JsonObject
                {
                    ["id"] = Ids.LineId(), ["createdAt"] = "2026-03-18T18:30:00.000Z", ["items"] = OneMug(order),
                    ["parcels"] = new JsonArray(new JsonObject
                    {
                        ["id"] = Ids.LineId(), ["createdAt"] = "2026-03-18T18:30:00.000Z", ["items"] = OneMug(order),
                        ["trackingData"] = new JsonObject { ["trackingId"] = "BIKE-7", ["carrier"] = "Courier", ["isReturn"] = false }
                    })
                })
            }
        });
        await stage.LaterAsync();
        await stage.LabelAsync("US-1", (order.Lines[0], 1));
        await stage.LaterAsync();
    }

    private static Task Workflow(Stage stage) => ShipAsync(stage, InState("sent-to-warehouse"));

    private static async Task WorkflowBack(Stage stage)
    {
        await Workflow(stage);
        await stage.VoidAsync(stage.Labels[0]);
        await stage.LaterAsync();
    }

    private static Task WorkflowForbids(Stage stage) => ShipAsync(stage, InState("order-received"));

    private static async Task ManyParcels(Stage stage)
    {
        var order = ShopOrder.Numbered("US-1").With("MUG-RED", 520);
        await stage.PlaceAsync(order);
        for (var parcel = 0; parcel < 520; parcel++) await stage.LabelAsync("US-1", (order.Lines[0], 1));
        await stage.LaterAsync();
    }

    private static ShopOrder InState(string key) => ShopOrder.Numbered("US-1").But(document => document["state"] = Reference("state", ReferenceSeed.StateId(key)));

    private static JsonArray OneMug(ShopOrder order) => new(new JsonObject { ["id"] = order.Lines[0], ["quantity"] = 1 });

    private static void Target(JsonObject document, int line, string key, int quantity) => document["lineItems"]![line]!["shippingDetails"] = new JsonObject
    {
        ["targets"] = new JsonArray(new JsonObject { ["addressKey"] = "to-" + key, ["quantity"] = quantity, ["shippingMethodKey"] = key }), ["valid"] = true
    };

    private static JsonObject CustomLine(string slug, long cents) => new()
    {
        ["id"] = Ids.LineId(), ["name"] = new JsonObject { ["en-US"] = slug }, ["slug"] = slug, ["quantity"] = 1, ["priceMode"] = "Standard", ["money"] = Money(cents),
        ["totalPrice"] = Money(cents), ["discountedPricePerQuantity"] = new JsonArray(),
        ["state"] = new JsonArray(new JsonObject { ["quantity"] = 1, ["state"] = Reference("state", ReferenceSeed.StateId("Initial")) })
    };

    private static JsonObject Money(long cents) => new() { ["type"] = "centPrecision", ["currencyCode"] = "USD", ["centAmount"] = cents, ["fractionDigits"] = 2 };

    private static JsonObject Reference(string typeId, string id) => new() { ["typeId"] = typeId, ["id"] = id };
}
