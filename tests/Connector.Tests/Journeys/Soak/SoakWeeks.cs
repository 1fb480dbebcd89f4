using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.Tests.Journeys.Labels;
using Connector.Tests.Journeys.Randomised;
using FsCheck;
using FsCheck.Fluent;

namespace Connector.Tests.Journeys.Soak;

/// <summary>
/// Two weeks of one connector that goes on for months on one file: a random season of orders or of labels with faults, deaths and changed rules, judged by what both vendors show; then quiet days with all
/// timers. Afterwards the vendors forget what was long ago, and the connector by what it is told to keep.
/// </summary>
internal sealed class SoakWeeks(World world, int scripts)
{
    public const int KeptDays = 28;
    private const int QuietDays = 14;
    private const ulong Gamma = 7;
    private int _first;

    /// <summary>Orders that were placed so far.</summary>
    public int Orders => _first;

    public int RuleChanges { get; private set; }

    /// <summary>Deaths in the seasons of labels, and labels bought in them by people and by the connector.</summary>
    public LabelTally Labels { get; private set; } = new(0, 0, 0, 0, 0);

    public static WorldPlan Plan(TimeProvider time) => new() { OnSqlite = true, Webhooks = true, HoldsNotifications = true, Time = time, Settings = OrdinarySettings(0) };

    /// <summary>What is wrong at its end; empty when all is well.</summary>
    public async Task<IReadOnlyList<string>> PlayAsync(int season)
    {
        var from = _first;
        var problems = season % 2 == 0 ? await PlayOrdersAsync(season) : await PlayLabelsAsync(season);
        if (problems.Count > 0) return problems;
        await CloseAsync(from);
        await world.ForgetAsync();
        for (var day = 0; day < QuietDays; day++) await PassDayAsync();
        return [];
    }

    private async Task<IReadOnlyList<string>> PlayOrdersAsync(int season)
    {
        await ChangeAsync(OrdinarySettings(season), v2Key: false);
        var (play, scene) = (Draw(season), Scene.From(world));
        using var hands = new Hands(scene);
        var stage = new Stage(world);
        await world.People.PlaceAsync([.. play.Scripts.Select((script, i) => hands.OrderOf(_first + i, script))]);
        for (var round = 0; round < play.Weather.Length; round++)
        {
            for (var i = 0; i < play.Scripts.Length; i++)
                if (round < play.Scripts[i].Actions.Length) await hands.PlayAsync(play.Scripts[i].Actions[round], _first + i, round);
            await stage.PlayAsync(play.Weather[round]);
            if (round == play.Weather.Length / 2) await ChangeAsync(OrdinarySettings(season + 1), v2Key: false);
        }
        await stage.SettleAsync();
        var judgement = new Judgement(scene, () => world.Services, hands, play.Scripts.Length, _first);
        var problems = (await judgement.ProblemsAsync()).ToList();
        if (problems.RemoveAll(static problem => problem.Contains(nameof(DifferenceKind.RulesChanged), StringComparison.Ordinal)) > 0 && problems.Count == 0)
        {
            // What was sent with the rules of before stays so until somebody wants the new ones for it.
            await world.HurryAsync(() => world.Get<ReconciliationRun>().RunAsync(new ReconciliationScope(DateTimeOffset.UnixEpoch, null, Fix: true, TimeSpan.Zero) { ApplyRuleChanges = true }, null, default));
            await world.SyncUntilQuietAsync();
            problems.AddRange(await judgement.ProblemsAsync());
        }
        var writes = (world.BulkCalls, world.ShopWrites);
        await world.SyncAsync();
        if (writes != (world.BulkCalls, world.ShopWrites)) problems.Add("the connector goes on writing though nothing happens");
        _first += play.Scripts.Length;
        return problems;
    }

    private async Task<IReadOnlyList<string>> PlayLabelsAsync(int season)
    {
        var labels = LabelSeason.Draw(season);
        await ChangeAsync(Kept(LabelWorld.Settings(labels.Mode, labels.Settings())), labels.HasV2Key);
        var history = new Journeys.Labels.LabelHistory(LabelWorld.In(world), labels, _first + 1);
        var problems = await history.PlayAsync();
        Labels = LabelTally.Sum([Labels, history.Tally]);
        _first += labels.Orders;
        return problems;
    }

    /// <summary>What is still open ends: people cancel it, and look at what waits for them.</summary>
    private async Task CloseAsync(int from)
    {
        for (var i = from; i < _first; i++) await world.People.CancelInShopAsync(Scene.NumberOf(i));
        await world.SyncUntilQuietAsync();
        await world.Get<ErrorQueueService>().DiscardAllAsync(default, "settled by hand", "ada");
    }

    private async Task PassDayAsync()
    {
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.SyncAsync();
        var runs = world.Get<ScheduledRuns>().ByTimer;
        foreach (var timer in (string[])[TimerNames.Reconcile, TimerNames.Retention]) await world.HurryAsync(() => runs[timer](default));
    }

    private Task ChangeAsync(Dictionary<string, string?> settings, bool v2Key)
    {
        RuleChanges++;
        return world.ChangeAsync(plan => plan with { Settings = settings, V2Key = v2Key });
    }

    /// <summary>The season of this number, the same each time.</summary>
    private Season Draw(int season)
    {
        Season? drawn = null;
        Check.One(Config.QuickThrowOnFailure.WithReplay((ulong)season + 1, Gamma).WithMaxTest(1).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(Seasons.Of(scripts).Generator), one =>
        {
            drawn = one;
            return true;
        }));
        return drawn!;
    }

    /// <summary>Three rules files in turn, each with another text in a field that nobody reads.</summary>
    private static Dictionary<string, string?> OrdinarySettings(int season) => Kept(new Dictionary<string, string?> { ["Mapping:Order:CustomField2:Constant"] = $"rules {season % 3}" });

    private static Dictionary<string, string?> Kept(Dictionary<string, string?> settings)
    {
        foreach (var name in (string[])["JournalDays", "ErrorDays", "OrderListDays", "LabelSpendDays"]) settings[$"Timers:{name}"] = $"{KeptDays}";
        settings["Reconciliation:ApplyRuleChanges"] = "true";
        settings["Timers:BodyDays"] = $"{KeptDays / 4}";
        return settings;
    }
}
