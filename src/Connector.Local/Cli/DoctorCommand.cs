using System.CommandLine;
using Connector.Local.Doctor;
using Connector.Local.Hosting;
using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>`connector doctor`: checks everything that the connector needs, and says how to fix what is missing.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliContext context)
    {
        var json = CliContext.Json();
        var command = new Command("doctor", "Check settings, both vendors and the state file; changes nothing.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (findings, code) = await RunAsync(parsed, cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(new { Verdict = Worst(findings.All), Findings = findings.All });
            else Write(context.Console, findings.All);
            return code;
        });
        return command;
    }

    private static async Task<(Findings Findings, int ExitCode)> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            var settingsFile = parsed.GetValue(CliContext.SettingsFile)?.FullName;
            var configuration = ConnectorConfiguration.Load(settingsFile, parsed.GetValue(CliContext.Set) ?? []);
            await using var app = ConnectorApp.Create(configuration, parsed.GetValue(CliContext.Verbose));
            var findings = await DoctorRun.RunAsync(app, ConnectorConfiguration.RulesFileOf(configuration), ConnectorConfiguration.SettingsFileOf(settingsFile), cancellationToken);
            return (findings, findings.Unreachable ? ExitCodes.Unreachable : Worst(findings.All) == Verdict.Fail ? ExitCodes.NeedsAttention : ExitCodes.Done);
        }
        catch (Exception e) when (SettingsProblems.Find(e) is { } problems)
        {
            return (Unusable(problems), ExitCodes.Configuration);
        }
    }

    private const string AddFix = "Add it to connector.local.json, or set it in the environment.";
    private const string CorrectFix = "Correct it in connector.local.json, the environment or the rules file.";

    private static Findings Unusable(IEnumerable<string> problems)
    {
        var findings = new Findings();
        foreach (var problem in problems) findings.Fail("settings", "settings", problem, problem.EndsWith(" is missing.", StringComparison.Ordinal) ? AddFix : CorrectFix);
        return findings;
    }

    private static Verdict Worst(IReadOnlyList<Finding> findings) => findings.Count == 0 ? Verdict.Ok : findings.Max(f => f.Verdict);

    private static void Write(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("", "Where", "Check", "Finding");
        foreach (var f in findings)
        {
            var colour = f.Verdict switch { Verdict.Ok => "green", Verdict.Warn => "yellow", _ => "red" };
            var text = f.Fix is null ? f.Text : $"{f.Text}\n-> {f.Fix}";
            table.AddRow($"[{colour}]{f.Verdict.ToString().ToLowerInvariant()}[/]", Markup.Escape(f.Area), Markup.Escape(f.Check), Markup.Escape(text));
        }
        console.Write(table);
    }
}
