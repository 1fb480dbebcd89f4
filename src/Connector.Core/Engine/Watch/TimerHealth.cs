using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Watch;

public enum TimerState { Running, Stale, Failing }

/// <summary>Whether a timer does what it should, from what is known of its runs.</summary>
public static class TimerHealth
{
    /// <summary>A poll that has not come to its end for so long is stale, although it runs: as a rule it lacks calls.</summary>
    public static readonly TimeSpan LongestBehind = TimeSpan.FromMinutes(30);
    private const int MissedPeriods = 3;

    /// <summary>A run under way may miss periods so long: the first pull of a shop reads every order.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(5);

    /// <summary>Among instances clocks differ a little. What lies further ahead was written before the clock was set back, and says nothing.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    /// <param name="period">Null when it is not known; then only failures count.</param>
    /// <param name="record">Null before the first run.</param>
    /// <param name="since">When this process began to look.</param>
    /// <param name="runHere">As <see cref="TimerPlan.RunHere"/>.</param>
    public static TimerState Judge(TimeSpan? period, RunRecord? record, DateTimeOffset now, DateTimeOffset since, bool runHere)
    {
        var limit = period * MissedPeriods;
        var fromHere = runHere ? since : (DateTimeOffset?)null;
        if (record is { IsUnderWay: true } && Past(record.StartedAt, now) is { } started)
        {
            var longest = limit > LongestRun ? limit : LongestRun;
            if (limit is not null && now - Latest(started, fromHere) > longest) return TimerState.Stale;
        }
        else if (now - (Latest(Past(record?.EndedAt, now), fromHere) ?? since) > limit)
        {
            return TimerState.Stale;
        }
        return IsFailing(limit, record, now, fromHere) ? TimerState.Failing : TimerState.Running;
    }

    /// <summary>For one account of a timer: only its failures count, since a run may leave accounts out for want of calls.</summary>
    public static TimerState JudgeAccount(TimeSpan? period, RunRecord record, DateTimeOffset now, DateTimeOffset since, bool runHere) =>
        IsFailing(period * MissedPeriods, record, now, runHere ? since : null) ? TimerState.Failing : TimerState.Running;

    /// <summary>Whether a poll has not come to its end for too long.</summary>
    public static bool IsBehind(TimeSpan? period, DateTimeOffset? caughtUpAt, DateTimeOffset now, DateTimeOffset since, bool runHere)
    {
        var limit = period * MissedPeriods is { } periods && periods > LongestBehind ? periods : LongestBehind;
        return now - (Latest(Past(caughtUpAt, now), runHere ? since : null) ?? since) > limit;
    }

    /// <summary>The last run failed, and none succeeded for three periods.</summary>
    private static bool IsFailing(TimeSpan? limit, RunRecord? record, DateTimeOffset now, DateTimeOffset? fromHere)
    {
        if (record is not { LastRunFailed: true }) return false;
        return Latest(Past(record.SucceededAt, now), fromHere) is not { } well || limit is null || now - well > limit;
    }

    private static DateTimeOffset? Past(DateTimeOffset? at, DateTimeOffset now) => at > now + Ahead ? null : at;

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other : one;
}
