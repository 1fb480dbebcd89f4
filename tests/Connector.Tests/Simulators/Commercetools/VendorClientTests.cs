using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools;
using Connector.Tests.Simulators.ShipStation.V2;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

/// <summary>The simulator as the vendor's own client sees it.</summary>
public sealed class VendorClientTests
{
    [NeedsNodeFact]
    public async Task The_vendors_client_reads_and_writes_orders_payments_and_products()
    {
        await using var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions { KeepsMessages = true });
        var seen = await PublicClient.DriveAsync("commercetools", Path.Combine("Commercetools", "Client"), shop.Address);

        Assert.Equal(("demo", "Classic"), ((string?)seen["project"]!["key"], (string?)seen["project"]!["productCatalogModel"]));

        // Product types and products.
        Assert.Contains("tableware", Results(seen["productTypes"]!, "key"));
        Assert.Equal(("weight-grams", false), Assert.Single(seen["unsaved"]!["attributes"]!.AsArray().Select(static one => ((string?)one!["name"], (bool)one["savedToLineItem"]!)), static one => !one.Item2));
        Assert.Equal(["MUG-RED", "TEE-M"], seen["projections"]!["results"]!.AsArray().Select(static one => (string?)one!["masterVariant"]!["sku"]).Order(StringComparer.Ordinal));
        Assert.Null(seen["projections"]!["total"]);
        Assert.Equal("MUG-RED", (string?)seen["product"]!["masterData"]!["current"]!["masterVariant"]!["sku"]);
        Assert.Equal(["stoneware-mug"], Results(seen["products"]!, "key"));
        Assert.Equal((404, "ResourceNotFound"), Failure(seen["noProduct"]));

        // Payments.
        Assert.Equal((1, "pay-1", 3000), ((int)seen["payment"]!["version"]!, (string?)seen["payment"]!["key"], (int)seen["payment"]!["amountPlanned"]!["centAmount"]!));
        Assert.Equal((2, "Charge"), ((int)seen["charged"]!["version"]!, (string?)seen["charged"]!["transactions"]![1]!["type"]));

        // Orders: an attribute that is not saved is not on the line.
        var order = seen["order"]!;
        Assert.Equal(["hs-code"], order["lineItems"]![0]!["variant"]!["attributes"]!.AsArray().Select(static one => (string?)one!["name"]));
        Assert.Equal((string?)order["id"], (string?)seen["byNumber"]!["id"]);
        Assert.Equal([(string)order["id"]!], Results(seen["found"]!, "id"));
        Assert.Equal(("Confirmed", "Paid", 3), ((string?)seen["updated"]!["orderState"], (string?)seen["updated"]!["paymentState"], (int)seen["updated"]!["version"]!));
        Assert.Equal((409, "ConcurrentModification", 3), ((int)seen["conflict"]!["status"]!, (string?)seen["conflict"]!["code"], (int)seen["conflict"]!["currentVersion"]!));
        Assert.Equal(400, Failure(seen["wrongAction"]).Status);
        Assert.Equal((404, "ResourceNotFound"), Failure(seen["missing"]));
        Assert.Equal((400, "InvalidInput"), Failure(seen["badPredicate"]));
        Assert.Equal(["OrderImported", "OrderStateChanged", "OrderPaymentStateChanged"], Results(seen["messages"]!, "type"));
    }

    private static string[] Results(JsonNode page, string member) => [.. page["results"]!.AsArray().Select(row => (string)row![member]!)];

    private static (int Status, string? Code) Failure(JsonNode? failure) => ((int)failure!["status"]!, (string?)failure["code"]);
}
