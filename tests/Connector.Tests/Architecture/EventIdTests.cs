using Connector.Tests.Docs;
using Xunit;

namespace Connector.Tests.Architecture;

/// <summary>Every log event has an id of its own in the range of its project, and a name; alerts and the workbook use names or ids, never a sentence of the log.</summary>
public sealed class EventIdTests
{
    /// <summary>The ranges of all projects that log. No range overlaps another, so an id is unique in every host.</summary>
    private static readonly Dictionary<string, (int First, int Last)> s_ranges = new(StringComparer.Ordinal)
    {
        ["Connector.Core"] = (100, 299),
        ["Connector.Operations"] = (300, 399),
        ["Connector.Local"] = (400, 499),
        ["Connector.Azure"] = (500, 599),
        ["Connector.Functions"] = (600, 699),
        ["Connector.ShipStation"] = (2000, 2099),
        ["Connector.Sqlite"] = (2100, 2199),
        ["Connector.Commercetools"] = (3100, 3199)
    };

    [Fact]
    public void Every_log_event_is_read_from_the_sources()
    {
        Assert.True(LogEvent.Count > 20);
        Assert.Equal(LogEvent.Count, LogEvent.All.Count);
    }

    [Fact]
    public void An_id_is_used_once() => Assert.Empty(Doubled(LogEvent.All));

    [Fact]
    public void An_id_is_in_the_range_of_its_project() =>
        Assert.Empty(LogEvent.All.Where(e => !s_ranges.TryGetValue(e.Project, out var range) || e.Id < range.First || e.Id > range.Last).Select(e => e.ToString()));

    [Fact]
    public void An_event_has_a_name_and_a_text() => Assert.Empty(LogEvent.All.Where(e => e.Name.Length == 0 || e.Text.Length == 0).Select(e => e.ToString()));

    [Fact]
    public void No_alert_and_no_page_of_the_workbook_looks_for_a_sentence()
    {
        var files = Sources.Files("*.bicep", "infra").Concat(Sources.Files("*.json", "infra")).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(f => Sentences(File.ReadAllText(f)).Select(s => $"{Path.GetFileName(f)}: {s}")));
    }

    [Fact]
    public void The_checks_find_what_they_look_for()
    {
        const string Source = """
            [LoggerMessage(7, LogLevel.Error, "{Flow} is paused: {Reason}")]
            public static partial void FlowPaused(ILogger logger, string flow, string reason);

            [LoggerMessage(EventId = 7, Level = LogLevel.Error, Message = "A text.", EventName = "Given")]
            public static partial void Other(ILogger logger);
            """;
        var found = LogEvent.In("P", Source).ToList();

        Assert.Equal([("FlowPaused", 7), ("Given", 7)], found.Select(e => (e.Name, e.Id)));
        Assert.Single(Doubled(found));
        Assert.Single(Sentences("AppTraces | where Message startswith \"Flow \""));
        Assert.Single(Sentences("AppTraces | where X has \"failed; it runs again at the next tick\""));
    }

    private static IEnumerable<string> Doubled(IEnumerable<LogEvent> events) =>
        events.GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => string.Join(" / ", g.Select(e => e.ToString())));

    /// <summary>Conditions on a message's text, and pieces of log texts that hold more than one word.</summary>
    private static IEnumerable<string> Sentences(string text)
    {
        foreach (var word in new[] { "Message has", "Message startswith", "Message contains", "Message ==", "Message =~", "Message matches" })
            if (text.Contains(word, StringComparison.Ordinal)) yield return word;
        foreach (var piece in LogEvent.All.SelectMany(e => e.Text.Split('{', '}').Where((_, i) => i % 2 == 0)).Select(p => p.Trim()).Where(p => p.Split(' ').Length > 3).Distinct(StringComparer.Ordinal))
            if (text.Contains(piece, StringComparison.Ordinal)) yield return piece;
    }
}
