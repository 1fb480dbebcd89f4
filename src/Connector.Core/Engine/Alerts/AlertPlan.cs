namespace Connector.Core.Engine.Alerts;

/// <summary>Pure: what is said now, and what is remembered of it. One message for all causes that something is to be said about.</summary>
public static class AlertPlan
{
    /// <summary>The state afterwards, and the lines of the message; none where nothing is to be said.</summary>
    public static (AlertState State, IReadOnlyList<AlertLine> Lines) Compute(AlertState before, IReadOnlyList<AlertCause> causes, AlertOptions options, DateTimeOffset now)
    {
        var (lines, after) = (new List<AlertLine>(), new SortedDictionary<string, AlertMemory>(StringComparer.Ordinal));
        var active = causes.DistinctBy(static c => c.Key).ToDictionary(static c => c.Key, static c => c.Text, StringComparer.Ordinal);
        var (quiet, window) = (options.IsQuiet(now), TimeSpan.FromMinutes(options.WindowMinutes));
        foreach (var key in before.Causes.Keys.Union(active.Keys, StringComparer.Ordinal))
        {
            var seen = Look(before.Causes.GetValueOrDefault(key), active.GetValueOrDefault(key), now);
            if (Line(key, seen, options, now) is { } line && !quiet && MayAnnounce(seen, window, now))
            {
                lines.Add(line);
                seen = seen with { IsAnnounced = seen.IsActive, AnnouncedAt = now, Changes = 0 };
            }
            // What is over and said is forgotten once its window is: until then a new beginning waits.
            if (seen.IsActive || seen.IsAnnounced || seen.Changes > 0 || now - seen.AnnouncedAt < window) after[key] = seen;
        }
        return (before with { Causes = after }, lines);
    }

    private static AlertMemory Look(AlertMemory? known, string? text, DateTimeOffset now)
    {
        var isActive = text is not null;
        if (known is null) return new AlertMemory(text!, now, IsActive: true, IsAnnounced: false, null, 1);
        if (known.IsActive == isActive) return known with { Text = text ?? known.Text };
        return known with { IsActive = isActive, Text = text ?? known.Text, Since = isActive ? now : known.Since, Changes = known.Changes + 1 };
    }

    private static AlertLine? Line(string key, AlertMemory seen, AlertOptions options, DateTimeOffset now)
    {
        AlertKind? kind = seen switch
        {
            { IsActive: true, IsAnnounced: false } => AlertKind.Raised,
            { IsActive: false, IsAnnounced: true } => AlertKind.Recovered,
            // It came and went while nobody was notified.
            { IsActive: false, Changes: > 0 } => AlertKind.Recovered,
            { IsActive: true, Changes: > 0 } => AlertKind.Still,
            { IsActive: true, AnnouncedAt: { } at } when now - at >= TimeSpan.FromHours(options.RemindHours) => AlertKind.Still,
            _ => null
        };
        return kind is { } what ? new AlertLine(what, key, seen.Text, seen.Since, seen.Changes) : null;
    }

    /// <summary>One message about a cause in a window; that it is over may follow at once.</summary>
    private static bool MayAnnounce(AlertMemory seen, TimeSpan window, DateTimeOffset now) =>
        seen.AnnouncedAt is not { } at || now - at >= window || seen is { IsActive: false, IsAnnounced: true, Changes: 1 };
}
