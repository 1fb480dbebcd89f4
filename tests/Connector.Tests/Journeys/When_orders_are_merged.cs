using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>Staff put two orders into one in ShipStation. The goods of the second are in the first, or somebody is asked.</summary>
public sealed class When_orders_are_merged
{
    private const string First = "US-1";
    private const string Second = "US-2";

    [Fact]
    public async Task Nobody_is_asked_while_all_goods_are_there()
    {
        await using var world = await World.StartAsync();
        await MergedAsync(world);

        await world.SyncUntilQuietAsync();

        Assert.Empty(await world.ErrorsAsync());
        Assert.Empty((await ReconcileAsync(world, TimeSpan.FromDays(1))).Differences);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Somebody_is_asked_when_a_late_call_put_the_first_back_without_them(bool readBetween)
    {
        await using var world = await World.StartAsync();
        var before = await MergedAsync(world);
        if (readBetween) await world.SyncUntilQuietAsync();
        await world.People.WriteInShipStationAsync(before);
        world.Clock.Advance(TimeSpan.FromMinutes(2));

        await world.SyncUntilQuietAsync();

        var error = Assert.Single(await world.ErrorsAsync()).Info;
        Assert.Equal((Second, ErrorCodes.LockedInShipping, FailureKind.Rejected), (error.OrderNumber, error.Code, error.Kind));
        Assert.Contains($"merged into order {First} in ShipStation, and 2 of its units are no longer there", error.Description, StringComparison.Ordinal);
        var found = Assert.Single((await ReconcileAsync(world, TimeSpan.FromDays(1))).Differences);
        Assert.Equal((DifferenceKind.MissingInShipping, Second), (found.Kind, found.OrderNumber));
    }

    [Fact]
    public async Task Nobody_is_asked_any_longer_when_staff_put_them_back()
    {
        await using var world = await World.StartAsync();
        var before = await MergedAsync(world);
        var merged = await world.ShippingOrderAsync(First);
        await world.People.WriteInShipStationAsync(before);
        await world.SyncUntilQuietAsync();
        Assert.Single(await world.ErrorsAsync());

        await world.People.EditInShipStationAsync(First, new JsonObject { ["items"] = JsonNode.Parse(merged.GetProperty("items").GetRawText()) });
        await world.SyncUntilQuietAsync();
        await ReconcileAsync(world, TimeSpan.FromDays(1), fix: true);

        Assert.Empty(await world.ErrorsAsync());
    }

    [Fact]
    public async Task Nobody_is_asked_when_they_were_split_off_again()
    {
        await using var world = await World.StartAsync();
        await MergedAsync(world);
        var line = world.ShopOrder(Second).List("lineItems")[0].Text("id")!;
        await world.People.SplitAsync(First, (line, 2));

        await world.SyncUntilQuietAsync();

        Assert.Empty(await world.ErrorsAsync());
        Assert.Empty((await ReconcileAsync(world, TimeSpan.FromDays(1))).Differences);
    }

    [Fact]
    public async Task One_of_which_all_goods_have_left_leaves_those_of_the_other_open()
    {
        await using var world = await World.StartAsync();
        await MergedAsync(world);
        await world.People.LabelAsync(First, (world.ShopOrder(First).List("lineItems")[0].Text("id")!, 1));
        await world.SyncUntilQuietAsync();
        Assert.Equal("Shipped", world.ShopOrder(First).Text("shipmentState"));
        await world.People.EditInShopAsync(First, new JsonObject { ["purchaseOrderNumber"] = "PO-1" });

        await world.SyncUntilQuietAsync();

        Assert.Empty(await world.ErrorsAsync());
        Assert.Empty((await ReconcileAsync(world, TimeSpan.FromDays(1))).Differences);
        Assert.Equal("awaiting_shipment", (await world.ShippingOrderAsync(First)).Text("orderStatus"));
    }

    [Fact]
    public async Task The_second_is_not_made_again_when_only_it_is_compared()
    {
        await using var world = await World.StartAsync();
        await MergedAsync(world);
        await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromDays(2));
        await world.People.EditInShopAsync(Second, new JsonObject { ["customerEmail"] = world.ShopOrder(Second).Text("customerEmail") });

        var report = await ReconcileAsync(world, TimeSpan.FromHours(3), fix: true);
        await world.SyncUntilQuietAsync();

        Assert.Empty(report.Differences);
        Assert.Single(await world.People.AllShippingOrdersAsync());
    }

    [Fact]
    public async Task Somebody_is_asked_when_one_is_cancelled_that_was_merged_before_its_id_was_known()
    {
        await using var world = await World.StartAsync();
        await MergedUnknownAsync(world);
        await world.People.CancelInShopAsync(Second);

        await world.SyncUntilQuietAsync();

        var error = Assert.Single(await world.ErrorsAsync()).Info;
        Assert.Equal((Second, ErrorCodes.LockedInShipping, FailureKind.Rejected), (error.OrderNumber, error.Code, error.Kind));
        Assert.Contains($"merged into order {First} in ShipStation", error.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_was_merged_before_its_id_was_known_is_found_in_the_other_and_gets_its_label(bool labelFirst)
    {
        await using var world = await World.StartAsync();
        await MergedUnknownAsync(world);
        if (labelFirst) await LabelAllAsync(world);
        if (labelFirst) await world.SyncAsync(SyncScope.Shipments);

        await world.SyncUntilQuietAsync();
        if (!labelFirst) await LabelAllAsync(world);
        await world.SyncUntilQuietAsync();

        Assert.Equal(labelFirst ? [Second] : [], (await world.ErrorsAsync()).Select(e => e.Info.OrderNumber));
        Assert.NotNull(Assert.Single(await world.RowsAsync(Second)).ShippingOrderId);
        foreach (var number in (string[])[First, Second])
        {
            Assert.Equal("Shipped", world.ShopOrder(number).Text("shipmentState"));
            Assert.Equal(world.ShopOrder(number).List("lineItems")[0].Text("id"), Assert.Single(Assert.Single(world.ShopOrder(number).Deliveries()).List("items")).Text("id"));
        }
    }

    private static Task<long> LabelAllAsync(World world) => world.People.LabelAsync(
        First, (world.ShopOrder(First).List("lineItems")[0].Text("id")!, 1), (world.ShopOrder(Second).List("lineItems")[0].Text("id")!, 2));

    /// <summary>The process was killed after the call that made the second.</summary>
    private static async Task MergedUnknownAsync(World world)
    {
        await world.People.PlaceAsync(ShopOrder.Numbered(First));
        await world.SyncAsync();
        await world.People.PlaceAsync(ShopOrder.Numbered(Second).With("TRAY-OAK", 2));
        await world.People.SettleAsync();
        await world.SyncUntilCrashAsync("push-called");
        Assert.Null(Assert.Single(await world.RowsAsync(Second)).ShippingOrderId);
        await world.People.MergeAsync(First, Second);
    }

    /// <returns>The first order as the connector sent it.</returns>
    private static async Task<JsonObject> MergedAsync(World world)
    {
        await world.People.PlaceAsync(ShopOrder.Numbered(First), ShopOrder.Numbered(Second).With("TRAY-OAK", 2));
        await world.SyncAsync();
        await world.People.SettleAsync();
        await world.SyncUntilQuietAsync();
        var before = JsonNode.Parse((await world.ShippingOrderAsync(First)).GetRawText())!.AsObject();
        foreach (var name in (string[])["createDate", "modifyDate", "customerId", "tagIds", "advancedOptions"]) before.Remove(name);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.People.MergeAsync(First, Second);
        return before;
    }

    private static Task<ReconciliationReport> ReconcileAsync(World world, TimeSpan back, bool fix = false) =>
        world.Get<ReconciliationRun>().RunAsync(new ReconciliationScope(world.Clock.GetUtcNow() - back, null, fix, TimeSpan.Zero), null, default);
}
