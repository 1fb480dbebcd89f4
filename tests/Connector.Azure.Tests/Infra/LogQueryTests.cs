using System.Text.RegularExpressions;
using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>Alerts and workbook look for texts and values that the code really writes to its log.</summary>
public sealed partial class LogQueryTests
{
    private static readonly List<string> s_templates =
        [.. Repository.Files("src", ".cs").Where(f => !f.Key.Contains("/obj/", StringComparison.Ordinal)).SelectMany(f => Template().Matches(f.Value)).Select(m => m.Groups["text"].Value)];

    [Theory]
    [InlineData("infra/modules/alerts.bicep")]
    [InlineData("infra/modules/workbook.json")]
    public void Every_text_that_is_looked_for_is_written_by_some_line_of_the_log(string file)
    {
        var texts = Text().Matches(Query(file)).Select(m => m.Groups["text"].Value).ToList();

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.Contains(s_templates, t => t.Contains(text, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("infra/modules/alerts.bicep")]
    [InlineData("infra/modules/workbook.json")]
    public void Every_value_that_is_read_has_a_place_in_some_line_of_the_log(string file)
    {
        var names = Value().Matches(Query(file)).Select(m => m.Groups["name"].Value).ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(s_templates, t => t.Contains($"{{{name}}}", StringComparison.Ordinal)));
    }

    private static string Query(string file) => Repository.Text(file).Replace("\\\"", "\"", StringComparison.Ordinal);

    [GeneratedRegex("LoggerMessage\\([0-9]+, LogLevel\\.\\w+, \"(?<text>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Template();

    [GeneratedRegex("Message (startswith|has) \"(?<text>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Text();

    [GeneratedRegex(@"Properties\.(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();
}
