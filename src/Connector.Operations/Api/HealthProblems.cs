using System.Globalization;

namespace Connector.Operations.Api;

/// <summary>The problems that the readings show, in sentences.</summary>
/// <param name="Status">The worst of them: paused, stale, failing; running without any.</param>
/// <param name="Reason">One sentence; null without any.</param>
internal sealed record HealthProblems(string Status, string? Reason, IReadOnlyList<string> All)
{
    public static HealthProblems From(
        IReadOnlyList<PausedFlow> paused, IReadOnlyList<TimerView> timers, IReadOnlyList<CursorView> positions, DateTimeOffset now)
    {
        List<(string Status, string Text)> found =
        [
            .. paused.Select(static flow => (HealthStatus.Paused, $"{DisplayNames.Flow(flow.Flow)} is paused: {flow.Reason}")),
            .. timers.Where(static timer => timer.State == HealthStatus.Stale).Select(timer => (HealthStatus.Stale, Stale(timer, now))),
            .. positions.Where(static position => position.Stale).Select(position => (HealthStatus.Stale, Behind(position, now))),
            .. timers.Where(static timer => timer.State == HealthStatus.Failing).Select(static timer => (HealthStatus.Failing, $"{timer.Name} fails: {timer.Failure}")),
            .. timers.Where(static timer => timer.State != HealthStatus.Failing).SelectMany(static timer => timer.Accounts
                .Where(static account => account.State == HealthStatus.Failing)
                .Select(account => (HealthStatus.Failing, $"{timer.Name} fails for account {account.Account}: {account.Failure}")))
        ];
        if (found.Count == 0) return new HealthProblems(HealthStatus.Running, null, []);
        var first = found[0].Text.TrimEnd('.');
        return new HealthProblems(found[0].Status, found.Count == 1 ? $"{first}." : $"{first} (and {found.Count - 1} more).", [.. found.Select(static f => f.Text)]);
    }

    private static string Stale(TimerView timer, DateTimeOffset now)
    {
        var every = timer.PeriodSeconds is { } seconds ? $"; it should run every {Words(TimeSpan.FromSeconds(seconds))}" : "";
        if (timer.StartedAt > (timer.EndedAt ?? DateTimeOffset.MinValue)) return $"{timer.Name} has not ended its run of {Words(now - timer.StartedAt.Value)} ago{every}.";
        return timer.EndedAt is { } ended ? $"{timer.Name} last ran {Words(now - ended)} ago{every}." : $"{timer.Name} has not run yet{every}.";
    }

    private static string Behind(CursorView position, DateTimeOffset now) => position.CaughtUpAt is { } at
        ? $"The poll {position.Name} last finished {Words(now - at)} ago."
        : $"The poll {position.Name} has never finished.";

    private static string Words(TimeSpan time) => time.Duration() switch
    {
        { TotalSeconds: < 120 } t => Words(t.TotalSeconds, "s"),
        { TotalMinutes: < 120 } t => Words(t.TotalMinutes, "min"),
        { TotalHours: < 48 } t => Words(t.TotalHours, "h"),
        var t => Words(t.TotalDays, "days")
    };

    private static string Words(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(number)} {unit}");
}

/// <summary>Words of health's status and of a timer's state.</summary>
internal static class HealthStatus
{
    public const string Running = "running";
    public const string Paused = "paused";
    public const string Stale = "stale";
    public const string Failing = "failing";
    public const string Unreadable = "unreadable";
}
