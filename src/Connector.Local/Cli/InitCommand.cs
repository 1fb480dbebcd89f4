using System.CommandLine;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Local.Doctor;
using Connector.Local.Hosting;
using Connector.Local.Init;
using Connector.ShipStation;

namespace Connector.Local.Cli;

/// <summary>`connector init`: a first rules file from what both accounts offer, and a sample of the settings. Reads only, in both accounts.</summary>
internal static class InitCommand
{
    private const string RulesName = "connector.jsonc";
    private const string SettingsSample = "connector.local.sample.json";

    /// <summary>Files that come with the program and go beside the rules.</summary>
    private static readonly string[] s_beside = ["connector.schema.json", "connector.local.schema.json", SettingsSample];

    public static Command Create(CliContext context)
    {
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "Write into this folder; default: the current one." };
        var yes = new Option<bool>("--yes") { Description = "Ask nothing: take what is most likely, and what the other options say." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace files that are there already." };
        var location = new Option<string[]>("--location") { Description = "A location, as KEY=STORE:WAREHOUSE or KEY=ACCOUNT/STORE:WAREHOUSE. Repeat it for more; the first is the default." };
        var method = new Option<string[]>("--method") { Description = "A service rule, as METHOD=CARRIER/SERVICE or METHOD=CARRIER/SERVICE/PACKAGE. Repeat it for more." };
        var weight = new Option<string?>("--weight") { Description = "The attribute that holds the weight, as ATTRIBUTE=UNIT; units: g, kg, oz, lb." };
        var command = new Command("init", "Write a first rules file with comments, from what both accounts offer, and a sample of the settings.") { folder, yes, overwrite, location, method, weight };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var target = parsed.GetValue(folder)?.FullName ?? Directory.GetCurrentDirectory();
            if (!Directory.Exists(target)) throw new ConfigurationException($"--folder {target}: there is no such folder.");
            var files = new InitFiles(target, parsed.GetValue(overwrite));
            foreach (var name in s_beside) files.Add(name, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, name), cancellationToken), isRules: false);
            var findings = new Findings();
            try
            {
                var offers = await ReadAsync(parsed, findings, cancellationToken);
                var replies = (parsed.GetValue(location) ?? [], parsed.GetValue(method) ?? [], parsed.GetValue(weight));
                files.Add(RulesName, Draft(context, offers, replies, parsed.GetValue(yes)), isRules: true);
            }
            catch (Exception e) when (SettingsProblems.Find(e) is { } problems && problems.Any(SettingsProblems.IsMissing))
            {
                foreach (var problem in problems) await context.Error.WriteLineAsync(problem);
                files.Write(context.Output);
                await context.Error.WriteLineAsync($"Copy {SettingsSample} to connector.local.json, fill in the keys of both accounts and run connector init again: it then writes the rules.");
                return ExitCodes.Configuration;
            }
            foreach (var finding in findings.All) await context.Error.WriteLineAsync($"{finding.Area}, {finding.Check}: {finding.Text}{(finding.Fix is { } fix ? $" -> {fix}" : "")}");
            var written = files.Write(context.Output);
            return findings.Unreachable ? ExitCodes.Unreachable : written && findings.All.Count == 0 ? ExitCodes.Done : ExitCodes.NeedsAttention;
        });
        return command;
    }

    private static async Task<AccountOffers> ReadAsync(ParseResult parsed, Findings findings, CancellationToken cancellationToken)
    {
        // The rules that are there do not matter, whether or not they can be used.
        var settings = ConnectorConfiguration.LoadSettings(parsed.GetValue(CliContext.SettingsFile)?.FullName, parsed.GetValue(CliContext.Set) ?? []);
        await using var app = ConnectorApp.Create(settings, parsed.GetValue(CliContext.Verbose));
        var offers = await AccountOffers.ReadAsync(
            app.Get<ShipStationAccounts>(), app.Get<ICommerceReferences>(), app.Get<ICommerceProducts>(), app.Get<ICommerceOrders>(), findings, app.Get<TimeProvider>().GetUtcNow(), cancellationToken);
        await app.Get<IJournal>().FlushAsync(cancellationToken);
        return offers;
    }

    /// <summary>Rules that can be used, whatever the accounts are called; null where they offer no store.</summary>
    private static string? Draft(CliContext context, AccountOffers offers, (string[] Locations, string[] Methods, string? Weight) replies, bool yes)
    {
        var choices = InitChoices.Guess(offers).With(replies.Locations, replies.Methods, replies.Weight, offers);
        var asked = replies is { Locations.Length: 0, Methods.Length: 0, Weight: null };
        if (!yes && asked && context.Input is { } input) choices = new InitQuestions(input, context.Output).Ask(choices, offers);
        if (choices.Locations.Count == 0) return null;
        var text = RulesDraft.Write(offers, choices);
        _ = RulesFile.Load(text);
        return text;
    }
}
