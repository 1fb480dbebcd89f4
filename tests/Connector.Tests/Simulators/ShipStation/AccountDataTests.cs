using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

public sealed class AccountDataTests
{
    [Fact]
    public async Task Stores_are_manual_ones_and_an_inactive_one_shows_on_request()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var active = (await account.GetAsync("/stores")).Json.AsArray();
        Assert.Equal([410001L, 410002L], active.Select(store => (long)store!["storeId"]!));
        Assert.All(active, store => Assert.Equal((0, "ShipStation"), ((int)store!["marketplaceId"]!, (string?)store["marketplaceName"])));
        Assert.Equal(3, (await account.GetAsync("/stores?showInactive=true")).Json.AsArray().Count);
        Assert.False((bool)(await account.GetAsync("/stores/410009")).Json["active"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await account.GetAsync("/stores/5")).Status);
    }

    [Fact]
    public async Task Stores_are_changed_as_a_whole_and_take_no_orders_while_they_are_off()
    {
        await using var account = await SimulatedAccount.StartAsync();
        Assert.Equal("The requested store has been deactivated.", (string?)(await account.PostAsync("/stores/deactivate", """{ "storeId": 410002 }""")).Json["message"]);
        Assert.Equal([410001L], (await account.GetAsync("/stores")).Json.AsArray().Select(store => (long)store!["storeId"]!));
        var refused = await account.PostAsync("/orders/createorder", SampleOrder.Of("S-1", change: o => o["advancedOptions"]!["storeId"] = 410002));
        Assert.Equal((HttpStatusCode.BadRequest, true), (refused.Status, refused.Body.Contains("not active", StringComparison.Ordinal)));
        Assert.Equal("The requested store has been reactivated.", (string?)(await account.PostAsync("/stores/reactivate", """{ "storeId": 410002 }""")).Json["message"]);
        await account.WriteAsync(SampleOrder.Of("S-1", change: o => o["advancedOptions"]!["storeId"] = 410002));

        var store = (await account.GetAsync("/stores/410001")).Json.AsObject();
        store["storeName"] = "Shop on the Web";
        Assert.Equal("Shop on the Web", (string?)(await account.SendAsync(HttpMethod.Put, "/stores/410001", store.ToJsonString())).Json["storeName"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.SendAsync(HttpMethod.Put, "/stores/410001", """{ "storeName": "half" }""")).Status);
        Assert.Equal(0, (int)Assert.Single((await account.GetAsync("/stores/marketplaces")).Json.AsArray())!["marketplaceId"]!);
        Assert.True((bool)(await account.PostAsync("/stores/refreshstore", """{ "storeId": 410001 }""")).Json["success"]!);
        Assert.NotNull((string?)(await account.GetAsync("/stores/getrefreshstatus?storeId=410001")).Json["lastRefreshAttempt"]);
        foreach (var path in (string[])["/stores/deactivate", "/stores/reactivate", "/stores/refreshstore"])
            Assert.Equal(HttpStatusCode.NotFound, (await account.PostAsync(path, """{ "storeId": 5 }""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.GetAsync("/stores/getrefreshstatus")).Status);
    }

    [Fact]
    public async Task Warehouses_are_made_changed_and_deleted_but_for_the_default()
    {
        await using var account = await SimulatedAccount.StartAsync();
        const string Place = """{ "warehouseName": "Annex", "originAddress": { "name": "Annex", "street1": "1 Side Road", "city": "Dayton", "state": "OH", "postalCode": "45402", "country": "US" } }""";
        var made = (await account.PostAsync("/warehouses/createwarehouse", Place)).Json;
        var id = (long)made["warehouseId"]!;
        Assert.Equal(("Annex", "Dayton", "Dayton", false), ((string?)made["warehouseName"], (string?)made["originAddress"]!["city"], (string?)made["returnAddress"]!["city"], (bool)made["isDefault"]!));
        await account.WriteAsync(SampleOrder.Of("W-1", change: o => o["advancedOptions"]!["warehouseId"] = id));
        Assert.True((bool)(await account.SendAsync(HttpMethod.Put, $"/warehouses/{id}", Place.Replace("Annex\", \"origin", "Side\", \"origin", StringComparison.Ordinal))).Json["success"]!);
        Assert.Equal("Side", (string?)(await account.GetAsync($"/warehouses/{id}")).Json["warehouseName"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/warehouses/createwarehouse", "{}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.SendAsync(HttpMethod.Delete, "/warehouses/88001", null)).Status);
        Assert.Equal("The requested warehouse has been deleted.", (string?)(await account.SendAsync(HttpMethod.Delete, $"/warehouses/{id}", null)).Json["message"]);
        Assert.Equal(HttpStatusCode.NotFound, (await account.GetAsync($"/warehouses/{id}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/orders/createorder", SampleOrder.Of("W-2", change: o => o["advancedOptions"]!["warehouseId"] = id))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await account.PostAsync("/accounts/registeraccount", "{}")).Status);
    }

    [Fact]
    public async Task A_product_is_changed_as_a_whole()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.WriteAsync(SampleOrder.Of("P-1"));
        await account.ControlAsync("/settle");
        var product = Assert.Single((await account.GetAsync("/products?sku=TEA-50")).Json["products"]!.AsArray())!.AsObject();
        var path = $"/products/{product["productId"]}";
        (product["customsDescription"], product["customsCountryCode"], product["customsValue"]) = ("Green tea", "CN", 4.5m);
        Assert.Equal("The requested product has been updated", (string?)(await account.SendAsync(HttpMethod.Put, path, product.ToJsonString())).Json["message"]);
        var changed = (await account.GetAsync(path)).Json;
        Assert.Equal(("Green tea", "CN", 4.5m), ((string?)changed["customsDescription"], (string?)changed["customsCountryCode"], (decimal)changed["customsValue"]!));
        Assert.Equal(HttpStatusCode.BadRequest, (await account.SendAsync(HttpMethod.Put, path, """{ "sku": "OTHER" }""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await account.SendAsync(HttpMethod.Put, "/products/5", """{ "sku": "TEA-50" }""")).Status);
        Assert.True((await account.SendAsync(HttpMethod.Put, path, """{ "sku": "TEA-50", "name": "Tea" }""")).Status == HttpStatusCode.OK);
        Assert.Null((string?)(await account.GetAsync(path)).Json["customsDescription"]);
    }

    [Fact]
    public async Task Warehouses_have_one_default()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var rows = (await account.GetAsync("/warehouses")).Json.AsArray();
        Assert.Equal(88001, (long)Assert.Single(rows, row => (bool)row!["isDefault"]!)!["warehouseId"]!);
        Assert.Equal("Oakland", (string?)(await account.GetAsync("/warehouses/88002")).Json["originAddress"]!["city"]);
    }

    [Fact]
    public async Task Carriers_have_services_and_packages()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var codes = (await account.GetAsync("/carriers")).Json.AsArray().Select(row => (string)row!["code"]!).ToList();
        Assert.Equal(["stamps_com", "fedex", "ups_walleted", "dhl_express_worldwide"], codes);
        foreach (var code in codes)
        {
            Assert.All((await account.GetAsync($"/carriers/listservices?carrierCode={code}")).Json.AsArray(), row => Assert.Equal(code, (string?)row!["carrierCode"]));
            Assert.Contains((await account.GetAsync($"/carriers/listpackages?carrierCode={code}")).Json.AsArray(), row => (string?)row!["code"] == "package");
            Assert.Equal(code, (string?)(await account.GetAsync($"/carriers/getcarrier?carrierCode={code}")).Json["code"]);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await account.GetAsync("/carriers/listservices?carrierCode=pigeon")).Status);
    }

    [Fact]
    public async Task Tags_users_customers_and_products_are_there()
    {
        await using var account = await SimulatedAccount.StartAsync();
        Assert.Equal("#CC0000", (string?)(await account.GetAsync("/accounts/listtags")).Json[0]!["color"]);
        Assert.Equal(2, (await account.GetAsync("/users")).Json.AsArray().Count);
        var order = await account.WriteAsync(SampleOrder.Of("A-1"));
        await account.WriteAsync(SampleOrder.Of("A-2", change: o => o["customerUsername"] = null));
        await account.ControlAsync("/settle");

        var customers = (await account.GetAsync("/customers")).Json;
        var customer = Assert.Single(customers["customers"]!.AsArray())!;
        Assert.Equal(((long)order["customerId"]!, "US"), ((long)customer["customerId"]!, (string?)customer["countryCode"]));
        Assert.Equal("mira@example.com", (string?)(await account.GetAsync($"/customers/{order["customerId"]}")).Json["email"]);
        var product = Assert.Single((await account.GetAsync("/products?sku=TEA-50")).Json["products"]!.AsArray())!;
        Assert.Equal("Tea, 50 g", (string?)(await account.GetAsync($"/products/{product["productId"]}")).Json["name"]);
    }
}
