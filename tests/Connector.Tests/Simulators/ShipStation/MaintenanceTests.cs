using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Simulators.ShipStation;

/// <summary>What the service does to orders by itself: the second look, and the end of holds.</summary>
public sealed class MaintenanceTests
{
    [Fact]
    public async Task Some_seconds_later_the_order_is_not_as_it_was_sent()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var sent = await account.WriteAsync(SampleOrder.Of("U-1", "key-1", change: o => o["weight"] = JsonNode.Parse("""{ "value": 25, "units": "ounces" }""")));
        Assert.Equal(25m, (decimal)sent["weight"]!["value"]!);

        account.Advance(17.9);
        Assert.Equal("14 Birch Lane", (string?)(await account.OrderAsync(sent))["shipTo"]!["street1"]);

        // Long after it was due, the change still carries the time at which it was due.
        account.Advance(100);
        var later = await account.OrderAsync(sent);
        Assert.Equal("14 BIRCH LANE", (string?)later["shipTo"]!["street1"]);
        Assert.Equal("UNIT 3", (string?)later["shipTo"]!["street2"]);
        Assert.Equal("Mira Holt", (string?)later["shipTo"]!["name"]);
        Assert.Matches("^97301-[0-9]{4}$", (string?)later["shipTo"]!["postalCode"]);
        Assert.False((bool)later["shipTo"]!["residential"]!);
        Assert.Equal("Address validated successfully", (string?)later["shipTo"]!["addressVerified"]);
        Assert.Null(later["billTo"]!["addressVerified"]);
        Assert.Equal(88001, (long)later["advancedOptions"]!["warehouseId"]!);
        Assert.Equal(28m, (decimal)later["weight"]!["value"]!);
        Assert.Equal("2026-03-03T09:20:18.0000000", (string?)later["modifyDate"]);
        Assert.Equal("2026-03-03T09:20:00.0000000", (string?)later["createDate"]);
        Assert.True((long)later["items"]![0]!["productId"]! > 0);
        Assert.Null(later["items"]![2]!["productId"]);

        var again = await account.WriteAsync(SampleOrder.Of("U-2"));
        Assert.Equal((long)later["items"]![0]!["productId"]!, (long)again["items"]![0]!["productId"]!);
        Assert.Equal(2, (int)(await account.GetAsync("/products")).Json["total"]!);
    }

    [Theory]
    [InlineData("3 Unclear Road", "US", "Address validation warning")]
    [InlineData("1 Nowhere Street", "US", "Address validation failed")]
    [InlineData("1 Nowhere Street", "CA", "Address validation failed")]
    [InlineData("1 Rue Basse", "FR", "Address not yet validated")]
    public async Task An_address_that_is_not_found_stays_as_typed(string street, string country, string result)
    {
        await using var account = await SimulatedAccount.StartAsync();
        var sent = await account.WriteAsync(SampleOrder.Of("U-1", change: o =>
        {
            o["shipTo"]!["street1"] = street;
            o["shipTo"]!["country"] = country;
        }));
        await account.ControlAsync("/settle");
        var shipTo = (await account.OrderAsync(sent))["shipTo"]!;
        Assert.Equal((street, result), ((string?)shipTo["street1"], (string?)shipTo["addressVerified"]));
    }

    [Fact]
    public async Task Sending_the_same_address_again_shows_the_normalised_one_and_another_one_starts_over()
    {
        await using var account = await SimulatedAccount.StartAsync();
        await account.WriteAsync(SampleOrder.Of("U-1", "key-1"));
        account.Advance(20);
        var same = await account.WriteAsync(SampleOrder.Of("U-1", "key-1"));
        Assert.Equal("14 BIRCH LANE", (string?)same["shipTo"]!["street1"]);
        var other = await account.WriteAsync(SampleOrder.Of("U-1", "key-1", change: o => o["shipTo"]!["street1"] = "2 Birch Lane"));
        Assert.Equal("2 Birch Lane", (string?)other["shipTo"]!["street1"]);
        Assert.Equal("Address not yet validated", (string?)other["shipTo"]!["addressVerified"]);
        account.Advance(20);
        Assert.Equal("2 BIRCH LANE", (string?)(await account.OrderAsync(other))["shipTo"]!["street1"]);
    }

    [Fact]
    public async Task An_order_that_needs_nothing_more_is_not_touched_again()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = SampleOrder.Of("U-1", "key-1", change: o => o["advancedOptions"]!["warehouseId"] = 88002);
        await account.WriteAsync(order);
        account.Advance(60);
        var again = await account.WriteAsync(order);
        account.Advance(60);
        Assert.Equal("2026-03-03T09:21:00.0000000", (string?)(await account.OrderAsync(again))["modifyDate"]);
    }

    [Fact]
    public async Task A_hold_ends_by_itself_at_its_date()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("U-1"));
        var held = await account.PostAsync("/orders/holduntil", $$"""{ "orderId": {{order["orderId"]}}, "holdUntilDate": "2026-03-05" }""");
        Assert.Equal("""{"success":true,"message":"Order held successfully."}""", held.Body);

        account.Advance(TimeSpan.FromHours(36).TotalSeconds);
        var still = await account.OrderAsync(order);
        Assert.Equal(("on_hold", "2026-03-05"), ((string?)still["orderStatus"], (string?)still["holdUntilDate"]));

        account.Advance(TimeSpan.FromHours(3).TotalSeconds);
        var back = await account.OrderAsync(order);
        Assert.Equal("awaiting_shipment", (string?)back["orderStatus"]);
        Assert.Null(back["holdUntilDate"]);
        Assert.Equal("2026-03-05T00:00:00.0000000", (string?)back["modifyDate"]);
    }

    [Fact]
    public async Task A_hold_that_was_prolonged_does_not_end_at_the_first_date()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("U-1", "key-1", "on_hold", o => o["holdUntilDate"] = "2026-03-04"));
        await account.PostAsync("/orders/holduntil", $$"""{ "orderId": {{order["orderId"]}}, "holdUntilDate": "2026-03-06" }""");
        account.Advance(TimeSpan.FromHours(40).TotalSeconds);
        Assert.Equal("on_hold", (string?)(await account.OrderAsync(order))["orderStatus"]);

        var restored = await account.PostAsync("/orders/restorefromhold", $$"""{ "orderId": {{order["orderId"]}} }""");
        Assert.Equal("""{"success":true,"message":"The requested order has been restored"}""", restored.Body);
        Assert.Equal("awaiting_shipment", (string?)(await account.OrderAsync(order))["orderStatus"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await account.PostAsync("/orders/restorefromhold", $$"""{ "orderId": {{order["orderId"]}} }""")).Status);
    }

    [Fact]
    public async Task Users_are_assigned_to_all_orders_or_to_none()
    {
        await using var account = await SimulatedAccount.StartAsync();
        var order = await account.WriteAsync(SampleOrder.Of("U-1"));
        var user = (string?)(await account.GetAsync("/users")).Json[0]!["userId"];
        var none = await account.PostAsync("/orders/assignuser", $$"""{ "orderIds": [{{order["orderId"]}}, 1], "userId": "{{user}}" }""");
        Assert.Equal(HttpStatusCode.NotFound, none.Status);
        Assert.Null((await account.OrderAsync(order))["userId"]);

        await account.PostAsync("/orders/assignuser", $$"""{ "orderIds": [{{order["orderId"]}}], "userId": "{{user}}" }""");
        Assert.Equal(user, (string?)(await account.OrderAsync(order))["userId"]);
        await account.PostAsync("/orders/unassignuser", $$"""{ "orderIds": [{{order["orderId"]}}] }""");
        Assert.Null((await account.OrderAsync(order))["userId"]);
    }
}
