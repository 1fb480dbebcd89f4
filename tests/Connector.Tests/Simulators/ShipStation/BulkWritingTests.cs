using System.Net;
using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

public sealed class BulkWritingTests
{
    [Fact]
    public async Task Each_order_has_a_result_of_its_own()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.WriteAsync(SampleOrder.Of("B-1", "key-1", "shipped"));
        var reply = await account.PostAsync("/orders/createorders", SampleOrder.Many(
            SampleOrder.Of("B-1", "key-1"), SampleOrder.Of("B-2", "key-2"), SampleOrder.Of("B-3", "key-3", change: o => o["shipTo"]!["country"] = "USA")));

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.True((bool)reply.Json["hasErrors"]!);
        var results = reply.Json["results"]!.AsArray();
        Assert.Equal([false, true, false], results.Select(result => (bool)result!["success"]!));
        Assert.Equal(["key-1", "key-2", "key-3"], results.Select(result => (string?)result!["orderKey"]));
        Assert.Equal(0, (long)results[0]!["orderId"]!);
        Assert.Contains("shipped", (string?)results[0]!["errorMessage"], StringComparison.Ordinal);
        Assert.Null(results[1]!["errorMessage"]);
        Assert.Equal(["B-1", "B-2"], await account.NumbersAsync("/orders"));
    }

    [Fact]
    public async Task The_same_key_twice_is_one_order_with_the_second_content()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var reply = await account.PostAsync("/orders/createorders", SampleOrder.Many(
            SampleOrder.Of("B-1", "key-1"), SampleOrder.Of("B-1", "key-1", change: o => o["customerNotes"] = "second")));

        var results = reply.Json["results"]!.AsArray();
        Assert.Equal((long)results[0]!["orderId"]!, (long)results[1]!["orderId"]!);
        var list = await account.GetAsync("/orders");
        Assert.Equal("second", (string?)Assert.Single(list.Json["orders"]!.AsArray())!["customerNotes"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task None_or_more_than_a_hundred_are_refused_whole(int count)
    {
        await using var account = await SimulatedAccount.StartAsync();
        var orders = SampleOrder.Many([.. Enumerable.Range(0, count).Select(i => SampleOrder.Of($"B-{i}"))]);
        var reply = await account.PostAsync("/orders/createorders", orders);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.NotNull(reply.Json["Message"]);
        Assert.Empty(await account.NumbersAsync("/orders"));
    }

    [Fact]
    public async Task An_object_where_an_array_is_expected_names_its_first_member()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var reply = await account.PostAsync("/orders/createorders", """{ "orderNumber": "B-1" }""");
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("The request is invalid.", (string?)reply.Json["Message"]);
        Assert.NotNull(reply.Json["ModelState"]!["apiOrders.orderNumber"]);
    }

    [Fact]
    public async Task An_array_where_an_object_is_expected_is_named_too()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var reply = await account.PostAsync("/orders/createorder", "[]");
        Assert.NotNull(reply.Json["ModelState"]!["apiOrder"]);
    }

    [Theory]
    [InlineData("amountPaid", "\"12.50\"", "apiOrders[1].amountPaid")]
    [InlineData("orderNumber", "17", "apiOrders[1].orderNumber")]
    [InlineData("gift", "\"yes\"", "apiOrders[1].gift")]
    [InlineData("orderDate", "\"03/03/2026\"", "apiOrders[1].orderDate")]
    [InlineData("orderDate", "\"2026-03-03T09:20:00Z\"", "apiOrders[1].orderDate")]
    [InlineData("shipTo", "[]", "apiOrders[1].shipTo")]
    [InlineData("items", "{}", "apiOrders[1].items")]
    [InlineData("items", "[null]", "apiOrders[1].items[0]")]
    [InlineData("items", "[{\"name\": \"Mug\", \"quantity\": 1.5}]", "apiOrders[1].items[0].quantity")]
    [InlineData("advancedOptions", "{\"storeId\": \"410001\"}", "apiOrders[1].advancedOptions.storeId")]
    [InlineData("tagIds", "[\"5101\"]", "apiOrders[1].tagIds")]
    public async Task A_type_that_does_not_fit_fails_the_whole_call_and_names_the_path(string name, string value, string path)
    {
        await using var account = await SimulatedAccount.StartAsync();
        var reply = await account.PostAsync("/orders/createorders", SampleOrder.Many(
            SampleOrder.Of("B-1", "key-1"), SampleOrder.Of("B-2", "key-2", change: o => o[name] = JsonNode.Parse(value))));

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(path, Assert.Single(reply.Json["ModelState"]!.AsObject()).Key);
        Assert.Empty(await account.NumbersAsync("/orders"));
    }

    [Fact]
    public async Task A_null_element_fails_the_whole_call()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var reply = await account.PostAsync("/orders/createorders", SampleOrder.Many(SampleOrder.Of("B-1", "key-1"), null));
        Assert.NotNull(reply.Json["ModelState"]!["apiOrders[1]"]);
        Assert.Empty(await account.NumbersAsync("/orders"));
    }

    [Fact]
    public async Task What_is_not_json_is_refused()
    {
        await using var account = await SimulatedAccount.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/orders/createorders", "[{")).Status);
        using var text = new StringContent("[]");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await account.Client.PostAsync("/orders/createorders", text)).StatusCode);
    }

    [Fact]
    public async Task Results_can_come_in_another_order()
    {
        await using var account = await SimulatedAccount.StartAsync(new ShipStationSimulatorOptions { ReverseBulkResults = true });
        var reply = await account.PostAsync("/orders/createorders", SampleOrder.Many(SampleOrder.Of("B-1", "key-1"), SampleOrder.Of("B-2", "key-2")));
        Assert.Equal(["key-2", "key-1"], reply.Json["results"]!.AsArray().Select(result => (string?)result!["orderKey"]));
    }
}
