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
        var referred = Secret().Matches(Repository.Text("infra/modules/functionapp.bicep")).Select(m => m.Groups["name"].Value.Replace("${account}", "<account>", StringComparison.Ordinal));
        var reported = Rows("   | Secret | Holds |").SelectMany(row => Code().Matches(row.Split('|')[1])).Select(m => m.Groups["code"].Value);

        Assert.Equal(referred.Order(StringComparer.Ordinal), reported.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_alert_is_reported_with_what_to_do()
    {
        var named = AlertName().Matches(Repository.Text("infra/modules/alerts.bicep")).Select(m => m.Groups["name"].Value);
        var rows = Rows("| Alert | Says | Do |").ToList();

        Assert.Equal(named.Order(StringComparer.Ordinal), rows.Select(row => Code().Match(row).Groups["code"].Value).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.NotEmpty(row.Split('|')[3].Trim()));
    }

    private static IEnumerable<string> Rows(string head) => s_guide.Split('\n').SkipWhile(line => line != head).Skip(2).TakeWhile(line => line.TrimStart().StartsWith('|'));

    [GeneratedRegex(@"\$\{secrets\}/(?<name>[^/]+)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("^    name: '(?<name>[a-z-]+)'$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex AlertName();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
