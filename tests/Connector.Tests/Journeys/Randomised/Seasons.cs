using FsCheck;
using FsCheck.Fluent;

namespace Connector.Tests.Journeys.Randomised;

/// <summary>Random seasons, and smaller ones of a season that went wrong.</summary>
internal static class Seasons
{
    public const int ScriptsEach = 25;
    private const int Rounds = 8;

    private static readonly Gen<PersonAction> s_actions = Gen.Frequency(
        (3, Gen.Constant(PersonAction.Nothing)), (3, Gen.Constant(PersonAction.ChangeAddressInShop)), (1, Gen.Constant(PersonAction.ChangeAddressInShipStation)), (1, Gen.Constant(PersonAction.NoteInShipStation)),
        (1, Gen.Constant(PersonAction.Hold)), (1, Gen.Constant(PersonAction.Release)), (3, Gen.Constant(PersonAction.LabelAll)), (3, Gen.Constant(PersonAction.LabelOneUnit)),
        (2, Gen.Constant(PersonAction.VoidOldest)), (2, Gen.Constant(PersonAction.VoidNewest)), (1, Gen.Constant(PersonAction.MarkShipped)), (1, Gen.Constant(PersonAction.FailAddress)),
        (1, Gen.Constant(PersonAction.PassAddress)), (2, Gen.Constant(PersonAction.CancelInShop)), (1, Gen.Constant(PersonAction.CancelInShipStation)));

    private static readonly Gen<PersonAction> s_others = Gen.Frequency(
        (1, Gen.Constant(PersonAction.Split)), (1, Gen.Constant(PersonAction.SplitPart)), (1, Gen.Constant(PersonAction.MergeWithNext)),
        (2, Gen.Constant(PersonAction.DeliverUnitInShop)), (1, Gen.Constant(PersonAction.DeliverAllInShop)), (2, Gen.Constant(PersonAction.PaymentFails)), (2, Gen.Constant(PersonAction.PaymentComes)),
        (2, Gen.Constant(PersonAction.SplitByProgram)), (2, Gen.Constant(PersonAction.LabelPart)), (1, Gen.Constant(PersonAction.Copy)), (1, Gen.Constant(PersonAction.LabelCopy)),
        (1, Gen.Constant(PersonAction.Retype)));

    /// <summary>Other programs take part, and people who copy and split.</summary>
    public static Gen<PersonAction> WithOthers(Gen<PersonAction> own) => Gen.Frequency((5, own), (3, s_others));

    private static readonly Gen<Weather> s_weather = Gen.Frequency(
        (5, Gen.Constant(Weather.Pass)), (1, Gen.Constant(Weather.PassOfOrders)), (1, Gen.Constant(Weather.PassOfShipments)), (2, Gen.Constant(Weather.NoPass)),
        (3, Gen.Constant(Weather.NotificationsTwiceAndReversed)), (2, Gen.Constant(Weather.NotificationsLost)), (1, Gen.Constant(Weather.BulkTimesOutUnapplied)),
        (2, Gen.Constant(Weather.BulkTimesOutApplied)), (1, Gen.Constant(Weather.BulkFails)), (2, Gen.Constant(Weather.ShopConflicts)),
        (1, Gen.Constant(Weather.ShopWriteTimesOutUnapplied)), (2, Gen.Constant(Weather.ShopWriteTimesOutApplied)), (1, Gen.Constant(Weather.ReadsFail)),
        (1, Gen.Constant(Weather.DiesAfterReserving)), (1, Gen.Constant(Weather.DiesAfterCalling)), (1, Gen.Constant(Weather.DiesAfterTelling)),
        (1, Gen.Constant(Weather.Restart)), (1, Gen.Constant(Weather.TimePasses)));

    private static readonly Gen<Script> s_scripts =
        from lines in Gen.Choose(1, 3)
        from quantities in Gen.Choose(1, 4).ArrayOf(lines)
        from length in Gen.Choose(2, Rounds)
        from actions in WithOthers(s_actions).ArrayOf(length)
        select new Script(quantities, actions);

    public static Arbitrary<Season> Arbitrary { get; } = Of(ScriptsEach);

    public static Arbitrary<Season> Of(int scriptsEach) => Arb.From(
        from scripts in s_scripts.ArrayOf(scriptsEach)
        from weather in s_weather.ArrayOf(Rounds)
        select new Season(scripts, weather),
        Smaller);

    private static IEnumerable<Season> Smaller(Season season)
    {
        if (season.Scripts.Length > 1)
            foreach (var part in season.Scripts.Chunk((season.Scripts.Length + 1) / 2)) yield return season with { Scripts = part };
        for (var i = 0; i < season.Weather.Length; i++)
            if (season.Weather[i] != Weather.Pass) yield return season with { Weather = [.. season.Weather.Select((w, at) => at == i ? Weather.Pass : w)] };
        if (season.Scripts is not [var only]) yield break;
        for (var i = 0; i < only.Actions.Length; i++)
            if (only.Actions[i] != PersonAction.Nothing) yield return season with { Scripts = [only with { Actions = [.. only.Actions.Select((d, at) => at == i ? PersonAction.Nothing : d)] }] };
        if (only.Quantities.Length > 1) yield return season with { Scripts = [only with { Quantities = only.Quantities[1..] }] };
    }
}
