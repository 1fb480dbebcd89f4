using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Pull;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Sqlite;
using Connector.TestSupport;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_nothing_happens
{
    private const int Runs = 30;

    [Fact]
    public async Task A_quiet_shop_costs_an_empty_question_a_run_and_not_one_row()
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = true, Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(OrderSeed.Create(1200, 7, OrderMix.Plain, ManualTimeProvider.Start));
        await world.SyncAsync();
        Assert.Equal(1200, (await world.People.AllShippingOrdersAsync()).Count);
        // Until nobody can be late any more.
        for (var i = 0; i < 10; i++) await RunAsync(world, TimeSpan.FromMinutes(8));
        var (rows, pages) = (Rows(world), Pages(world));
        var (pulls, polls) = (world.ShopCalls("GET /orders"), world.ShippingCalls("GET /orders"));

        var seen = 0L;
        for (var i = 0; i < Runs; i++) seen += await RunAsync(world, TimeSpan.FromSeconds(10));

        Assert.Equal(0, seen);
        Assert.Equal((Runs, Runs), (world.ShopCalls("GET /orders") - pulls, world.ShippingCalls("GET /orders") - polls));
        Assert.Equal(rows, Rows(world));
        Assert.Equal(pages, Pages(world));

        // And what happens then is found at once.
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync(SyncScope.Orders);
        await world.ShippingOrderAsync("US-1");
    }

    /// <summary>What the timers do. Returns how many orders the pull was given.</summary>
    private static async Task<long> RunAsync(World world, TimeSpan later)
    {
        world.Clock.Advance(later);
        var pulled = await world.Get<OrderPullRun>().RunAsync(null, null, default);
        await world.Get<ShipmentPoll>().RunAsync(default);
        await world.Get<OrderStatusPoll>().RunAsync(default);
        return pulled.Seen;
    }

    private static Dictionary<string, long> Rows(World world)
    {
        using var file = Open(world);
        var tables = new List<string>();
        using (var command = new SqliteCommand("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", file))
        using (var reader = command.ExecuteReader())
            while (reader.Read()) tables.Add(reader.GetString(0));
        return tables.ToDictionary(static t => t, t => Number(file, $"SELECT count(*) FROM {t}"));
    }

    private static long Pages(World world)
    {
        using var file = Open(world);
        return Number(file, "PRAGMA page_count");
    }

    private static long Number(SqliteConnection file, string sql)
    {
        using var command = new SqliteCommand(sql, file);
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteConnection Open(World world)
    {
        var file = new SqliteConnection($"Data Source={world.Get<SqliteDatabase>().Path};Mode=ReadOnly;Pooling=False");
        file.Open();
        return file;
    }
}
