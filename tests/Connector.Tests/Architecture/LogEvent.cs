using System.Globalization;
using System.Text.RegularExpressions;
using Connector.Tests.Docs;

namespace Connector.Tests.Architecture;

/// <summary>One [LoggerMessage] of the sources.</summary>
internal sealed partial record LogEvent(string Project, int Id, string Name, string Text)
{
    public static IReadOnlyList<LogEvent> All { get; } =
    [
        .. Sources.Files("*.cs", "src").SelectMany(file => In(Path.GetRelativePath(Path.Combine(Document.Root, "src"), file).Split(Path.DirectorySeparatorChar)[0], File.ReadAllText(file)))
    ];

    public static IEnumerable<LogEvent> In(string project, string source) => Attribute().Matches(source).Select(m => new LogEvent(
        project, int.Parse(m.Groups["id"].ValueSpan, CultureInfo.InvariantCulture), m.Groups["given"] is { Success: true } given ? given.Value : m.Groups["method"].Value, m.Groups["text"].Value));

    /// <summary>How many attributes the sources have, however they are written.</summary>
    public static int Count { get; } = Sources.Files("*.cs", "src").Sum(file => Start().Count(File.ReadAllText(file)));

    public override string ToString() => $"{Project} {Id} {Name}: {Text}";

    [GeneratedRegex(@"\[LoggerMessage\(", RegexOptions.None, 1000)]
    private static partial Regex Start();

    [GeneratedRegex(
        """\[LoggerMessage\((EventId = )?(?<id>\d+), (EventName = "(?<given>\w+)", )?(Level = )?LogLevel\.\w+, (Message = )?"(?<text>(\\.|[^"\\])*)"(, EventName = "(?<given>\w+)")?\)\]\s+(\w+ )*partial void (?<method>\w+)\(""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();
}
