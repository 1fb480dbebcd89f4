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
