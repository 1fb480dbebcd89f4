using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Tests.Journeys.Randomised;

/// <summary>
/// Edits, labels, voids, cancellations, what others deliver, split, copy and type in again, payments that fail and come, lost and doubled notifications, conflicts, timeouts before and after applying, deaths and
/// restarts, in any order. Nothing unpaid or cancelled stays shippable for longer than a pass; what may ship and must not is known to the comparison; once everything is delivered and time has passed, both sides
/// show the same. The long form: CONNECTOR_HISTORIES (docs/operations.md).
/// </summary>
public sealed class When_anything_happens_in_any_order(ITestOutputHelper output)
{
    private const int ShortHistories = 200;
    private const int Shown = 5;

    [Fact]
    public Task Both_sides_report_the_same_history_in_the_end() => new SeasonRun(output).PlayAsync(
        (SeasonRun.Asked ?? ShortHistories) / Seasons.ScriptsEach, Seasons.ScriptsEach, Seasons.Arbitrary, static (season, _) => PlayAsync(season));

    private static async Task<IReadOnlyList<string>> PlayAsync(Season season)
    {
        await using var world = await World.StartAsync(new WorldPlan { Webhooks = true, HoldsNotifications = true });
        using var hands = new Hands(Scene.From(world));
        var (stage, judgement) = (new Stage(world), new Judgement(Scene.From(world), () => world.Services, hands, season.Scripts.Length));
        await world.People.PlaceAsync([.. season.Scripts.Select((script, i) => hands.OrderOf(i, script))]);
        var problems = new List<string>();
        for (var round = 0; round < season.Weather.Length; round++)
        {
            for (var i = 0; i < season.Scripts.Length; i++)
                if (round < season.Scripts[i].Actions.Length) await hands.PlayAsync(season.Scripts[i].Actions[round], i, round);
            if (round % 2 == 1) problems.AddRange((await UnknownAsync(world, judgement)).Select(p => $"round {round}: {p}"));
            await stage.PlayAsync(season.Weather[round]);
            if (season.Weather[round] == Weather.Pass) problems.AddRange((await LeftAfterAsync(world, judgement)).Select(p => $"round {round}: {p}"));
        }
        await stage.SettleAsync();
        problems.AddRange(await judgement.ProblemsAsync());
        var (writes, from) = ((world.BulkCalls, world.ShopWrites), world.Clock.GetUtcNow());
        await world.SyncAsync();
        if (writes != (world.BulkCalls, world.ShopWrites)) problems.Add($"{await WrittenSinceAsync(world, from, season.Scripts.Length)}: the connector goes on writing though nothing happens.");
        if (problems.Count > 0) problems.Insert(Math.Min(problems.Count, Shown), await StoryAsync(world, problems[0]));
        return problems;
    }

    /// <summary>Numbers of the orders that were written.</summary>
    private static async Task<string> WrittenSinceAsync(World world, DateTimeOffset from, int orders)
    {
        var written = new List<string>();
        for (var i = 0; i < orders; i++)
        {
            var items = await world.Get<IJournal>().ReadAsync(world.ShopOrder(Scene.NumberOf(i)).Text("id")!, default);
            if (items.Any(item => item.At >= from && (item.Exchange?.Method == "POST" || item.Entry?.Kind == JournalKind.Outcome))) written.Add(Scene.NumberOf(i));
        }
        return string.Join(' ', written);
    }

    /// <summary>What the journal says of the order that the first problem is about, and how both sides show it in the end.</summary>
    private static async Task<string> StoryAsync(World world, string problem)
    {
        if (problem.Split(' ', ':').FirstOrDefault(static word => word.StartsWith(Scene.Prefix, StringComparison.Ordinal)) is not { } number) return "";
        var shop = world.ShopOrder(number);
        var items = await world.Get<IJournal>().ReadAsync(shop.Text("id")!, default);
        IEnumerable<string> lines =
        [
            .. items.Select(static i => $"{i.At:HH:mm:ss.fff} {i.Entry?.Text ?? $"{i.Exchange!.Method} {i.Exchange.Path} {i.Exchange.Status} {i.Exchange.ErrorCode}"}"),
            $"shop: {shop.Text("orderState")} {shop.Text("paymentState")} {shop.Text("shipmentState")} {(shop.TryGetProperty("custom", out var custom) ? custom.GetProperty("fields").ToString() : "")}",
            .. (await world.ShippingOrdersAsync(number)).Select(static o => $"{o.Text("orderNumber")} ({o.Text("orderId")}): {Hands.PictureOf(o)}, address {o.Text("shipTo.addressVerified")}, created {o.Text("createDate")}, modified {o.Text("modifyDate")}")
        ];
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>What may ship and must not, and the comparison of both sides does not know it.</summary>
    private static async Task<IEnumerable<string>> UnknownAsync(World world, Judgement judgement)
    {
        var shippable = (await judgement.ShippableAsync((await judgement.ReportedAsync()).Contains)).ToList();
        // A call of a process that died is left alone while it may still be made.
        foreach (var number in shippable.Select(s => s.Number).Distinct().ToList())
            if ((await world.RowsAsync(number)).Any(r => r.Reservation is not null)) shippable.RemoveAll(s => s.Number == number);
        if (shippable.Count == 0) return [];
        var known = (await judgement.CompareAsync()).Select(d => d.OrderNumber).ToHashSet(StringComparer.Ordinal);
        return shippable.Where(s => !known.Contains(s.Number)).Select(s => $"{s.Number}: {s.Text}, and the comparison does not know it");
    }

    /// <summary>After a pass without trouble nothing may ship that must not, unless a retry is due or somebody was asked.</summary>
    private static async Task<IEnumerable<string>> LeftAfterAsync(World world, Judgement judgement)
    {
        // A part that nobody had seen is followed by what its reading has queued.
        world.Clock.Advance(TimeSpan.FromSeconds(10));
        await world.SyncAsync();
        if (await world.NextDueAsync() is not null) return [];
        return (await judgement.ShippableAsync((await judgement.ReportedAsync()).Contains)).Select(s => $"{s.Number}: {s.Text} after a pass");
    }
}
