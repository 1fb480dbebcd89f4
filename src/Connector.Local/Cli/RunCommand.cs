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
            var configuration = ConnectorConfiguration.Load(parsed.GetValue(CliContext.SettingsFile)?.FullName, parsed.GetValue(CliContext.Set) ?? []);
            var addresses = parsed.GetValue(urls)!;
            await using var host = ConnectorHost.Create(configuration, addresses, parsed.GetValue(CliContext.Verbose));
            await ConnectorHost.StartAsync(host, addresses, cancellationToken);
            await context.Output.WriteLineAsync($"Running. Page: {host.Urls.First()}/ops");
            await host.WaitForShutdownAsync(cancellationToken);
            return HostEnd.IsFailure(host.Services) ? ExitCodes.Stopped : ExitCodes.Done;
        });
        return command;
    }
}
