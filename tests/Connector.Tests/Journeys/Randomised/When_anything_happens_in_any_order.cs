using Connector.Core.Flows.Reconcile;
using Connector.TestSupport;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Tests.Journeys.Randomised;

/// <summary>
/// Edits, labels, voids, cancellations, lost and doubled notifications, conflicts, timeouts before and after applying, deaths and restarts, in any order: once everything
/// is delivered and time has passed, both sides show the same.
/// </summary>
public sealed class When_anything_happens_in_any_order(ITestOutputHelper output)
{
    private const int Sequences = 2_000;

    [Fact]
    public void Both_sides_report_the_same_history_in_the_end()
    {
        var played = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithReplay(PropertyRun.Start.Seed, PropertyRun.Start.Gamma).WithMaxTest(Sequences / Seasons.ScriptsEach),
            Prop.ForAll(Seasons.Arbitrary, season =>
            {
                played += season.Scripts.Length;
                var problems = PlayAsync(season).GetAwaiter().GetResult();
                return (problems.Count == 0).Label(string.Join(Environment.NewLine, problems.Take(12)));
            }));
        output.WriteLine($"{played} sequences played");
        Assert.True(played >= Sequences);
    }

    private static async Task<IReadOnlyList<string>> PlayAsync(Season season)
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true, HoldsNotifications = true });
        var stage = new Stage(world);
        var orders = season.Scripts.Select((script, i) => (Number: $"US-{i + 1}", Script: script, Order: Stage.OrderOf($"US-{i + 1}", script))).ToList();
        await world.People.PlaceAsync([.. orders.Select(o => o.Order)]);
        for (var round = 0; round < season.Weather.Length; round++)
        {
            foreach (var (number, script, order) in orders.Where(o => round < o.Script.Actions.Length)) await stage.PlayAsync(script.Actions[round], number, order, round);
            await stage.PlayAsync(season.Weather[round]);
        }
        await stage.SettleAsync();
        return await ProblemsAsync(world, stage, [.. orders.Select(o => o.Number)]);
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(World world, Stage stage, IReadOnlyList<string> numbers)
    {
        var dead = (await world.ErrorsAsync()).Select(e => e.Info.OrderNumber).ToHashSet(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var number in numbers) problems.AddRange(await Consistency.ProblemsAsync(world, stage, number, dead.Contains(number)));
        var report = await world.Get<ReconciliationRun>().RunAsync(new ReconciliationScope(DateTimeOffset.UnixEpoch, null, Fix: false, TimeSpan.Zero), null, default);
        problems.AddRange(report.Differences.Where(d => !dead.Contains(d.OrderNumber)).Select(d => $"{d.OrderNumber}: {d.Kind} {d.Text}"));
        var writes = (world.BulkCalls, world.ShopWrites);
        await world.SyncAsync();
        if (writes != (world.BulkCalls, world.ShopWrites)) problems.Add("The connector goes on writing though nothing happens.");
        return problems;
    }
}
