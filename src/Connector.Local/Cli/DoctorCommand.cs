using System.CommandLine;
using Connector.Local.Doctor;
using Connector.Local.Hosting;
using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>`connector doctor`: whether everything that the connector needs is there, and what to do where it is not.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliContext context)
    {
        var json = CliContext.Json();
        var command = new Command("doctor", "Checks settings, both vendors and the state file; changes nothing.") { json };
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
            return (findings, findings.Unreachable ? ExitCodes.Unreachable : Worst(findings.All) == Verdict.Fail ? ExitCodes.NeedsPerson : ExitCodes.Done);
        }
        catch (Exception e) when (SettingsProblems.Of(e) is { } problems)
        {
            return (Unusable(problems), ExitCodes.Configuration);
        }
    }

    private static Findings Unusable(IEnumerable<string> problems)
    {
        var findings = new Findings();
        foreach (var problem in problems) findings.Fail("settings", "settings", problem, "Correct this key in the settings, the environment or the rules file.");
        return findings;
    }

    private static Verdict Worst(IReadOnlyList<Finding> findings) => findings.Count == 0 ? Verdict.Ok : findings.Max(f => f.Verdict);

    private static void Write(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("", "where", "check", "finding");
        foreach (var f in findings)
        {
            var colour = f.Verdict switch { Verdict.Ok => "green", Verdict.Warn => "yellow", _ => "red" };
            var text = f.Cure is null ? f.Text : $"{f.Text}\n-> {f.Cure}";
            table.AddRow($"[{colour}]{f.Verdict.ToString().ToLowerInvariant()}[/]", Markup.Escape(f.Area), Markup.Escape(f.Check), Markup.Escape(text));
        }
        console.Write(table);
    }
}
