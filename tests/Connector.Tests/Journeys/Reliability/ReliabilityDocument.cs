using System.Globalization;
using System.Text;
using Connector.Tests.Core.Rules.Files;

namespace Connector.Tests.Journeys.Reliability;

/// <summary>docs/reliability.md: the words before the tables are written by hand, the tables by the tests.</summary>
internal static class ReliabilityDocument
{
    private const string Mark = "<!-- The tables below are written by the tests: UPDATE_RELIABILITY=1 -->";
    private static readonly string s_path = Path.Combine(RepositoryFiles.Root(), "docs", "reliability.md");

    public static void Write(IReadOnlyList<CellOutcome> outcomes)
    {
        var text = File.ReadAllText(s_path);
        var head = text[..(text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)];
        File.WriteAllText(s_path, head + "\n\n" + Render(outcomes));
    }

    /// <summary>The rows of the committed tables: what is said of each work, route and fault.</summary>
    public static IReadOnlyDictionary<string, string> Read()
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        var work = "";
        foreach (var line in File.ReadLines(s_path))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal)) work = line["### ".Length..].Split(':')[0];
            if (!line.StartsWith("| `", StringComparison.Ordinal) || line.Split(" | ") is not [var vendor, var route, var faults, .. var rest]) continue;
            foreach (var fault in faults.Split(", ")) rows[$"{work}, {vendor.Trim('|', ' ', '`')} {route.Trim('`')}, {fault}"] = string.Join(" | ", rest);
        }
        return rows;
    }

    /// <summary>What a row says behind its fault; without the last column where that was not played.</summary>
    public static string Row(CellOutcome outcome) =>
        string.Create(CultureInfo.InvariantCulture, $"{(outcome.Code is null ? "-" : $"`{outcome.Code}`")} | {outcome.Once} | {outcome.Calls} | ") + (outcome.Lasting is { } lasting ? lasting + " |" : "");

    private static string Render(IReadOnlyList<CellOutcome> outcomes)
    {
        var text = new StringBuilder();
        foreach (var work in outcomes.GroupBy(static o => o.Cell.Work))
        {
            text.Append(CultureInfo.InvariantCulture, $"### {work.Key.Name}: {work.Key.Does}\n\n| Vendor | Route | Fault | Code | What happens | Calls | While it lasts |\n|---|---|---|---|---|---|---|\n");
            foreach (var row in work.GroupBy(static o => (o.Cell.Route, Row(o))))
                text.Append(CultureInfo.InvariantCulture, $"| `{row.Key.Route.Vendor}` | `{row.Key.Route.Route}` | {string.Join(", ", row.Select(static o => o.Cell.Fault.Words()))} | {row.Key.Item2}\n");
            text.Append('\n');
        }
        return text.ToString().TrimEnd('\n') + "\n";
    }
}
