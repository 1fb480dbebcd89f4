using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Commercetools;
using Connector.Core.Model.Messages;
using Connector.Core.Rules.Mapping;
using Connector.Local.Cli;
using Connector.Local.Hosting;

namespace Connector.Local.RuleTools;

/// <summary>An order document (or a page of them), and beside it, in name.expected.json, what the rules should make of it.</summary>
internal sealed class RuleTestCase(string name, string orderPath, string expectedPath)
{
    public const string ExpectedEnd = ".expected.json";
    private const string OrderEnd = ".json";
    private const string At = "at";
    private const string Orders = "orders";
    private static readonly JsonSerializerOptions s_layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions s_reading = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Path in the folder, without the end.</summary>
    public string Name { get; } = name;

    /// <summary>All cases of the folder and the folders in it, by name. Throws <see cref="ConfigurationException"/> when there is no such folder.</summary>
    public static IReadOnlyList<RuleTestCase> Find(string folder)
    {
        if (!Directory.Exists(folder)) throw new ConfigurationException($"{folder}: there is no such folder.");
        return
        [
            .. Directory.EnumerateFiles(folder, "*" + OrderEnd, SearchOption.AllDirectories).Where(static file => !file.EndsWith(ExpectedEnd, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .Select(file => new RuleTestCase(Path.GetRelativePath(folder, file)[..^OrderEnd.Length].Replace('\\', '/'), file, file[..^OrderEnd.Length] + ExpectedEnd))
        ];
    }

    /// <summary>Expected results without an order beside them: a renamed or lost document.</summary>
    public static IReadOnlyList<string> FindLeftOver(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*" + ExpectedEnd, SearchOption.AllDirectories).Where(static file => !File.Exists(file[..^ExpectedEnd.Length] + OrderEnd))
            .Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)
    ];

    /// <param name="update">Writes what the rules make of it as what is expected, where that differs.</param>
    public RuleTestResult Run(RuleTrials trials, bool update)
    {
        try
        {
            var expected = File.Exists(expectedPath) ? Read(expectedPath) : null;
            if (expected is null && !update) return RuleTestResult.Failed(Name, "there is no expected result beside it; write it with --update");
            var documents = OrderDocuments.Read(orderPath);
            var at = expected?[At] is { } given ? Instant(given) : Later(documents);
            var actual = new JsonObject { [At] = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), [Orders] = new JsonArray([.. documents.Select(each => Try(trials, each, at).ToDocument())]) };
            var differences = DocumentDifference.Between(expected?[Orders], actual[Orders]);
            if (differences.Count == 0) return new RuleTestResult(Name, null, []);
            if (!update) return new RuleTestResult(Name, null, differences);
            File.WriteAllText(expectedPath, actual.ToJsonString(s_layout) + "\n");
            return new RuleTestResult(Name, null, []) { Updated = true };
        }
        catch (ConfigurationException e)
        {
            return RuleTestResult.Failed(Name, e.Message);
        }
    }

    private static OrderOutcome Try(RuleTrials trials, JsonElement document, DateTimeOffset at)
    {
        var reading = CommerceOrderReader.Read(document);
        return reading.Order is { } order
            ? trials.Try(order, at)
            : new OrderOutcome(reading.Unreadable!.OrderNumber ?? reading.Unreadable.Id, "unreadable") { Problem = new MappingProblem(ErrorCodes.OrderUnreadable, "document", reading.Unreadable.Problem) };
    }

    private static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path), documentOptions: s_reading) as JsonObject ?? throw new ConfigurationException($"{path}: is not an object.");
        }
        catch (JsonException e)
        {
            throw new ConfigurationException($"{path}: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: not valid JSON.", e);
        }
    }

    private DateTimeOffset Instant(JsonNode given) =>
        DateTimeOffset.TryParse(given.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : throw new ConfigurationException($"{expectedPath}: {At}: '{given}' is not a time; for example 2026-03-01T12:00:00Z.");

    /// <summary>A day after the last change of its orders: what may be due by then is due.</summary>
    private static DateTimeOffset Later(IReadOnlyList<JsonElement> documents)
    {
        var changes = documents.Select(static d => CommerceOrderReader.Read(d).Order?.LastModifiedAt).OfType<DateTimeOffset>().ToList();
        return (changes.Count > 0 ? changes.Max() : DateTimeOffset.UnixEpoch).ToUniversalTime().AddDays(1);
    }
}

/// <param name="Problem">Why it could not be run; null when it was.</param>
internal sealed record RuleTestResult(string Name, string? Problem, IReadOnlyList<DocumentDifference> Differences)
{
    public bool Passed => Problem is null && Differences.Count == 0;

    /// <summary>What is expected was written anew.</summary>
    public bool Updated { get; init; }
    public TimeSpan Duration { get; init; }

    public static RuleTestResult Failed(string name, string problem) => new(name, problem, []);

    /// <summary>For people, one line each.</summary>
    public IEnumerable<string> Lines() => Problem is not null
        ? [Problem]
        : Differences.SelectMany(static d => (string[])[d.Path, $"  expected: {d.Expected ?? "(nothing)"}", $"  actual:   {d.Actual ?? "(nothing)"}"]);
}
