using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Control;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

public sealed class ControlTests
{
    [Fact]
    public async Task Requests_are_counted_by_route_and_control_calls_are_not()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => o["orderNumber"] = "N-1");
        await probe.GetAsync("demo/orders/" + id);
        await probe.GetAsync("demo/orders/order-number=N-1");
        await probe.QueryAsync(("limit", "1"));
        await probe.QueryAsync(("limit", "wrong"));
        await probe.UpdateAsync(id);
        await probe.GetAsync("demo/types/key=merchant-order");
        await probe.GetAsync("demo/unicorns");
        var stats = (await probe.GetAsync("__sim/stats")).Ok();
        Assert.Equal("""{"GET (unknown)":1,"GET /orders":2,"GET /orders/order-number={orderNumber}":1,"GET /orders/{id}":1,"GET /types/key={key}":1,"POST /oauth/token":1,"POST /orders/{id}":1}""",
            stats["requests"]!["byRoute"]!.ToJsonString());
        Assert.Equal((8, 1, 0), ((int)stats["requests"]!["total"]!, (int)stats["orders"]!, (int)stats["rateLimited"]!));
        (await probe.PostAsync("__sim/reset?keep=orders", "")).Ok();
        Assert.Equal((0, 1), (probe.Simulator.Stats.Total, probe.Simulator.OrderCount));
        (await probe.PostAsync("__sim/reset", "")).Ok();
        Assert.Equal(0, probe.Simulator.OrderCount);
        (await probe.GetAsync("demo/channels/key=east")).Ok();
    }

    [Fact]
    public async Task Orders_are_stored_as_given_and_completed_where_they_lack_something()
    {
        await using var probe = await ApiProbe.StartAsync();
        const string Whole = """{"id":"o-1","version":4,"createdAt":"2020-01-01T00:00:00.000Z","lastModifiedAt":"2020-01-02T00:00:00.000Z","orderNumber":"N-1","odd":[1.50,null]}""";
        (await probe.PostAsync("__sim/orders", $$"""[{{Whole}},{"orderNumber":"N-2"}]""")).Ok();
        Assert.Equal(Whole, (await probe.GetAsync("__sim/orders?number=N-1")).Text);
        var completed = (await probe.GetAsync("__sim/orders?number=N-2")).Ok();
        Assert.Equal(1, (int)completed["version"]!);
        Assert.All((string[])["id", "createdAt", "lastModifiedAt"], name => Assert.NotNull(completed[name]));
        Assert.Equal(["o-1"], (await probe.QueryAsync(("where", "lastModifiedAt < \"2021-01-01T00:00:00.000Z\""))).Ids);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.GetAsync("__sim/orders?number=N-3")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await probe.PostAsync("__sim/orders", """{"id":"o-9","orderNumber":"N-1"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await probe.PostAsync("__sim/orders", "[1")).Status);

        (await probe.PostAsync("__sim/orders", Whole.Replace("1.50", "2", StringComparison.Ordinal))).Ok();
        var edited = probe.Order("o-1");
        Assert.Equal((5, 2), ((int)edited["version"]!, (int)edited["odd"]![0]!));
        Assert.NotEqual("2020-01-02T00:00:00.000Z", (string?)edited["lastModifiedAt"]);
    }

    [Fact]
    public async Task A_merchants_edit_is_a_new_version_by_someone_else()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => (o["orderNumber"], o["version"]) = ("N-1", 3));
        var before = (string?)probe.Order(id)["lastModifiedAt"];
        (await probe.PostAsync("__sim/edit", """{"orderNumber":"N-1","merge":{"shippingAddress":{"city":"Elsewhere","state":null},"syncInfo":[]}}""")).Ok();
        var order = probe.Order(id);
        Assert.Equal((4, "Elsewhere"), ((int)order["version"]!, (string)order["shippingAddress"]!["city"]!));
        Assert.Null(order["shippingAddress"]!["state"]);
        Assert.NotNull(order["shippingAddress"]!["firstName"]);
        Assert.True(string.CompareOrdinal(before, (string?)order["lastModifiedAt"]) < 0);
        Assert.NotEqual("demo", (string?)order["lastModifiedBy"]!["clientId"]);
        Assert.Equal([id], (await probe.QueryAsync(("where", "shippingAddress(city = \"Elsewhere\")"))).Ids);
        Assert.Equal(HttpStatusCode.BadRequest, (await probe.PostAsync("__sim/edit", """{"orderNumber":"N-2","merge":{}}""")).Status);
    }

    [Fact]
    public async Task Somebody_else_can_deliver_and_a_payment_can_fail()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => o["orderNumber"] = "N-1");
        var before = probe.Order(id)["shippingInfo"]!["deliveries"]?.AsArray().Count ?? 0;
        (await probe.PostAsync("__sim/deliver", """{"orderNumber":"N-1","tracking":"BIKE-7","shipmentState":"Shipped"}""")).Ok();
        (await probe.PostAsync("__sim/pay", """{"orderNumber":"N-1"}""")).Ok();
        var order = probe.Order(id);
        var delivery = order["shippingInfo"]!["deliveries"]![before]!;
        Assert.Equal(("Shipped", "Failed", "BIKE-7"), ((string)order["shipmentState"]!, (string)order["paymentState"]!, (string)delivery["parcels"]![0]!["trackingData"]!["trackingId"]!));
        Assert.Equal(order["lineItems"]!.AsArray().Select(l => (string)l!["id"]!), delivery["items"]!.AsArray().Select(i => (string)i!["id"]!));
        Assert.Equal(HttpStatusCode.BadRequest, (await probe.PostAsync("__sim/deliver", """{"orderNumber":"N-2"}""")).Status);
    }

    [Fact]
    public async Task Seeds_and_the_clock_can_be_steered_from_outside()
    {
        await using var probe = await ApiProbe.StartAsync();
        var before = DateTimeOffset.Parse((string)(await probe.PostAsync("__sim/clock", """{"advanceSeconds":0}""")).Ok()["now"]!);
        var after = DateTimeOffset.Parse((string)(await probe.PostAsync("__sim/clock", """{"advanceSeconds":7200}""")).Ok()["now"]!);
        Assert.True(after - before >= TimeSpan.FromHours(2));
        (await probe.PostAsync("__sim/seed", """{"count":30,"seed":9,"mix":"plain"}""")).Ok();
        Assert.Equal(30, probe.Simulator.OrderCount);
        var newest = probe.Simulator.Orders().Max(o => o.GetProperty("lastModifiedAt").GetDateTimeOffset());
        Assert.True(newest >= after);
    }

    [Fact]
    public async Task A_broken_connection_before_or_after_leaves_the_order_undone_or_done()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => (o["version"], o["orderState"]) = (1, "Open"));
        const string Complete = """{"action":"changeOrderState","orderState":"Complete"}""";
        (await probe.PostAsync("__sim/faults", """[{"route":"POST /orders/{id}","drop":"before"},{"route":"POST /orders/{id}","drop":"after"}]""")).Ok();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => probe.UpdateAsync(id, 1, Complete));
        Assert.Equal(1, (long)probe.Order(id)["version"]!);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => probe.UpdateAsync(id, 1, Complete));
        Assert.Equal("Complete", (string?)probe.Order(id)["orderState"]);
        (await probe.UpdateAsync(id, 1, Complete)).Refused(409, "ConcurrentModification");
        Assert.Equal(3, probe.Simulator.Stats.ByRoute["POST /orders/{id}"]);
    }

    [Fact]
    public async Task A_status_can_come_instead_of_the_response_or_after_the_call()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => (o["version"], o["orderState"]) = (1, "Open"));
        const string Complete = """{"action":"changeOrderState","orderState":"Complete"}""";
        probe.Simulator.Faults.Add(new Fault { Status = 503, Skip = 1 });
        (await probe.GetAsync("demo/orders")).Ok();
        (await probe.UpdateAsync(id, 1, Complete)).Refused(503, "OverCapacity");
        Assert.Equal(1, (long)probe.Order(id)["version"]!);
        probe.Simulator.Faults.Add(new Fault { Status = 500, Apply = "after" });
        (await probe.UpdateAsync(id, 1, Complete)).Refused(500, "General");
        Assert.Equal(2, (long)probe.Order(id)["version"]!);
        probe.Simulator.Faults.Add(new Fault { Status = 502, Body = "<html>bad gateway</html>", ContentType = "text/html" });
        Assert.Equal("<html>bad gateway</html>", (await probe.GetAsync("demo/orders")).Text);
        probe.Simulator.Faults.Add(new Fault { Status = 429, Times = 2 });
        Assert.Equal(HttpStatusCode.TooManyRequests, (await probe.GetAsync("demo/orders")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await probe.GetAsync("demo/orders")).Status);
        (await probe.GetAsync("demo/orders")).Ok();
        Assert.Equal(2, probe.Simulator.Stats.RateLimited);
    }

    [Fact]
    public async Task A_response_can_be_cut_or_blown_up()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        probe.Simulator.Faults.Add(new Fault { TruncateAt = 100 });
        var cut = await probe.GetAsync("demo/orders/" + id);
        Assert.Equal(100, cut.Text.Length);
        Assert.ThrowsAny<JsonException>(() => cut.Body);
        probe.Simulator.Faults.Add(new Fault { PadTo = 3_000_000 });
        var padded = await probe.GetAsync("demo/orders/" + id);
        Assert.Equal(3_000_000, System.Text.Encoding.UTF8.GetByteCount(padded.Text));
        Assert.Equal(id, (string?)padded.Ok()["id"]);
        probe.Simulator.Faults.Add(new Fault { TruncateAt = 100, Drop = "after" });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => probe.GetAsync("demo/orders/" + id));
    }

    [Theory]
    [InlineData("before", 1)]
    [InlineData("after", 2)]
    public async Task A_caller_that_gets_no_response_waits_until_it_gives_up(string hang, int version)
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder(o => (o["version"], o["orderState"]) = (1, "Open"));
        probe.Simulator.Faults.Add(new Fault { Hang = hang });
        using var patience = new CancellationTokenSource();
        probe.Simulator.Faults.KeptWaiting += patience.Cancel;
        using var body = new StringContent("""{"version":1,"actions":[{"action":"changeOrderState","orderState":"Complete"}]}""", System.Text.Encoding.UTF8, "application/json");

        await Assert.ThrowsAsync<TaskCanceledException>(() => probe.Http.PostAsync("demo/orders/" + id, body, patience.Token));

        Assert.Equal(version, (long)probe.Order(id)["version"]!);
    }

    [Fact]
    public async Task A_response_can_break_in_the_body_or_come_byte_by_byte()
    {
        await using var probe = await ApiProbe.StartAsync();
        var id = probe.PutOrder();
        probe.Simulator.Faults.Add(new Fault { Drop = "after", TruncateAt = 1 });
        using var response = await probe.Http.GetAsync("demo/orders/" + id, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => response.Content.ReadAsByteArrayAsync());

        probe.Simulator.Faults.Add(new Fault { DripMilliseconds = 0 });
        Assert.Equal(id, (string?)(await probe.GetAsync("demo/orders/" + id)).Ok()["id"]);
    }

    [Fact]
    public async Task Two_simulators_do_not_know_each_other_and_a_stopped_one_frees_its_port()
    {
        await using var probe = await ApiProbe.StartAsync();
        await using var other = await ApiProbe.StartAsync(new CommercetoolsSimulatorOptions { ProjectKey = "acme" });
        Assert.NotEqual(probe.Simulator.Address, other.Simulator.Address);
        Assert.Equal("127.0.0.1", probe.Simulator.Address.Host);
        probe.PutOrder();
        Assert.Equal(0, other.Simulator.OrderCount);
        var port = other.Simulator.Address.Port;
        await Assert.ThrowsAnyAsync<IOException>(() => CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions { Port = port }));
        await other.Simulator.DisposeAsync();
        await using var again = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions { Port = port });
        Assert.Equal(port, again.Address.Port);
    }

    [Fact]
    public async Task An_order_of_any_shape_is_responded_and_never_breaks_the_server()
    {
        await using var probe = await ApiProbe.StartAsync();
        probe.Simulator.Seed(40);
        (await probe.PostAsync("__sim/orders", """[{"id":"odd-1","lastModifiedAt":"","lineItems":"none","shippingInfo":7,"orderNumber":9},{"id":"odd-2","version":"x","custom":{"fields":[]}}]""")).Ok();
        var page = await probe.GetAsync("demo/orders?limit=500&expand=lineItems[*].supplyChannel&expand=custom.type&sort=lastModifiedAt&where=" + Uri.EscapeDataString("not(lineItems(quantity > 100000))"));
        Assert.Contains("odd-1", page.Ids);
        Assert.Contains("odd-2", page.Ids);
        var response = await probe.UpdateAsync("odd-1", 1, """{"action":"addDelivery"}""");
        response.Refused(400, "InvalidOperation");
    }
}
