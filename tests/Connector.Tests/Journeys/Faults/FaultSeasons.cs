using Connector.Tests.Journeys.Randomised;
using FsCheck;
using FsCheck.Fluent;

namespace Connector.Tests.Journeys.Faults;

/// <summary>Random seasons with mishaps, and smaller ones of a season that went wrong.</summary>
internal static class FaultSeasons
{
    private const int Rounds = 6;

    private static readonly Gen<PersonAction> s_actions = Gen.Frequency(
        (4, Gen.Constant(PersonAction.Nothing)), (4, Gen.Constant(PersonAction.ChangeAddressInShop)), (1, Gen.Constant(PersonAction.ChangeAddressInShipStation)), (1, Gen.Constant(PersonAction.NoteInShipStation)),
        (1, Gen.Constant(PersonAction.Hold)), (1, Gen.Constant(PersonAction.Release)), (2, Gen.Constant(PersonAction.LabelAll)), (2, Gen.Constant(PersonAction.LabelOneUnit)),
        (2, Gen.Constant(PersonAction.VoidOldest)), (1, Gen.Constant(PersonAction.VoidNewest)), (1, Gen.Constant(PersonAction.MarkShipped)), (1, Gen.Constant(PersonAction.FailAddress)),
        (1, Gen.Constant(PersonAction.PassAddress)), (3, Gen.Constant(PersonAction.CancelInShop)), (1, Gen.Constant(PersonAction.CancelInShipStation)), (2, Gen.Constant(PersonAction.Split)),
        (1, Gen.Constant(PersonAction.SplitPart)), (1, Gen.Constant(PersonAction.MergeWithNext)));

    private static readonly Gen<Script> s_scripts =
        from lines in Gen.Choose(1, 3)
        from quantities in Gen.Choose(1, 4).ArrayOf(lines)
        from length in Gen.Choose(2, Rounds)
        from actions in Seasons.WithOthers(s_actions).ArrayOf(length)
        select new Script(quantities, actions);

    private static readonly Gen<Setting> s_settings =
        from hosts in Gen.Choose(2, 4)
        from sqlite in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true)))
        from two in Gen.Frequency((1, Gen.Constant(false)), (1, Gen.Constant(true)))
        from night in Gen.Frequency((4, Gen.Constant(Night.Ordinary)), (1, Gen.Constant(Night.HourTwice)), (1, Gen.Constant(Night.HourMissing)))
        select new Setting(hosts, sqlite, two, night);

    /// <param name="only">The one kind of trouble that may come; null for all kinds.</param>
    public static Arbitrary<FaultSeason> Of(int scriptsEach, Trouble? only = null) => Arb.From(
        from setting in s_settings
        from scripts in s_scripts.ArrayOf(scriptsEach)
        from mishaps in Mishaps(only).ArrayOf(Rounds)
        select new FaultSeason(setting, scripts, mishaps),
        Smaller);

    private static Gen<Mishap> Mishaps(Trouble? only) =>
        from trouble in only is { } one ? Gen.Constant(one) : Gen.Elements(Enum.GetValues<Trouble>())
        from seconds in Gen.Elements(5, 25, 60, 60, 200)
        from host in Gen.Choose(0, 3)
        from passages in Gen.Choose(0, 40)
        from gap in Gen.Elements(15, 40, 90)
        select new Mishap(trouble, seconds, host, passages, gap);

    private static IEnumerable<FaultSeason> Smaller(FaultSeason season)
    {
        if (season.Scripts.Length > 1)
            foreach (var part in season.Scripts.Chunk((season.Scripts.Length + 1) / 2)) yield return season with { Scripts = part };
        var setting = season.Setting;
        if (setting.Hosts > 1) yield return season with { Setting = setting with { Hosts = 1 } };
        if (setting.OnSqlite) yield return season with { Setting = setting with { OnSqlite = false } };
        if (setting.TwoAccounts) yield return season with { Setting = setting with { TwoAccounts = false } };
        if (setting.Night != Night.Ordinary) yield return season with { Setting = setting with { Night = Night.Ordinary } };
        for (var i = 0; i < season.Mishaps.Length; i++)
            if (season.Mishaps[i].Trouble != Trouble.None) yield return season with { Mishaps = [.. season.Mishaps.Select((m, at) => at == i ? Mishap.None(m.Gap) : m)] };
        if (season.Scripts is not [var only]) yield break;
        for (var i = 0; i < only.Actions.Length; i++)
            if (only.Actions[i] != PersonAction.Nothing) yield return season with { Scripts = [only with { Actions = [.. only.Actions.Select((d, at) => at == i ? PersonAction.Nothing : d)] }] };
        if (only.Quantities.Length > 1) yield return season with { Scripts = [only with { Quantities = only.Quantities[1..] }] };
    }
}
