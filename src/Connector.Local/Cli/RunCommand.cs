using System.CommandLine;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>`connector run`: the long-running host.</summary>
internal static class RunCommand
{
    public static Command Create(CliContext context)
    {
        var urls = new Option<string>("--urls") { Description = "The address of webhooks, operations API and page.", DefaultValueFactory = _ => "http://127.0.0.1:5280" };
        var command = new Command("run", "Run continuously: timers, queues, webhooks, operations API and page.") { urls };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var rules = new RulesOrigin(
                ConnectorConfiguration.LoadSettings(parsed.GetValue(CliContext.SettingsFile)?.FullName, parsed.GetValue(CliContext.Set) ?? []), Directory.GetCurrentDirectory());
            var addresses = parsed.GetValue(urls)!;
            await using var host = ConnectorHost.Create(rules.Load(), addresses, parsed.GetValue(CliContext.Verbose), rules);
            await ConnectorHost.StartAsync(host, addresses, cancellationToken);
            await context.Output.WriteLineAsync($"Running. Page: {host.Urls.First()}/ops");
            await host.WaitForShutdownAsync(cancellationToken);
            return HostEnd.IsFailure(host.Services) ? ExitCodes.Stopped : ExitCodes.Done;
        });
        return command;
    }
}
