using System.Text.RegularExpressions;
using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>docs/azure.md names every secret and every alert of the templates, and none besides.</summary>
public sealed partial class AzureGuideTests
{
    private static readonly string s_guide = Repository.Text("docs/azure.md");

    [Fact]
    public void Every_secret_is_reported()
    {
        var referred = Snapshot.Read("everything").AppSettings.Values.SelectMany(value => Secret().Matches(value)).Select(m => m.Groups["name"].Value.Replace("{1}", "<account>", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);
        var reported = Rows("   | Secret | Holds |").SelectMany(row => Code().Matches(row.Split('|')[1])).Select(m => m.Groups["code"].Value);

        Assert.Equal(referred.Order(StringComparer.Ordinal), reported.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_alert_is_reported_with_what_to_do()
    {
        var alerts = Snapshot.Read("prod").Resources.Where(r => r.Type is "Microsoft.Insights/metricAlerts" or "Microsoft.Insights/scheduledQueryRules");
        var named = alerts.Select(r => AlertName().Replace(r.Name, "")).Distinct(StringComparer.Ordinal);
        var rows = Rows("| Alert | Says | Do |").ToList();

        Assert.Equal(named.Order(StringComparer.Ordinal), rows.Select(row => Code().Match(row).Groups["code"].Value).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.NotEmpty(row.Split('|')[3].Trim()));
    }

    [Fact]
    public void The_runs_of_the_timers_are_counted_as_the_schedules_say()
    {
        var settings = Snapshot.Read("prod").AppSettings;
        var runs = AppSettings.Timers.ToDictionary(t => t, t => (long)(TimeSpan.FromDays(30) / Connector.Functions.Ncrontab.LongestGap(settings[t + "Schedule"])!.Value), StringComparer.Ordinal);
        var rows = Rows("| Timer | Runs in 30 days |").Select(row => row.Split('|')).ToDictionary(cells => cells[1].Trim(' ', '`'), cells => Number(cells[2]), StringComparer.Ordinal);

        Assert.Equal(runs.Append(new("all", runs.Values.Sum())).OrderBy(r => r.Key, StringComparer.Ordinal), rows.OrderBy(r => r.Key, StringComparer.Ordinal));
    }

    private static long Number(string cell) => long.Parse(cell.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Rows(string head) => s_guide.Split('\n').SkipWhile(line => line != head).Skip(2).TakeWhile(line => line.TrimStart().StartsWith('|'));

    [GeneratedRegex(@"@Microsoft\.KeyVault\(SecretUri=\{0\}/(?<name>[^/]+)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("^alert-(orders-|shipments-|labels-|commerce-events-)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AlertName();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
