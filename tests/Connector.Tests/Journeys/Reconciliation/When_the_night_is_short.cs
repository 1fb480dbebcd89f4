using System.Globalization;
using System.Text.Json.Nodes;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Journeys.Reconciliation;

/// <summary>The nightly comparison works in slices, and the process may die after any of them.</summary>
public sealed class When_the_night_is_short
{
    private const int Orders = 120;
    private const string Lists = "GET /orders";
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public async Task Every_difference_is_found_exactly_once_and_no_page_is_read_twice(int calls, bool dies)
    {
        await using var world = await World.StartAsync(Plan(calls, fix: false));
        await DamagedAsync(world);
        var whole = await world.Get<ReconciliationRun>().RunAsync(new ReconciliationScope(world.Clock.GetUtcNow().AddDays(-30), null, Fix: false, TimeSpan.FromMinutes(15)), null, default);
        Assert.Equal(6, whole.Differences.Count);
        var (orderLists, labelLists) = (world.ShippingCalls(Lists), world.ShippingCalls("GET /shipments"));

        var (reports, slices) = await NightAsync(world, dies);

        Assert.True(slices > 3, $"{slices} slices");
        Assert.Equal(Named(whole), Named([.. reports]));
        Assert.Equal(whole.ShopOrders, reports.Sum(r => r.ShopOrders));
        Assert.Equal(1, world.ShippingCalls(Lists) - orderLists);
        Assert.Equal(2, world.ShippingCalls("GET /shipments") - labelLists);

        // What the night has done is not done again before the next one.
        var total = world.Shipping.Stats.Total + world.Shop.Stats.Total;
        Assert.Empty((await world.Get<ReconciliationRun>().RunNightlyAsync(default)).Differences);
        Assert.Equal(total, world.Shipping.Stats.Total + world.Shop.Stats.Total);
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(Named(whole), Named([.. (await NightAsync(world, dies: false)).Reports]));
    }

    [Fact]
    public async Task What_is_found_is_repaired_slice_by_slice()
    {
        await using var world = await World.StartAsync(Plan(2, fix: true));
        await DamagedAsync(world);

        var (reports, _) = await NightAsync(world, dies: true);
        await world.PumpAsync();

        // The copy that somebody made is reported only.
        Assert.Equal((6, 5), (reports.Sum(r => r.Differences.Count), reports.Sum(r => r.Repaired)));
        var after = await world.Get<ReconciliationRun>().RunAsync(new ReconciliationScope(world.Clock.GetUtcNow().AddDays(-30), null, Fix: false, TimeSpan.Zero), null, default);
        Assert.Equal(DifferenceKind.DuplicateInShipping, Assert.Single(after.Differences).Kind);
        Assert.Contains(await world.Get<IJournal>().ListRunsAsync(50, default), run => run.Text.EndsWith("6 differences, 5 repaired", StringComparison.Ordinal));
    }

    private static WorldPlan Plan(int calls, bool fix) => new()
    {
        // Not the machine's: at two in the morning another night begins.
        Time = new ManualTimeProvider(),
        Settings = new Dictionary<string, string?>
        {
            ["Reconciliation:SliceCalls"] = calls.ToString(CultureInfo.InvariantCulture), ["Reconciliation:Fix"] = fix ? "true" : "false", ["Reconciliation:SliceSeconds"] = "10"
        }
    };

    /// <summary>Six orders of many are damaged, all in other ways or other places of the lists.</summary>
    private static async Task DamagedAsync(World world)
    {
        var damage = new Damage(world);
        await world.People.PlaceAsync([.. Enumerable.Range(1, Orders).Select(i => ShopOrder.Numbered($"US-{i}"))]);
        await world.SyncUntilQuietAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await damage.DeleteInShipStationAsync("US-1");
        await world.People.EditInShipStationAsync("US-20", new JsonObject { ["orderStatus"] = "on_hold" });
        await world.People.EditInShipStationAsync("US-60", new JsonObject { ["orderStatus"] = "cancelled" });
        await world.People.LabelAsync("US-70");
        await damage.CopyInShipStationAsync("US-80", new JsonObject { ["orderKey"] = "made-by-another-program" });
        await world.People.CancelInShopAsync("US-119");
        await damage.LosePulledAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        await damage.SkipPollsAsync();
    }

    private static async Task<(List<ReconciliationReport> Reports, int Slices)> NightAsync(World world, bool dies)
    {
        var (reports, slices) = (new List<ReconciliationReport>(), 0);
        for (; slices < 400; slices++)
        {
            var report = await world.Get<ReconciliationRun>().RunNightlyAsync(default);
            reports.Add(report);
            if (await DoneAsync(world)) return (reports, slices + 1);
            if (dies) await world.RestartAsync();
            world.Clock.Advance(Tick);
        }
        throw new InvalidOperationException("The night does not end.");
    }

    private static async Task<bool> DoneAsync(World world) =>
        ReconcilePosition.Read((await world.Get<ICursorStore>().GetAsync(CursorName.Reconciliation, default))!.Value)!.Stage == ReconcileStage.Done;

    private static IEnumerable<string> Named(params ReconciliationReport[] reports) =>
        reports.SelectMany(r => r.Differences).Select(d => $"{d.OrderNumber} {d.Kind} {d.ShippingKey}").Order(StringComparer.Ordinal);
}
