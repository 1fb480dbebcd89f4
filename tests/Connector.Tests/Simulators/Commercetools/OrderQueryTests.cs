using System.Net;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

public sealed class OrderQueryTests
{
    private const string Keyset = "lastModifiedAt > :t or (lastModifiedAt = :t and id > :i)";

    [Fact]
    public async Task Paging_by_last_change_and_id_meets_every_order_once_and_edited_ones_again()
    {
        await using var probe = await ApiProbe.StartAsync();
        probe.Simulator.Seed(250);
        var expected = probe.Simulator.Orders().Select(o => o.GetProperty("id").GetString()!).ToHashSet();
        var (since, after, seen, edits) = ("2000-01-01T00:00:00.000Z", "0", new List<string>(), 0);
        while (true)
        {
            var page = await probe.QueryAsync(("where", Keyset), ("var.t", since), ("var.i", after), ("sort", "lastModifiedAt asc"), ("sort", "id asc"), ("limit", "20"), ("withTotal", "false"));
            page.Ok();
            seen.AddRange(page.Ids);
            if (page.Ids.Count < 20) break;
            (since, after) = ((string)page.Results[^1]!["lastModifiedAt"]!, (string)page.Results[^1]!["id"]!);
            // Someone edits an order that was on this page already: it moves to the end.
            if (edits < 5)
            {
                await probe.PostAsync("__sim/edit", new JsonObject { ["id"] = page.Ids[0], ["merge"] = new JsonObject { ["customerEmail"] = "new@example.com" } });
                edits++;
            }
        }
        Assert.Equal(expected, seen.ToHashSet());
        Assert.Equal(expected.Count + edits, seen.Count);
    }

    [Fact]
    public async Task Paging_by_id_meets_every_order_once()
    {
        await using var probe = await ApiProbe.StartAsync();
        probe.Simulator.Seed(90);
        var seen = new List<string>();
        var after = "";
        while (true)
        {
            var page = await probe.QueryAsync(("where", "orderState is defined"), ("where", $"id > \"{after}\""), ("sort", "id asc"), ("limit", "40"), ("withTotal", "False"));
            page.Ok();
            seen.AddRange(page.Ids);
            if (page.Ids.Count < 40) break;
            after = page.Ids[^1];
        }
        Assert.Equal(90, seen.Distinct().Count());
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task Every_way_of_running_a_query_gives_the_same_rows()
    {
        await using var probe = await ApiProbe.StartAsync();
        probe.Simulator.Seed(120);
        var all = probe.Simulator.Orders().ToList();
        var byTime = all.OrderBy(o => o.GetProperty("lastModifiedAt").GetString(), StringComparer.Ordinal).ThenBy(o => o.GetProperty("id").GetString(), StringComparer.Ordinal)
            .Select(o => o.GetProperty("id").GetString()!).ToList();
        async Task<IReadOnlyList<string>> Ids(params (string, string)[] parameters) => (await probe.QueryAsync([.. parameters, ("limit", "500")])).Ids;

        Assert.Equal(byTime, await Ids(("sort", "lastModifiedAt asc"), ("sort", "id asc")));
        Assert.Equal(byTime, await Ids(("sort", "lastModifiedAt")));
        Assert.Equal(byTime.AsEnumerable().Reverse().ToHashSet(), (await Ids(("sort", "lastModifiedAt desc"))).ToHashSet());
        Assert.Equal(byTime[^1], (await Ids(("sort", "lastModifiedAt desc"), ("sort", "id desc")))[0]);
        Assert.Equal(byTime.Order(StringComparer.Ordinal), await Ids());
        Assert.Equal(byTime.Skip(10).Take(5), (await probe.QueryAsync(("sort", "lastModifiedAt asc"), ("offset", "10"), ("limit", "5"))).Ids);

        var since = all.Select(o => o.GetProperty("lastModifiedAt").GetString()!).Order(StringComparer.Ordinal).ElementAt(60);
        var later = all.Where(o => string.CompareOrdinal(o.GetProperty("lastModifiedAt").GetString(), since) >= 0).Select(o => o.GetProperty("id").GetString()!).ToHashSet();
        Assert.Equal(later, (await Ids(("where", $"lastModifiedAt >= \"{since}\""), ("sort", "lastModifiedAt asc"))).ToHashSet());
        Assert.Equal(later, (await Ids(("where", $"not(lastModifiedAt < \"{since}\")"))).ToHashSet());
        Assert.Equal(byTime.ToHashSet().Except(later).ToHashSet(), (await Ids(("where", $"lastModifiedAt < \"{since}\""), ("sort", "createdAt desc"))).ToHashSet());
        Assert.Equal([byTime[3], byTime[70]], (await Ids(("where", $"id in (\"{byTime[70]}\", \"{byTime[3]}\", \"nobody\")"), ("sort", "lastModifiedAt asc"))));
        Assert.Equal([byTime[3]], await Ids(("where", "id in :ids"), ("var.ids", byTime[3]), ("var.ids", byTime[70]), ("where", $"id = \"{byTime[3]}\"")));
        Assert.Equal(
            all.Where(o => o.TryGetProperty("paymentState", out var p) && p.GetString() != "Paid").Select(o => o.GetProperty("id").GetString()!).ToHashSet(),
            (await Ids(("where", "paymentState is defined and paymentState != \"Paid\""))).ToHashSet());
    }

    [Fact]
    public async Task Totals_are_reported_unless_unwanted_and_stop_at_ten_thousand_with_a_condition()
    {
        await using var probe = await ApiProbe.StartAsync();
        var orders = Enumerable.Range(0, 10_050).Select(i => new JsonObject { ["id"] = $"id-{i}", ["totalPrice"] = new JsonObject { ["centAmount"] = i } });
        (await probe.PostAsync("__sim/orders", new JsonArray([.. orders]))).Ok();
        Assert.Equal(10_050, (int?)(await probe.QueryAsync(("limit", "1"))).Body["total"]);
        Assert.Equal(10_000, (int?)(await probe.QueryAsync(("limit", "1"), ("where", "version = 1"))).Body["total"]);
        Assert.Equal(10_000, (int?)(await probe.QueryAsync(("limit", "1"), ("where", "version = 1"), ("sort", "createdAt desc"))).Body["total"]);
        Assert.Equal(50, (int?)(await probe.QueryAsync(("limit", "1"), ("where", "totalPrice(centAmount < 50)"), ("sort", "totalPrice.centAmount desc"))).Body["total"]);
        var page = await probe.QueryAsync(("limit", "3"), ("withTotal", "FALSE"));
        Assert.Null(page.Body["total"]);
        Assert.Equal((3, 0, 3), ((int)page.Body["limit"]!, (int)page.Body["offset"]!, (int)page.Body["count"]!));
        Assert.Empty((await probe.QueryAsync(("limit", "0"))).Ids);
        Assert.Equal(20, (await probe.QueryAsync()).Ids.Count);
    }

    [Theory]
    [InlineData("limit", "501", "limit")]
    [InlineData("limit", "-1", "limit")]
    [InlineData("limit", "many", "limit")]
    [InlineData("offset", "10001", "offset")]
    [InlineData("withTotal", "perhaps", "withTotal")]
    [InlineData("sort", "orderNumber upwards", "sort")]
    [InlineData("sort", "weather", "sort")]
    [InlineData("where", "orderState = ", "column 14")]
    [InlineData("where", "orderState = :state", "'state' is not defined")]
    [InlineData("where", "weather = \"fine\"", "'weather' does not exist")]
    public async Task A_query_that_cannot_be_read_is_refused(string parameter, string value, string said)
    {
        await using var probe = await ApiProbe.StartAsync();
        var error = (await probe.QueryAsync((parameter, value))).Refused(400, "InvalidInput");
        Assert.Contains(said, (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task References_are_expanded_where_asked_and_possible()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => o["state"] = new JsonObject { ["typeId"] = "state", ["id"] = ReferenceSeed.StateId("order-received") }, OrderVariety.MerchantFields);
        var lost = probe.PutOrder(o => o["lineItems"]![0]!["supplyChannel"]!["id"] = "gone", OrderVariety.Company);
        const string Expand = "expand=lineItems[*].supplyChannel&expand=shippingInfo.shippingMethod&expand=state&expand=custom.type&expand=paymentInfo.payments[*]&expand=no.where[*]";
        var order = (await probe.GetAsync($"demo/orders/{id}?{Expand}")).Ok();
        Assert.All(order["lineItems"]!.AsArray(), line => Assert.Contains((string?)line!["supplyChannel"]!["obj"]!["key"], ReferenceSeed.Warehouses));
        Assert.Equal((string?)order["shippingInfo"]!["shippingMethodName"], (string?)order["shippingInfo"]!["shippingMethod"]!["obj"]!["name"]);
        Assert.Equal("order-received", (string?)order["state"]!["obj"]!["key"]);
        Assert.Equal("merchant-order", (string?)order["custom"]!["type"]!["obj"]!["key"]);
        Assert.NotNull(order["paymentInfo"]!["payments"]![0]!["obj"]!["paymentMethodInfo"]!["method"]);
        var page = (await probe.GetAsync($"demo/orders?{Expand}")).Results.ToDictionary(o => (string)o!["id"]!, o => o!);
        Assert.Equal(order.ToJsonString(), page[id].ToJsonString());
        Assert.Null(page[lost]["lineItems"]![0]!["supplyChannel"]!["obj"]);
        Assert.Null((await probe.GetAsync($"demo/orders/{id}")).Body["state"]!["obj"]);
    }

    [Fact]
    public async Task Orders_are_read_by_id_and_by_number_however_the_number_is_written()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => o["orderNumber"] = "A/1 ü+&");
        Assert.Equal(id, (string?)(await probe.GetAsync("demo/orders/order-number=" + Uri.EscapeDataString("A/1 ü+&"))).Ok()["id"]);
        Assert.Equal(id, (string?)(await probe.GetAsync("demo/orders/" + id)).Ok()["id"]);
        (await probe.GetAsync("demo/orders/order-number=nobody")).Refused(404, "ResourceNotFound");
        (await probe.GetAsync("demo/orders/" + Guid.NewGuid())).Refused(404, "ResourceNotFound");
        (await probe.GetAsync("demo/orders/key=x")).Refused(404, "ResourceNotFound");
    }

    [Theory]
    [InlineData("orders?where=orderState%3D%22Open%22", 200)]
    [InlineData("orders?where=orderState%3D%22Nowhere%22", 404)]
    [InlineData("orders/order-number=nobody", 404)]
    [InlineData("types/key=merchant-order", 200)]
    [InlineData("types/key=nothing", 404)]
    [InlineData("channels?where=key%3D%22east%22", 200)]
    public async Task Head_reports_only_whether_there_is_something(string path, int status)
    {
        await using var probe = await ApiProbe.StartAsync();
        probe.PutOrder(o => o["orderState"] = "Open");
        var response = await probe.SendAsync(new HttpRequestMessage(HttpMethod.Head, "demo/" + path));
        Assert.Equal((HttpStatusCode)status, response.Status);
        Assert.Empty(response.Text);
    }

    [Fact]
    public async Task With_a_query_lag_only_reading_by_id_sees_a_write_at_once()
    {
        await using var probe = await ApiProbe.StartAsync(new CommercetoolsSimulatorOptions { QueryLag = TimeSpan.FromMinutes(5) });
        var id = probe.PutOrder();
        Assert.Empty((await probe.QueryAsync()).Ids);
        (await probe.GetAsync("demo/orders/" + id)).Ok();
        probe.Simulator.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal([id], (await probe.QueryAsync()).Ids);

        (await probe.UpdateAsync(id, """{"action":"changeOrderState","orderState":"Complete"}""")).Ok();
        Assert.Empty((await probe.QueryAsync(("where", "orderState = \"Complete\""))).Ids);
        Assert.Equal("Complete", (string?)(await probe.GetAsync("demo/orders/" + id)).Ok()["orderState"]);
        probe.Simulator.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal([id], (await probe.QueryAsync(("where", "orderState = \"Complete\""))).Ids);
    }
}
