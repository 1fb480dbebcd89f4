using Connector.Tests.Journeys.Randomised;

namespace Connector.Tests.Journeys.Faults;

/// <summary>Which night it is.</summary>
internal enum Night
{
    Ordinary,

    /// <summary>America/Los_Angeles gets one hour twice at 09:00 UTC.</summary>
    HourTwice,

    /// <summary>America/Los_Angeles leaves one hour out at 10:00 UTC.</summary>
    HourMissing
}

/// <summary>What a season takes place in.</summary>
/// <param name="Hosts">Processes of the connector on one set of stores.</param>
/// <param name="TwoAccounts">Orders to Germany go to the account "eu".</param>
internal sealed record Setting(int Hosts, bool OnSqlite, bool TwoAccounts, Night Night)
{
    public DateTimeOffset Start => Night switch
    {
        Night.HourTwice => new DateTimeOffset(2026, 11, 1, 8, 56, 0, TimeSpan.Zero),
        Night.HourMissing => new DateTimeOffset(2027, 3, 14, 9, 56, 0, TimeSpan.Zero),
        _ => new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero)
    };

    public override string ToString() =>
        $"{Hosts} hosts, {(OnSqlite ? "one SQLite file" : "stores in memory")}, {(TwoAccounts ? "two accounts" : "one account")}, {Night} from {Start:yyyy-MM-dd HH:mm} UTC";
}

/// <summary>What goes wrong.</summary>
internal enum Trouble
{
    None,
    StoresTransient,
    StoresDiskFull,
    StoresRaw,
    StoresFailAfterwards,
    JournalFails,
    QueueFails,
    FileFull,
    FileLocked,
    Stop,
    Kill,
    Pause,
    ClockForth,
    ClockBack,
    Sleep,
    ShopRefuses,
    AccountRefuses,
    OtherAccountRefuses,
    CallsLostBefore,
    CallsLostAfter,
    CallsFail,
    CallsLate,
    CallsSlow
}

/// <param name="Seconds">How long it lasts.</param>
/// <param name="Host">Whom it hits, where it hits one.</param>
/// <param name="Passages">How many calls that host still makes before; where it hits all calls or stores, their share out of 8 (0: all).</param>
/// <param name="Gap">Seconds until people act again and the next mishap comes.</param>
internal sealed record Mishap(Trouble Trouble, int Seconds, int Host, int Passages, int Gap)
{
    public static Mishap None(int gap) => new(Trouble.None, 0, 0, 0, gap);

    public override string ToString() => Trouble == Trouble.None ? $"{Gap} s pass" : $"{Trouble} for {Seconds} s (host {Host}, {Passages}), {Gap} s pass";
}

/// <summary>Several orders' stories and the mishaps that they share.</summary>
internal sealed record FaultSeason(Setting Setting, Script[] Scripts, Mishap[] Mishaps)
{
    /// <summary>The season without its mishaps.</summary>
    public FaultSeason Calm => this with { Mishaps = [.. Mishaps.Select(m => Mishap.None(m.Gap))] };

    public override string ToString() =>
        string.Join(Environment.NewLine, [Setting.ToString(), .. Scripts.Select((s, i) => $"US-{i + 1} {s}"), .. Mishaps.Select((m, i) => $"round {i}: {m}")]);
}
