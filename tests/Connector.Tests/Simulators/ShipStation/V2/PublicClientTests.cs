using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation.Http;
using Connector.Tests.Simulators.ShipStation.Documents;
using Connector.Tests.Simulators.ShipStation.Labels;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation.V2;

/// <summary>The simulator as a client sees it that somebody else wrote for the real service.</summary>
public sealed class PublicClientTests
{
    [NeedsNodeFact]
    public async Task A_public_client_rates_buys_and_voids_by_both_apis()
    {
        await using var account = await LabelledAccount.StartAsync();
        await account.SwitchAsync("""{ "batchSeconds": 0, "visibilitySecondsV1": 0, "visibilitySecondsV2": 0 }""");
        var seen = await PublicClient.DriveAsync(account.Account.Simulator.Address);

        // V1.
        Assert.Equal(["stamps_com", "fedex", "ups_walleted", "dhl_express_worldwide"], Texts(seen["carriersV1"]!, "code"));
        Assert.Contains("usps_ground_advantage", Texts(seen["servicesV1"]!, "code"));
        Assert.Contains("package", Texts(seen["packagesV1"]!, "code"));
        Assert.Equal(403, (int)seen["addFunds"]!["status"]!);
        Assert.Equal(["ups_ground", "ups_ground_saver"], Texts(seen["ratesV1"]!, "serviceCode").Take(2));
        Assert.Single(new PdfReader(Convert.FromBase64String((string)seen["labelV1"]!["labelData"]!)).Pages);
        Assert.True((bool)seen["voidV1"]!["approved"]!);
        Assert.True((bool)Assert.Single(seen["shipmentsV1"]!["shipments"]!.AsArray())!["voided"]!);
        Assert.StartsWith("SEAuto-", (string?)seen["orphanV1"]!["orderKey"], StringComparison.Ordinal);

        // V1: what else there is.
        Assert.Equal((string?)seen["byId"]!["orderKey"], (string?)Assert.Single(seen["listed"]!["orders"]!.AsArray())!["orderKey"]);
        Assert.False((bool)seen["many"]!["hasErrors"]!);
        Assert.Contains("Rush", Texts(seen["tags"]!, "name"));
        Assert.Equal(["M-1"], Texts(seen["byTag"]!["orders"]!, "orderNumber"));
        foreach (var name in (string[])["tagged", "untagged", "assigned", "unassigned", "held", "restored", "deleted", "refreshed", "deactivated", "reactivated", "annexUpdated", "annexDeleted"])
            Assert.True((bool)seen[name]!["success"]!, name);
        Assert.Equal("M-2", (string?)seen["marked"]!["orderNumber"]);
        Assert.Equal("HAND-1", (string?)Assert.Single(seen["fulfillments"]!["fulfillments"]!.AsArray())!["trackingNumber"]);
        Assert.Equal((404, 400), ((int)seen["gone"]!["status"]!, (int)seen["locked"]!["status"]!));
        Assert.Equal((3, "Web Shop", "Shop on the Web"), (seen["stores"]!.AsArray().Count, (string?)seen["store"]!["storeName"], (string?)seen["storeUpdated"]!["storeName"]));
        Assert.Equal(["ShipStation"], Texts(seen["marketplaces"]!, "name"));
        Assert.Equal(410001, (long)seen["refreshStatus"]!["storeId"]!);
        Assert.Equal((3, "West Coast", "Annex"), (seen["warehousesV1"]!.AsArray().Count, (string?)seen["warehouseV1"]!["warehouseName"], (string?)seen["annex"]!["warehouseName"]));
        Assert.Empty(seen["products"]!["products"]!.AsArray());
        Assert.Equal((string?)seen["customers"]!["customers"]![0]!["email"], (string?)seen["customer"]!["email"]);
        Assert.Equal("ITEM_SHIP_NOTIFY", (string?)Assert.Single(seen["webhooks"]!["webhooks"]!.AsArray())!["HookType"]);
        Assert.Empty(seen["webhooksAfter"]!["webhooks"]!.AsArray());
        Assert.Equal((true, "MUG-RED", "Mug, scarlet"), ((bool)seen["productChanged"]!["success"]!, (string?)seen["product"]!["sku"], (string?)seen["product"]!["name"]));
        Assert.Empty(RouteTable.All.Except(account.Account.Simulator.Stats.ByRoute.Keys));
        Assert.Equal([404, 404, 403], seen["wrongPathsV1"]!.AsArray().Select(static row => (int)row!["status"]!));

        // V2: carriers, places, shipments, rates.
        Assert.Equal(Texts(seen["carriersV1"]!, "code"), Texts(seen["carriers"]!["carriers"]!, "carrier_code"));
        Assert.Equal((string?)seen["carriers"]!["carriers"]![0]!["nickname"], (string?)seen["carrier"]!["nickname"]);
        Assert.Contains("usps_priority_mail", Texts(seen["services"]!["services"]!, "service_code"));
        Assert.Contains("package", Texts(seen["packages"]!["packages"]!, "package_code"));
        Assert.Empty(seen["options"]!["options"]!.AsArray());
        Assert.Equal("Main Warehouse", (string?)seen["warehouse"]!["name"]);
        Assert.Equal(((string?)seen["shipment"]!["shipment_id"], "key-N-2"), ((string?)seen["shipmentByKey"]!["shipment_id"], (string?)seen["shipment"]!["external_shipment_id"]));
        Assert.Contains((string)seen["shipment"]!["shipment_id"]!, Texts(seen["shipments"]!["shipments"]!, "shipment_id"));
        Assert.Equal("completed", (string?)seen["rates"]!["rate_response"]!["status"]);
        Assert.Equal("usps_priority_mail", (string?)seen["rate"]!["service_code"]);
        Assert.Equal(seen["rates"]!["rate_response"]!["rates"]!.AsArray().Count, seen["shipmentRates"]!["rate_response"]!["rates"]!.AsArray().Count);
        Assert.NotEmpty(seen["estimate"]!.AsArray());

        // Labels.
        var label = seen["label"]!;
        Assert.Equal(("completed", (string?)seen["shipment"]!["shipment_id"]), ((string?)label["status"], (string?)label["shipment_id"]));
        Assert.Equal((decimal)seen["rate"]!["shipping_amount"]!["amount"]!, (decimal)label["shipment_cost"]!["amount"]!);
        Assert.Equal("%PDF-1.4", (string?)seen["document"]);
        Assert.StartsWith("data:application/pdf;base64,", (string?)seen["labelById"]!["label_download"]!["href"], StringComparison.Ordinal);
        Assert.Equal([(string)label["label_id"]!], Texts(seen["labels"]!["labels"]!, "label_id"));
        Assert.Equal((true, (string?)label["label_id"]), ((bool)seen["back"]!["is_return_label"]!, (string?)seen["back"]!["outbound_label_id"]));
        Assert.True((bool)seen["void"]!["approved"]!);
        Assert.StartsWith("SEAuto-", (string?)seen["inline"]!["external_shipment_id"], StringComparison.Ordinal);
        Assert.Equal([404, 404], seen["wrongPaths"]!.AsArray().Select(static row => (int)row!["status"]!));

        // Batches and errors.
        Assert.Equal(("open", "completed", 2), ((string?)seen["batch"]!["status"], (string?)seen["batchAfter"]!["status"], (int)seen["batchAfter"]!["completed"]!));
        Assert.Empty(seen["batchErrors"]!["errors"]!.AsArray());
        Assert.Equal(2, (int)seen["batchLabels"]!["total"]!);
        Assert.Equal([(string)seen["batch"]!["batch_id"]!], Texts(seen["batches"]!["batches"]!, "batch_id"));
        Assert.Equal((404, "ShipStation"), ((int)seen["unknown"]!["status"]!, (string?)seen["unknown"]!["body"]!["errors"]![0]!["error_source"]));
        Assert.Equal(["add_funds", "orphan_label", "orphan_label"], await account.ViolationsAsync());
    }

    private static string[] Texts(JsonNode rows, string member) => [.. rows.AsArray().Select(row => (string)row![member]!)];
}
