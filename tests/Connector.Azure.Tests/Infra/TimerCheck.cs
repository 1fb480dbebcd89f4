using System.Text.RegularExpressions;

namespace Connector.Azure.Tests.Infra;

/// <summary>Schedules have six fields, and every timer is watched by the alert for timers that stopped.</summary>
internal static partial class TimerCheck
{
    public static IEnumerable<string> Run(BicepFiles files, IReadOnlyList<string> timers)
    {
        var schedules = files.Templates.SelectMany(f => f.Root.Below("object_property")).Where(p => p.Parts.First().Kind == "identifier")
            .Where(p => Properties.NameOf(p).EndsWith("Schedule", StringComparison.Ordinal));
        var wrong = schedules.Where(p => !Schedule().IsMatch(Properties.ValueOf(p).Literal)).Select(p => $"{Properties.NameOf(p)}: '{Properties.ValueOf(p).Literal}' is no schedule");
        var watched = files.Templates.SelectMany(f => Watch().Matches(f.Root.Text)).SelectMany(m => m.Groups["names"].Value.Split(',')).Select(n => n.Trim(' ', '"')).ToList();
        return wrong.Concat(timers.Except(watched).Select(t => $"no alert watches the timer {t}")).Concat(watched.Except(timers).Select(t => $"an alert watches {t}, which is no timer"));
    }

    [GeneratedRegex(@"^[0-9*,/-]+( [0-9*,/-]+){5}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Schedule();

    [GeneratedRegex(@"datatable\(Timer: string\)\[(?<names>[^\]]*)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Watch();
}
