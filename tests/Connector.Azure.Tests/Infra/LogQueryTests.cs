using System.Text.RegularExpressions;
using Xunit;

namespace Connector.Azure.Tests.Infra;

/// <summary>Alerts and workbook look for events by name, and for values that the code really writes to its log with them.</summary>
public sealed partial class LogQueryTests
{
    /// <summary>Names of events with their texts.</summary>
    private static readonly ILookup<string, string> s_events = Repository.Files("src", ".cs")
        .Where(f => !f.Key.Contains("/obj/", StringComparison.Ordinal)).SelectMany(f => Event().Matches(f.Value)).ToLookup(m => m.Groups["name"].Value, m => m.Groups["text"].Value);

    [Theory]
    [InlineData("infra/modules/alerts.bicep")]
    [InlineData("infra/modules/workbook.json")]
    public void Every_event_that_is_looked_for_is_written_in_one_place(string file)
    {
        var names = Queries(file).SelectMany(Names).ToList();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Single(s_events[name]));
    }

    [Theory]
    [InlineData("infra/modules/alerts.bicep")]
    [InlineData("infra/modules/workbook.json")]
    public void Every_value_that_is_read_has_a_place_in_the_text_of_its_event(string file)
    {
        var read = Queries(file).SelectMany(q => Value().Matches(q).Select(m => m.Groups["name"].Value).Where(n => n != "EventName").Select(name => (name, Names(q).SelectMany(n => s_events[n]).ToList()))).ToList();

        Assert.NotEmpty(read);
        Assert.All(read, r => Assert.Contains(r.Item2, text => text.Contains($"{{{r.name}}}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("infra/modules/alerts.bicep")]
    [InlineData("infra/modules/workbook.json")]
    public void No_query_depends_on_the_text_of_a_message(string file) => Assert.DoesNotContain(Queries(file), q => Text().IsMatch(q));

    /// <summary>The queries of a file that read the log.</summary>
    private static IEnumerable<string> Queries(string file) =>
        Repository.Text(file).Replace("\\\"", "\"", StringComparison.Ordinal).Split("AppTraces").Skip(1).Select(q => q.Split("'''")[0].Split("\"query\":")[0]);

    private static IEnumerable<string> Names(string query) => EventName().Matches(query).SelectMany(m => Quoted().Matches(m.Value)).Select(m => m.Groups["name"].Value);

    [GeneratedRegex("LoggerMessage\\((EventId = )?[0-9]+, (Level = )?LogLevel\\.\\w+, (Message = )?\"(?<text>[^\"]+)\"[^\\n]*\\n\\s*(\\w+ )*partial void (?<name>\\w+)\\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Event();

    [GeneratedRegex("EventName\\)? (== \"\\w+\"|in \\([^)]*\\))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EventName();

    [GeneratedRegex("\"(?<name>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("Message (startswith|has|contains|==|=~|matches)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Text();

    [GeneratedRegex(@"Properties\.(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();
}
