using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Sqlite;
using Connector.TestSupport;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_the_history_of_an_order_is_read
{
    [Fact]
    public async Task It_tells_who_did_what_with_the_calls_below()
    {
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.People.EditInShopAsync("US-1", new JsonObject { ["shippingAddress"] = ShopOrder.Address("700 Larimer Street") });
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.People.LabelAsync("US-1");
        await world.SyncAsync();

        var history = (await world.Get<OrderTraces>().FindAsync("US-1", default))!.History;

        Assert.Equal(
            [
                (OrderEventKind.Placed, OrderActor.Shop), (OrderEventKind.Sent, OrderActor.Connector), (OrderEventKind.Changed, OrderActor.Shop), (OrderEventKind.Updated, OrderActor.Connector),
                (OrderEventKind.Label, OrderActor.Warehouse), (OrderEventKind.WrittenBack, OrderActor.Connector)
            ],
            history.Events.Select(static e => (e.Kind, e.Actor)));
        var changed = Assert.Single(history.Events[2].Changes, static c => c.Field == "shipTo.street1");
        // Where people live is hashed, and still seen to differ.
        Assert.All([changed.Before, changed.After], static v => Assert.StartsWith("hash:", v, StringComparison.Ordinal));
        Assert.NotEqual(changed.Before, changed.After);
        Assert.Contains("street1", history.Events[3].Text, StringComparison.Ordinal);
        Assert.All([history.Events[1], history.Events[3]], static e => Assert.Contains(e.Calls, static c => c.Path.EndsWith("/orders/createorders", StringComparison.Ordinal)));
        Assert.Contains(history.Events[5].Calls, static c => c is { Vendor: "commercetools", Method: "POST" });
        Assert.Empty(history.OtherCalls);
        // The other order was in the same call, and nothing of this one's story is in its.
        Assert.Equal([OrderEventKind.Placed, OrderEventKind.Sent], (await world.Get<OrderTraces>().FindAsync("US-2", default))!.History.Events.Select(static e => e.Kind));
    }

    [Fact]
    public async Task A_day_of_polls_adds_nothing_to_it_and_no_row_to_the_file()
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = true, Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(Enumerable.Range(1, 5).Select(static n => ShopOrder.Numbered($"US-{n}").Document));
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.People.LabelAsync("US-1");
        await world.People.EditInShipStationAsync("US-2", new JsonObject { ["internalNotes"] = "fragile" });
        await world.SyncUntilQuietAsync();
        // As often as by default, until nothing can be late any more; then coarser: 24 hours.
        for (var i = 0; i < 60; i++) await RunAsync(world, TimeSpan.FromSeconds(10));
        for (var i = 0; i < 25; i++) await RunAsync(world, TimeSpan.FromMinutes(2));
        var (items, rows) = (await world.Get<IJournal>().ReadAsync(world.ShopOrder("US-1").Text("id")!, default), Rows(world));

        for (var i = 0; i < 276; i++) await RunAsync(world, TimeSpan.FromMinutes(5));

        var trace = (await world.Get<OrderTraces>().FindAsync("US-1", default))!;
        Assert.Equal([OrderEventKind.Placed, OrderEventKind.Sent, OrderEventKind.Label, OrderEventKind.WrittenBack], trace.History.Events.Select(static e => e.Kind));
        Assert.Equal(items.Count, trace.Timeline.Count);
        Assert.Equal(rows, Rows(world));
        Assert.DoesNotContain(trace.Timeline, static i => i.Exchange is { Method: "GET" } call && call.Path.Contains("DateStart", StringComparison.Ordinal));
    }

    /// <summary>What the timers do, and what that queues.</summary>
    private static async Task RunAsync(World world, TimeSpan later)
    {
        world.Clock.Advance(later);
        await world.Get<OrderPullRun>().RunAsync(null, null, default);
        await world.Get<ShipmentPoll>().RunAsync(default);
        await world.Get<OrderStatusPoll>().RunAsync(default);
        await world.HurryPumpAsync();
    }

    private static Dictionary<string, long> Rows(World world)
    {
        using var file = new SqliteConnection($"Data Source={world.Get<SqliteDatabase>().Path};Mode=ReadOnly;Pooling=False");
        file.Open();
        return new[] { "journal_entries", "exchanges", "exchange_orders", "messages", "sync_rows", "shipments", "shipping_orders" }.ToDictionary(static t => t, t =>
        {
            using var command = new SqliteCommand($"SELECT count(*) FROM {t}", file);
            return (long)command.ExecuteScalar()!;
        });
    }
}
