using System.CommandLine;
using Connector.Core.Engine.Alerts;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>`connector alerts test`: whether alerts arrive.</summary>
internal static class AlertsCommand
{
    public static Command Create(CliContext context) => new("alerts", "Alerts by webhook and mail.") { Test(context) };

    private static Command Test(CliContext context)
    {
        var json = CliContext.Json();
        var command = new Command("test", "Send a test to every address in the section Alerts of the settings.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var configuration = ConnectorConfiguration.Load(parsed.GetValue(CliContext.SettingsFile)?.FullName, parsed.GetValue(CliContext.Set) ?? []);
            await using var app = ConnectorApp.CreateForStores(configuration, parsed.GetValue(CliContext.Verbose));
            var run = app.Get<AlertRun>();
            if (!run.IsOn) throw new ConfigurationException("Alerts:WebhookAddress or Alerts:MailTo is required: there is no receiver.");
            var results = await run.TestAsync(cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(results.Select(static r => new { Channel = r.Key, Sent = r.Value is null, Problem = r.Value }));
            else foreach (var (channel, problem) in results) context.Output.WriteLine(problem is null ? $"{channel}: sent" : $"{channel}: not sent, {problem}");
            return results.Values.All(static problem => problem is null) ? ExitCodes.Done : ExitCodes.NeedsAttention;
        });
        return command;
    }
}
