using System.Text.Json.Nodes;
using Connector.Core.Flows.Reconcile;
using Connector.Simulators.Commercetools.Seeds;
using Xunit;

namespace Connector.Tests.Journeys.Reconciliation;

public sealed class When_nothing_is_wrong
{
    private const int Orders = 5_000;

    [Fact]
    public async Task Five_thousand_clean_orders_of_all_sorts_give_no_finding()
    {
        await using var world = await World.StartAsync();
        world.Shop.Seed(Orders, seed: 11, OrderMix.Varied);
        await world.SyncUntilQuietAsync();
        await world.People.SettleAsync();
        await world.SyncUntilQuietAsync();
        await world.People.LabelAllAsync();
        await world.SyncUntilQuietAsync();

        var report = await world.Get<ReconciliationRun>().RunAsync(
            new ReconciliationScope(DateTimeOffset.UnixEpoch, null, Fix: false, TimeSpan.Zero), null, default);

        Assert.Empty(report.Differences.Select(d => $"{d.OrderNumber} {d.Kind} {d.Text}").Take(10));
        Assert.Equal(Orders, report.ShopOrders);
        Assert.True(report.Shipments > Orders / 2, $"{report.Shipments} shipments");
    }

    [Fact]
    public async Task What_people_do_in_ShipStation_is_no_difference()
    {
        await using var world = await World.StartAsync();
        var orders = Enumerable.Range(1, 8).Select(i => ShopOrder.Numbered($"US-{i}").With("MUG-RED", 4)).ToArray();
        await new Damage(world).SentAsync(orders);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.People.EditInShipStationAsync("US-1", new JsonObject { ["internalNotes"] = "fragile" });
        await world.People.EditInShipStationAsync("US-2", new JsonObject { ["orderStatus"] = "on_hold" });
        await world.People.EditInShipStationAsync("US-3", new JsonObject { ["orderStatus"] = "cancelled" });
        await world.People.SplitAsync("US-4", (orders[3].Lines[0], 1));
        await world.People.MergeAsync("US-5", "US-6");
        await world.People.MarkShippedAsync("US-7");
        await world.People.CancelInShopAsync("US-8");
        await world.SyncUntilQuietAsync();

        var report = await world.Get<ReconciliationRun>().RunAsync(
            new ReconciliationScope(DateTimeOffset.UnixEpoch, null, Fix: true, TimeSpan.Zero), null, default);

        Assert.Empty(report.Differences.Select(d => $"{d.OrderNumber} {d.Kind} {d.Text}"));
    }

    [Fact]
    public async Task The_label_of_merged_orders_is_no_difference()
    {
        await using var world = await World.StartAsync();
        await new Damage(world).SentAsync(ShopOrder.Numbered("US-1").With("MUG-RED", 2), ShopOrder.Numbered("US-2").With("MUG-RED", 1));
        await world.People.MergeAsync("US-1", "US-2");
        await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        await world.People.LabelAsync("US-1");
        await world.SyncUntilQuietAsync();

        var report = await world.Get<ReconciliationRun>().RunAsync(
            new ReconciliationScope(DateTimeOffset.UnixEpoch, null, Fix: false, TimeSpan.Zero), null, default);

        Assert.Empty(report.Differences.Select(d => $"{d.OrderNumber} {d.Kind} {d.Text}"));
    }
}
