using System.Net;
using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Connector.Tests.ShipStation.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation;

public class DirectoryTests
{
    private readonly Rig _rig = new();

    [Fact]
    public async Task Everything_that_is_set_up_is_read_from_its_own_path()
    {
        _rig.Http.Then(HttpStatusCode.OK, """[{"storeId":410001,"storeName":"Web","marketplaceId":0,"active":true},null]""")
            .Then(HttpStatusCode.OK, """[{"warehouseId":88001,"warehouseName":"East","isDefault":true}]""")
            .Then(HttpStatusCode.OK, """[{"name":"UPS","code":"ups_walleted","shippingProviderId":150759,"primary":true}]""")
            .Then(HttpStatusCode.OK, """[{"carrierCode":"ups","code":"ups_ground","name":"UPS Ground","domestic":true,"international":false}]""")
            .Then(HttpStatusCode.OK, """[{"tagId":8362,"name":"Fragile","color":"#800080"}]""");
        Assert.Equal((410_001, 0), ((await _rig.Directory.ListStoresAsync(default)).Single().StoreId, 0));
        Assert.True((await _rig.Directory.ListWarehousesAsync(default)).Single().IsDefault);
        Assert.Equal("ups_walleted", (await _rig.Directory.ListCarriersAsync(default)).Single().Code);
        Assert.Equal("ups_ground", (await _rig.Directory.ListServicesAsync("ups & co", default)).Single().Code);
        Assert.Equal("Fragile", (await _rig.Directory.ListTagsAsync(default)).Single().Name);
        Assert.Equal(
            ["/stores?showInactive=true", "/warehouses", "/carriers", "/carriers/listservices?carrierCode=ups%20%26%20co", "/accounts/listtags"],
            _rig.Http.Requests.Select(sent => sent.PathAndQuery));
        Assert.Equal(5, _rig.Budget.Taken.Count);
    }

    [Fact]
    public async Task Webhooks_are_listed_made_and_removed_and_their_addresses_stay_out_of_the_journal()
    {
        _rig.Http.Then(HttpStatusCode.OK, """{"webhooks":[{"WebHookID":318901,"StoreID":null,"HookType":"SHIP_NOTIFY","Url":"https://hooks.example.com/tok","Name":"n","Active":true}]}""")
            .Then(HttpStatusCode.Created, """{"id":318902}""")
            .Then(HttpStatusCode.OK);
        var hook = Assert.Single(await _rig.Directory.ListWebhooksAsync(default));
        Assert.Equal((318_901, "SHIP_NOTIFY", "https://hooks.example.com/tok", true), (hook.Id, hook.HookType, hook.Url, hook.Active));
        await _rig.Directory.SubscribeAsync("https://hooks.example.com/tok", "ITEM_SHIP_NOTIFY", 410_001, null, default);
        await _rig.Directory.UnsubscribeAsync(318_901, default);

        Assert.Equal([("GET", "/webhooks"), ("POST", "/webhooks/subscribe"), ("DELETE", "/webhooks/318901")], _rig.Http.Requests.Select(sent => (sent.Method, sent.PathAndQuery)));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"target_url":"https://hooks.example.com/tok","event":"ITEM_SHIP_NOTIFY","store_id":410001}"""), JsonNode.Parse(_rig.Http.Requests[1].Body)));
        Assert.All(_rig.Journal.Exchanges, exchange => Assert.DoesNotContain("tok", exchange.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_key_is_reported_by_the_first_read()
    {
        _rig.Http.Then(HttpStatusCode.Unauthorized);
        Rig.Is(await Rig.FailureOf(() => _rig.Directory.ListStoresAsync(default)), FailureKind.Unauthorized, ErrorCodes.Unauthorized);
    }
}
