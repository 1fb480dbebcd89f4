using System.Text.RegularExpressions;

namespace Connector.Azure.Tests.Infra;

/// <summary>Schedules have six fields, and every timer is watched by the alert for timers that stopped.</summary>
internal static partial class TimerCheck
{
    public static IEnumerable<string> Run(Snapshot snapshot, IReadOnlyList<string> timers)
    {
        var schedules = snapshot.AppSettings.Where(s => s.Key.EndsWith("Schedule", StringComparison.Ordinal));
        var wrong = schedules.Where(s => !Schedule().IsMatch(s.Value)).Select(s => $"{s.Key}: '{s.Value}' is no schedule");
        var watched = snapshot.Of("Microsoft.Insights/scheduledQueryRules").SelectMany(r => Watch().Matches(r.Properties.GetProperty("criteria").GetProperty("allOf")[0].GetProperty("query").GetString()!))
            .SelectMany(m => m.Groups["names"].Value.Split(',')).Select(n => n.Trim(' ', '"')).ToList();
        return wrong.Concat(timers.Except(watched).Select(t => $"no alert watches the timer {t}")).Concat(watched.Except(timers).Select(t => $"an alert watches {t}, which is no timer"));
    }

    [GeneratedRegex(@"^[0-9*,/-]+( [0-9*,/-]+){5}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Schedule();

    [GeneratedRegex(@"datatable\(Timer: string\)\[(?<names>[^\]]*)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Watch();
}
