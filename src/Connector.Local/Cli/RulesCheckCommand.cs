using System.CommandLine;
using Connector.Core.Rules.Files;
using Connector.Local.Doctor;
using Connector.Operations.Api;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>`connector rules check`: whether the rules can be used, what of them never takes effect, and, with both accounts, what they name and nobody has.</summary>
internal static class RulesCheckCommand
{
    public static Command Create(CliContext context)
    {
        var file = new Argument<FileInfo?>("file") { Description = "The rules file; default: the one that the connector uses.", Arity = ArgumentArity.ZeroOrOne };
        var accounts = new Option<bool>("--accounts") { Description = "Also ask commercetools and ShipStation whether what the rules name exists there; reads only." };
        var json = CliContext.Json();
        var command = new Command("check", "Check the rules: wrong names and values, rules that never apply, and with --accounts names that do not exist there.") { file, accounts, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var named = parsed.GetValue(file);
            var rules = named is null ? MapCommand.Rules(parsed, null) : RulesSource.LoadFile(named.FullName);
            var findings = new Findings();
            foreach (var problem in UnusedRules.Find(rules)) findings.Warn("rules", "unused", problem, "Remove it, or name it in a routing rule.");
            if (parsed.GetValue(accounts)) await AskAsync(parsed, named, findings, cancellationToken);
            var shown = findings.All.Where(static f => f.Verdict != Verdict.Ok).ToList();
            if (parsed.GetValue(json)) context.WriteJson(new { Hash = rules.ComputeVersion().Hash, Findings = shown });
            else Write(context.Output, shown, rules.ComputeVersion().ShortHash);
            return findings.Unreachable ? ExitCodes.Unreachable : shown.Count > 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return command;
    }

    private static async Task AskAsync(ParseResult parsed, FileInfo? named, Findings findings, CancellationToken cancellationToken)
    {
        var set = (parsed.GetValue(CliContext.Set) ?? []).ToList();
        if (named is not null) set.Add($"Connector:RulesFile={named.FullName}");
        await using var app = ConnectorApp.Create(ConnectorConfiguration.Load(parsed.GetValue(CliContext.SettingsFile)?.FullName, set), parsed.GetValue(CliContext.Verbose));
        await DoctorRun.RunRuleChecksAsync(app, findings, cancellationToken);
    }

    private static void Write(TextWriter output, List<Finding> shown, string hash)
    {
        foreach (var finding in shown)
        {
            output.WriteLine($"{finding.Area}: {finding.Text}");
            if (finding.Fix is { } fix) output.WriteLine($"  -> {fix}");
        }
        output.WriteLine(shown.Count == 0 ? $"The rules ({hash}) are in order." : $"The rules ({hash}) can be used; {shown.Count} {(shown.Count == 1 ? "finding" : "findings")}.");
    }
}
