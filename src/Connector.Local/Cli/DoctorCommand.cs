using System.CommandLine;
using Connector.Local.Doctor;
using Connector.Local.Hosting;
using Connector.Local.Operators;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector doctor`: checks everything that the connector needs, and says how to fix what is missing.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliContext context)
    {
        var json = CliContext.Json();
        var command = new Command("doctor", "Check settings, both vendors and the state file; creates that file if it is missing, and changes nothing else.") { json, CliContext.Url, CliContext.Key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var remote = context.Remote(parsed);
            var (findings, code) = remote is null ? await RunAsync(parsed, cancellationToken) : await AskAsync(remote, cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(new DoctorView(Worst(findings.All), findings.All));
            else Write(context.Output, findings.All);
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
        foreach (var problem in problems) findings.Fail("settings", "settings", problem, SettingsProblems.IsMissing(problem) ? AddFix : CorrectFix);
        return findings;
    }

    private static Verdict Worst(IReadOnlyList<Finding> findings) => findings.Count == 0 ? Verdict.Ok : findings.Max(f => f.Verdict);

    /// <summary>The checks on its own machine, where it has them, and what the running connector knows about itself.</summary>
    private static async Task<(Findings Findings, int ExitCode)> AskAsync(RemoteOperator remote, CancellationToken cancellationToken)
    {
        var health = RemoteHealth.Judge(await remote.HealthAsync(cancellationToken));
        var checks = await remote.DoctorAsync(cancellationToken);
        var findings = new Findings([.. checks?.Findings ?? [], .. health.All]);
        return (findings, Worst(findings.All) == Verdict.Fail ? ExitCodes.NeedsAttention : ExitCodes.Done);
    }

    private static void Write(TextWriter output, IReadOnlyList<Finding> findings)
    {
        foreach (var f in findings)
        {
            CliText.Wrap(output, $"{f.Verdict.ToString().ToLowerInvariant(),-4} {f.Area}, {f.Check}: {f.Text}", "", "     ");
            if (f.Fix is { } fix) CliText.Wrap(output, "-> " + fix, "     ", "        ");
        }
        var (failed, warned) = (findings.Count(static f => f.Verdict == Verdict.Fail), findings.Count(static f => f.Verdict == Verdict.Warn));
        output.WriteLine(failed + warned == 0 ? "Everything is in order." : $"{CliText.Count(failed, "check")} failed, {CliText.Count(warned, "warning")}.");
        CliText.Next(output, failed > 0 ? "fix what failed, then connector doctor" : "connector plan shows what the next sync would send");
    }
}
