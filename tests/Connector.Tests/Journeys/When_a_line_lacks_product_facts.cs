using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Seeds;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>Shops may keep attributes off line items; what a rule needs is then the product's.</summary>
public sealed class When_a_line_lacks_product_facts
{
    private static readonly WorldPlan s_weighed = Plan(("Mapping:Items:Weight:Attribute", "weight-grams"), ("Mapping:Items:Weight:Unit", "g"));

    [Fact]
    public async Task The_weight_is_read_from_the_product_once_for_many_orders_and_the_history_says_so()
    {
        await using var world = await World.StartAsync(s_weighed);
        await world.People.PlaceAsync(ShopOrder.Numbered("PF-1"), ShopOrder.Numbered("PF-2").With("MUG-RED", 2).With("TEE-M", 1));

        await world.SyncAsync();

        Assert.Equal("410", Weights(await world.ShippingOrderAsync("PF-1")));
        Assert.Equal("410 180", Weights(await world.ShippingOrderAsync("PF-2")));
        Assert.Equal(1, world.ShopCalls("GET /product-projections"));
        Assert.Contains("weight-grams of the product as it is now (version 1)", await world.HistoryAsync("PF-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_on_the_line_is_used_without_a_call()
    {
        await using var world = await World.StartAsync(s_weighed);
        await world.People.PlaceAsync(ShopOrder.Numbered("PF-3").But(static o =>
            o["lineItems"]![0]!["variant"]!["attributes"] = new JsonArray(new JsonObject { ["name"] = "weight-grams", ["value"] = 333 })));

        await world.SyncAsync();

        Assert.Equal("333", Weights(await world.ShippingOrderAsync("PF-3")));
        Assert.Equal(0, world.ShopCalls("GET /product-projections"));
    }

    /// <summary>The weight is read from an attribute of the built-in list, which the shop keeps off its line items.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_attribute_that_no_rule_names_is_read_where_the_shop_does_not_save_it(bool sku)
    {
        await using var world = await World.StartAsync();
        world.Shop.SaveToLineItems("tableware", "weight-grams", false);
        await world.People.PlaceAsync(ShopOrder.Numbered("PF-9").But(o =>
        {
            var line = o["lineItems"]![0]!.AsObject();
            (line["productId"], line["variant"]!["id"]) = (ReferenceSeed.ProductId("stoneware-mug"), 1);
            if (!sku) line["variant"]!.AsObject().Remove("sku");
        }));

        await world.SyncAsync();

        Assert.Equal("410", Weights(await world.ShippingOrderAsync("PF-9")));
        Assert.Equal(1, world.ShopCalls("GET /product-projections"));
    }

    [Fact]
    public async Task Without_a_rule_that_names_an_attribute_products_are_not_read()
    {
        await using var world = await World.StartAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered("PF-4"));

        await world.SyncAsync();

        Assert.Equal(0, world.ShopCalls("GET /product-projections") + world.ShopCalls("GET /variant-projections"));
        Assert.Equal(1, world.ShopCalls("GET /product-types"));
    }

    [Fact]
    public async Task Closed_line_item_states_and_workflow_states_are_named_by_key()
    {
        await using var world = await World.StartAsync(Plan(("Selection:Lines:ClosedStates:0", "picked"), ("Selection:WorkflowStates:Out:0", "order-on-hold")));
        await world.People.PlaceAsync(
            ShopOrder.Numbered("PF-5").With("MUG-RED", 2).But(static o => o["lineItems"]![0]!["state"] = new JsonArray(State(1, "picked"), State(1, "Initial"))),
            ShopOrder.Numbered("PF-6").But(static o => o["state"] = Reference("order-on-hold")));

        await world.SyncAsync();

        Assert.Equal(1, (await world.ShippingOrderAsync("PF-5")).GetProperty("items")[0].GetProperty("quantity").GetInt32());
        Assert.Empty(await world.ShippingOrdersAsync("PF-6"));
        Assert.DoesNotContain(world.Shop.Stats.ByRoute, static route => route.Key.Contains("/states", StringComparison.Ordinal));
    }

    private static WorldPlan Plan(params (string Key, string Value)[] settings) =>
        new() { Settings = settings.ToDictionary(static s => s.Key, static string? (s) => s.Value, StringComparer.Ordinal) };

    private static string Weights(System.Text.Json.JsonElement order) =>
        string.Join(' ', order.GetProperty("items").EnumerateArray().Select(static item => Math.Round(item.GetProperty("weight").GetProperty("value").GetDouble() * (item.GetProperty("weight").GetProperty("units").GetString() == "ounces" ? 28.349523125 : 1))));

    private static JsonObject State(int quantity, string key) => new() { ["quantity"] = quantity, ["state"] = Reference(key) };

    internal static JsonObject Reference(string key) => new() { ["typeId"] = "state", ["id"] = ReferenceSeed.StateId(key) };
}
