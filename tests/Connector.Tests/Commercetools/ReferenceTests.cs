using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.TestSupport.Http;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools;

public sealed class ReferenceTests : IDisposable
{
    private readonly Shop _shop = new();

    [Fact]
    public async Task Things_are_read_once_and_again_when_they_are_too_old()
    {
        _shop.Server.On("GET /acme/states/key=packed", """{"id":"s-1","version":1,"key":"packed","type":"LineItemState","initial":false}""");

        for (var i = 0; i < 3; i++) Assert.Equal(new CommerceState("s-1", "packed", "LineItemState"), await _shop.References.GetStateAsync("packed", default));
        Assert.Single(_shop.Server.Calls);

        _shop.Clock.Advance(TimeSpan.FromMinutes(5));
        await _shop.References.GetStateAsync("packed", default);
        Assert.Equal(2, _shop.Server.Calls.Count);
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        _shop.Server.On("GET /acme/states/key=a", _ => Documents.Error(404, "ResourceNotFound"));
        _shop.Server.On("GET /acme/channels/key=b", _ => Documents.Error(404, "ResourceNotFound"));
        _shop.Server.On("GET /acme/types/key=c", _ => Documents.Error(404, "ResourceNotFound"));

        Assert.Null(await _shop.References.GetStateAsync("a", default));
        Assert.Null(await _shop.References.GetChannelAsync("b", default));
        Assert.Null(await _shop.References.GetTypeAsync("c", default));
    }

    [Fact]
    public async Task A_type_is_found_by_id_or_by_key()
    {
        const string Id = "77770000-0000-4000-8000-000000000001";
        var type = $$$"""{"id":"{{{Id}}}","version":4,"key":"order-type","name":{"en":"x"},"fieldDefinitions":[{"name":"a","type":{"name":"String"}},{"name":"b","type":{"name":"Set"}}]}""";
        _shop.Server.On($"GET /acme/types/{Id}", type).On("GET /acme/types/key=order-type", type);

        foreach (var idOrKey in new[] { Id, "order-type" })
        {
            var read = (await _shop.References.GetTypeAsync(idOrKey, default))!;
            Assert.Equal((Id, "order-type", 4L), (read.Id, read.Key, read.Version));
            Assert.Equal(["a", "b"], read.FieldNames.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Lists_are_read_to_the_last_page()
    {
        _shop.Server.On("GET /acme/channels", seen => seen.QueryAll("var.i") is ["c0500"]
            ? Documents.Page([Channel("c0501")])
            : Documents.Page(Enumerable.Range(1, 500).Select(i => Channel($"c{i:d4}"))));

        var channels = await _shop.References.ListChannelsAsync(default);

        Assert.Equal(501, channels.Count);
        Assert.Equal(("c0501", "key-c0501", "InventorySupply"), (channels[^1].Id, channels[^1].Key, channels[^1].Roles.Single()));
        Assert.Equal(["id > :i"], _shop.Server.Calls[1].QueryAll("where"));
    }

    [Fact]
    public async Task Shipping_methods_have_a_name_and_perhaps_a_key()
    {
        _shop.Server.On("GET /acme/shipping-methods", _ => Documents.Page(["""{"id":"m-1","name":"Standard","localizedName":{"en":"S"}}""", """{"id":"m-2","key":"exp","name":"Express"}"""]));

        Assert.Equal(
            [new CommerceShippingMethod("m-1", null, "Standard"), new CommerceShippingMethod("m-2", "exp", "Express")], await _shop.References.ListShippingMethodsAsync(default));
    }

    [Fact]
    public async Task Stock_is_asked_for_in_addresses_that_are_short_enough()
    {
        _shop.Server.On("GET /acme/inventory", seen => Documents.Page(seen.QueryAll("var.skus").Select(sku =>
            $$$"""{"id":"e-{{{sku}}}","sku":"{{{sku}}}","quantityOnStock":9,"availableQuantity":7,"supplyChannel":{"typeId":"channel","id":"ch-1"}}""")));
        _shop.Server.On("GET /acme/channels", _ => Documents.Page(["""{"id":"ch-1","key":"east","roles":["InventorySupply"]}"""]));
        var skus = Enumerable.Range(1, 400).Select(i => $"SKU-{i:d4}-{new string('x', 20)}").ToList();

        var stock = await _shop.References.ListStockAsync(skus, default);

        Assert.Equal(skus, stock.Select(entry => entry.Sku));
        Assert.Equal(new StockEntry(skus[0], "ch-1", 7) { SupplyChannelKey = "east" }, stock[0]);
        Assert.InRange(_shop.Server.Calls.Count, 3, 5);
        Assert.All(_shop.Server.Calls, call => Assert.InRange(call.Address.AbsoluteUri.Length, 1, 7999));
    }

    [Fact]
    public async Task The_export_channel_is_made_once()
    {
        var there = false;
        _shop.Server.On("GET /acme/channels/key=shipstation", _ => there ? StubHttp.Json(Channel("c", "OrderExport")) : Documents.Error(404, "ResourceNotFound"));
        _shop.Server.On("POST /acme/channels", _ =>
        {
            there = true;
            return StubHttp.Json(Channel("c", "OrderExport"), System.Net.HttpStatusCode.Created);
        });

        Assert.Null(await _shop.References.GetChannelAsync("shipstation", default));
        Assert.True(await _shop.References.EnsureExportChannelAsync("shipstation", default));
        Assert.False(await _shop.References.EnsureExportChannelAsync("shipstation", default));

        Assert.Equal("""{"key":"shipstation","roles":["OrderExport"]}""", _shop.Server.Calls.Single(call => call.Method == "POST").Body);
        Assert.NotNull(await _shop.References.GetChannelAsync("shipstation", default));
    }

    [Fact]
    public async Task A_channel_that_someone_else_made_first_counts_as_there()
    {
        _shop.Server.OnInTurn("GET /acme/channels/key=s", () => Documents.Error(404, "ResourceNotFound"), () => StubHttp.Json(Channel("c", "OrderExport")));
        _shop.Server.On("POST /acme/channels", _ => Documents.Error(400, "DuplicateField"));

        Assert.False(await _shop.References.EnsureExportChannelAsync("s", default));
    }

    [Fact]
    public async Task A_channel_without_the_role_gets_it()
    {
        _shop.Server.On("GET /acme/channels/key=s", Channel("c-1", "Primary")).On("POST /acme/channels/c-1", Channel("c-1", "OrderExport"));

        Assert.True(await _shop.References.EnsureExportChannelAsync("s", default));

        Assert.Equal("""{"version":2,"actions":[{"action":"addRoles","roles":["OrderExport"]}]}""", _shop.Server.Calls[^1].Body);
    }

    [Fact]
    public async Task A_type_that_is_missing_is_made_with_all_its_fields()
    {
        _shop.Server.On("GET /acme/types/key=ours", _ => Documents.Error(404, "ResourceNotFound")).On("POST /acme/types", Type(1, "a", "b"));

        var added = await _shop.References.EnsureOrderTypeAsync("ours", [new FieldDefinition("a", "A", "String"), new FieldDefinition("b", "B", "StringSet")], default);

        Assert.Equal(["a", "b"], added);
        Assert.Equal(
            """{"key":"ours","name":{"en":"ShipStation"},"resourceTypeIds":["order"],"fieldDefinitions":[{"name":"a","label":{"en":"A"},"required":false,"type":{"name":"String"},"inputHint":"SingleLine"},{"name":"b","label":{"en":"B"},"required":false,"type":{"name":"Set","elementType":{"name":"String"}},"inputHint":"SingleLine"}]}""",
            _shop.Server.Calls[^1].Body);
    }

    [Fact]
    public async Task A_type_that_is_there_gets_only_what_it_lacks_and_a_race_is_looked_at_again()
    {
        _shop.Server.OnInTurn("GET /acme/types/key=ours", () => StubHttp.Json(Type(4, "a")), () => StubHttp.Json(Type(5, "a", "b")));
        _shop.Server.OnInTurn("POST /acme/types/t-1", () => Documents.Error(409, "ConcurrentModification"), () => StubHttp.Json(Type(6, "a", "b", "c")));

        var added = await _shop.References.EnsureOrderTypeAsync(
            "ours", [new FieldDefinition("a", "A", "String"), new FieldDefinition("b", "B", "Boolean"), new FieldDefinition("c", "C", "DateTime")], default);

        Assert.Equal(["c"], added);
        Assert.Equal(
            """{"version":5,"actions":[{"action":"addFieldDefinition","fieldDefinition":{"name":"c","label":{"en":"C"},"required":false,"type":{"name":"DateTime"},"inputHint":"SingleLine"}}]}""",
            _shop.Server.Calls[^1].Body);
    }

    [Fact]
    public async Task A_type_that_lacks_nothing_is_left_alone()
    {
        _shop.Server.On("GET /acme/types/key=ours", Type(4, "a"));

        Assert.Empty(await _shop.References.EnsureOrderTypeAsync("ours", [new FieldDefinition("a", "A", "String")], default));
    }

    [Fact]
    public async Task A_refusal_that_is_no_race_is_reported()
    {
        _shop.Server.On("GET /acme/types/key=ours", Type(4)).On("POST /acme/types/t-1", _ => Documents.Error(400, "InvalidOperation"));

        var failure = await Assert.ThrowsAnyAsync<ConnectorException>(
            () => _shop.References.EnsureOrderTypeAsync("ours", [new FieldDefinition("a", "A", "String")], default));

        Assert.Equal((FailureKind.Rejected, "InvalidOperation"), (failure.Kind, failure.Code));
    }

    public void Dispose() => _shop.Dispose();

    private static string Channel(string id, string role = "InventorySupply") => $$"""{"id":"{{id}}","version":2,"key":"key-{{id}}","roles":["{{role}}"],"name":{"en":"x"} }""";

    private static string Type(int version, params string[] fields) =>
        $$"""{"id":"t-1","version":{{version}},"key":"ours","fieldDefinitions":[{{string.Join(',', fields.Select(Field))}}]}""";

    private static string Field(string name) => $$"""{"name":"{{name}}"}""";
}
