using System.Globalization;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>What may be chosen at a step: an actor and what becomes of its call, or a late call that arrives now.</summary>
/// <param name="Actor">Null for the late call.</param>
internal readonly record struct Option(Actor? Actor, Fate Fate)
{
    public override string ToString() => Actor is null ? "late" : Fate == Fate.Go ? Actor.Name : $"{Actor.Name}!{Fate.ToString().ToLowerInvariant()}";
}

/// <param name="Index">Among the options; 0 is the one that goes on as before.</param>
/// <param name="Options">How many there were.</param>
/// <param name="Choice">Who did what.</param>
internal sealed record Step(int Index, int Options, string Choice, PortCall Call)
{
    public string Text => $"{Choice,-12} {Call.Name}{(Call.Detail is { } detail ? $"  {detail}" : "")}";
}

/// <summary>
/// Which way a play takes: at the steps that it names something else happens than that the same actor goes on to its end, and then the one that waits longest. Written as
/// <c>play:12=poll,17=w1!die</c>, this replays the schedule.
/// </summary>
internal sealed record Schedule(string Play, IReadOnlyList<KeyValuePair<int, string>> Turns)
{
    public override string ToString() => $"{Play}:{string.Join(',', Turns.Select(static t => FormattableString.Invariant($"{t.Key}={t.Value}")))}";

    public static Schedule Parse(string text)
    {
        var (play, turns) = text.Split(':') is [var name, var rest] ? (name, rest) : throw new FormatException($"'{text}' is not a schedule: play:step=choice,step=choice");
        return new Schedule(play, [.. turns.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static turn => turn.Split('=') is [var step, var choice]
            ? KeyValuePair.Create(int.Parse(step, CultureInfo.InvariantCulture), choice)
            : throw new FormatException($"'{turn}' is no step=choice"))]);
    }
}

/// <summary>A play that was played to its end.</summary>
/// <param name="Problems">What must not be; empty when all is well.</param>
internal sealed record Played(Schedule Schedule, IReadOnlyList<Step> Steps, IReadOnlyList<string> Problems)
{
    /// <summary>Two schedules are the same when the same actors made the same calls, with the same fates, in the same order.</summary>
    public UInt128 Fingerprint
    {
        get
        {
            var (low, high) = (14695981039346656037UL, 1099511628211UL);
            foreach (var step in Steps)
                foreach (var text in (string[])[step.Choice, step.Call.Name])
                    foreach (var letter in text) (low, high) = ((low ^ letter) * 1099511628211UL, (high + letter) * 6364136223846793005UL + 1442695040888963407UL);
            return new UInt128(high, low);
        }
    }

    /// <summary>For people: what went wrong, how to see it again, and every call.</summary>
    public string Report => string.Join(Environment.NewLine,
        [$"CONNECTOR_SCHEDULE={Schedule}", .. Problems.Select(static p => "  " + p), .. Steps.Select((step, i) => FormattableString.Invariant($"{i,5} {step.Text}"))]);
}
