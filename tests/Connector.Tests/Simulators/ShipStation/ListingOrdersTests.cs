using System.Net;
using System.Text.Json.Nodes;
using Connector.Simulators.ShipStation;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

public sealed class ListingOrdersTests
{
    [Theory]
    [InlineData("orderNumber=l-1", "L-1,L-10")]
    [InlineData("orderStatus=on_hold", "L-2")]
    [InlineData("storeId=410002", "L-3")]
    [InlineData("customerName=rosa", "L-2")]
    [InlineData("itemKeyword=dusk", "L-1,L-2,L-3,L-10")]
    [InlineData("itemKeyword=lamp", "L-20")]
    [InlineData("customsCountryCode=JP", "L-20")]
    [InlineData("paymentDateStart=2026-03-03T10:00:00", "L-3")]
    [InlineData("paymentDateEnd=2026-03-03T09:30:00&orderNumber=L-1", "L-1,L-10")]
    [InlineData("storeId=410001&orderStatus=awaiting_shipment", "L-1,L-10,L-20")]
    [InlineData("sortBy=OrderDate", "L-3,L-1,L-2,L-10,L-20")]
    [InlineData("sortBy=OrderDate&sortDir=desc", "L-20,L-10,L-2,L-1,L-3")]
    [InlineData("sortBy=CreateDate&sortDir=DESC&storeId=410001", "L-20,L-10,L-2,L-1")]
    [InlineData("sortDir=DESC", "L-20,L-10,L-3,L-2,L-1")]
    public async Task Filters_combine_and_rows_come_by_id_unless_reported_otherwise(string query, string expected)
    {
        await using var account = await FilledAsync();
        Assert.Equal(expected.Split(','), await account.NumbersAsync("/orders?" + query));
    }

    [Fact]
    public async Task A_changed_order_moves_to_the_end_by_modify_date()
    {
        await using var account = await FilledAsync();
        account.Advance(2);
        await account.ControlAsync("/edit", """{ "orderNumber": "L-2", "merge": { "internalNotes": "x" } }""");

        Assert.Equal(["L-1", "L-3", "L-10", "L-20", "L-2"], await account.NumbersAsync("/orders?sortBy=ModifyDate"));
        Assert.Equal(["L-2", "L-20", "L-10", "L-3", "L-1"], await account.NumbersAsync("/orders?sortBy=ModifyDate&sortDir=DESC"));
        Assert.Equal(["L-2"], await account.NumbersAsync("/orders?modifyDateStart=2026-03-03T09:20:09&modifyDateEnd=2026-03-03T09:20:12"));
        Assert.Equal(["L-1", "L-2", "L-3", "L-10", "L-20"], await account.NumbersAsync("/orders?sortBy=CreateDate"));
    }

    [Fact]
    public async Task Pages_are_counted_from_one_and_hold_100_rows_unless_reported()
    {
        await using var account = await SimulatedAccount.StartAsync();
        for (var call = 0; call < 6; call++)
            await account.PostAsync("/orders/createorders", SampleOrder.Many([.. Enumerable.Range(call * 100, 100).Select(i => SampleOrder.Of($"N-{i:D4}"))]));

        var first = (await account.GetAsync("/orders")).Json;
        Assert.Equal((100, 600, 1, 6), (first["orders"]!.AsArray().Count, (int)first["total"]!, (int)first["page"]!, (int)first["pages"]!));
        var last = await account.NumbersAsync("/orders?page=2&pageSize=500");
        Assert.Equal(100, last.Length);
        Assert.Equal("N-0599", last[^1]);
        Assert.Equal(500, (await account.NumbersAsync("/orders?pageSize=5000")).Length);
        Assert.Empty(await account.NumbersAsync("/orders?page=7"));
        Assert.Equal(["N-0002", "N-0003"], await account.NumbersAsync("/orders?page=2&pageSize=2"));
    }

    [Fact]
    public async Task Pages_can_be_said_to_be_none()
    {
        await using var account = await SimulatedAccount.StartAsync(new ShipStationSimulatorOptions { PagesAsZero = true });
        await account.WriteAsync(SampleOrder.Of("L-1"));
        var list = (await account.GetAsync("/orders")).Json;
        Assert.Equal((1, 0), ((int)list["total"]!, (int)list["pages"]!));
    }

    [Theory]
    [InlineData("storeId=first")]
    [InlineData("orderStatus=gone")]
    [InlineData("sortBy=Number")]
    [InlineData("pageSize=many")]
    public async Task A_value_that_cannot_be_read_is_refused(string query)
    {
        await using var account = await SimulatedAccount.StartAsync();
        var reply = await account.GetAsync("/orders?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.NotNull(reply.Json["ModelState"]);
    }

    [Fact]
    public async Task One_broken_order_takes_its_page_with_it_and_no_other()
    {
        await using var account = await FilledAsync();
        await account.ControlAsync("/poison", """{ "orderNumber": "L-3" }""");

        var whole = await account.GetAsync("/orders");
        Assert.Equal(HttpStatusCode.InternalServerError, whole.Status);
        Assert.Equal("System.NullReferenceException", (string?)whole.Json["ExceptionType"]);
        Assert.Equal(["L-1", "L-2"], await account.NumbersAsync("/orders?pageSize=2"));
        Assert.Equal(HttpStatusCode.InternalServerError, (await account.GetAsync("/orders?pageSize=2&page=2")).Status);
        Assert.Equal(["L-20"], await account.NumbersAsync("/orders?pageSize=2&page=3"));

        await account.ControlAsync("/poison", """{ "orderNumber": "L-3", "on": false }""");
        Assert.Equal(5, (await account.NumbersAsync("/orders")).Length);
    }

    [Fact]
    public async Task Orders_are_listed_by_tag_and_status()
    {
        await using var account = await FilledAsync();
        var order = await account.WriteAsync(SampleOrder.Of("L-30", change: o => o["tagIds"] = new JsonArray(5104)));
        Assert.Equal(["L-30"], await account.NumbersAsync("/orders/listbytag?orderStatus=awaiting_shipment&tagId=5104"));
        Assert.Empty(await account.NumbersAsync("/orders/listbytag?orderStatus=shipped&tagId=5104"));
        Assert.Equal(HttpStatusCode.BadRequest, (await account.GetAsync("/orders/listbytag?tagId=5104")).Status);

        Assert.Equal("Tag removed successfully.", (string?)(await account.PostAsync("/orders/removetag", Tag(order, 5104))).Json["message"]);
        Assert.Equal("Tag added successfully.", (string?)(await account.PostAsync("/orders/addtag", Tag(order, 5101))).Json["message"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/orders/addtag", Tag(order, 1))).Status);
        Assert.Equal("[5101]", (await account.OrderAsync(order))["tagIds"]!.ToJsonString());

        static JsonObject Tag(JsonNode order, int tag) => new() { ["orderId"] = (long)order["orderId"]!, ["tagId"] = tag };
    }

    /// <summary>Five orders, two seconds apart.</summary>
    private static async Task<SimulatedAccount> FilledAsync()
    {
        var account = await SimulatedAccount.StartAsync();
        await Write(SampleOrder.Of("L-1"));
        await Write(SampleOrder.Of("L-2", status: "on_hold", change: o => o["billTo"]!["name"] = "Rosa Park"));
        await Write(SampleOrder.Of("L-3", change: o =>
        {
            o["advancedOptions"]!["storeId"] = 410002;
            o["orderDate"] = "2026-03-01T00:00:00";
            o["paymentDate"] = "2026-03-03T10:30:00";
        }));
        await Write(SampleOrder.Of("L-10"));
        await Write(SampleOrder.Of("L-20", change: o =>
        {
            o["paymentDate"] = null;
            o["items"] = JsonNode.Parse("""[{ "sku": "LAMP-1", "name": "Lamp", "quantity": 1 }]""");
            o["internationalOptions"] = JsonNode.Parse("""{ "contents": "merchandise", "customsItems": [{ "description": "Lamp", "quantity": 1, "value": 10, "countryOfOrigin": "JP" }] }""");
        }));
        return account;

        async Task Write(JsonObject order)
        {
            await account.WriteAsync(order);
            account.Advance(2);
        }
    }
}
