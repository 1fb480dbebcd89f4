using System.CommandLine;
using Connector.Local.RuleTools;

namespace Connector.Local.Cli;

/// <summary>`connector rules test`: order documents with what the rules should make of them; works offline.</summary>
internal static class RulesTestCommand
{
    public static Command Create(CliContext context)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A folder with order documents name.json and expected results name.expected.json." };
        var rules = new Option<FileInfo?>("--rules") { Description = "Use this rules file; default: connector.json in the current folder, if it exists." };
        var update = new Option<bool>("--update") { Description = "Write the present results as the expected ones." };
        var junit = new Option<FileInfo?>("--junit") { Description = "Also write a JUnit report to this file." };
        var json = CliContext.Json();
        var command = new Command("test", "Compare what the rules make of order documents with what is expected. Works offline.") { folder, rules, update, junit, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(folder)!.FullName;
            var clock = TimeProvider.System;
            var started = clock.GetTimestamp();
            var trials = new RuleTrials(MapCommand.Rules(parsed, parsed.GetValue(rules)));
            List<RuleTestResult> results = [];
            foreach (var each in RuleTestCase.Find(path))
            {
                var begun = clock.GetTimestamp();
                results.Add(each.Run(trials, parsed.GetValue(update)) with { Duration = clock.GetElapsedTime(begun) });
            }
            results.AddRange(RuleTestCase.FindLeftOver(path).Select(static name => RuleTestResult.Failed(name, "there is no order document beside it")));
            var duration = clock.GetElapsedTime(started);
            if (parsed.GetValue(junit) is { } file) await File.WriteAllTextAsync(file.FullName, JUnitReport.Create(results, duration).ToString(), cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(new { Passed = results.Count(static r => r.Passed), Failed = results.Count(static r => !r.Passed), Updated = results.Count(static r => r.Updated), Cases = results });
            else Write(context.Output, results, duration);
            if (results.Count == 0) await context.Error.WriteLineAsync($"{path}: contains no order documents.");
            return results.Count > 0 && results.TrueForAll(static r => r.Passed) ? ExitCodes.Done : ExitCodes.NeedsAttention;
        });
        return command;
    }

    private static void Write(TextWriter output, List<RuleTestResult> results, TimeSpan duration)
    {
        foreach (var result in results.Where(static r => !r.Passed))
        {
            output.WriteLine($"{result.Name}: failed");
            foreach (var line in result.Lines()) output.WriteLine($"  {line}");
        }
        foreach (var result in results.Where(static r => r.Updated)) output.WriteLine($"{result.Name}: updated");
        output.WriteLine(FormattableString.Invariant($"{results.Count(static r => r.Passed)} passed, {results.Count(static r => !r.Passed)} failed in {duration.TotalSeconds:0.0} s"));
    }
}
