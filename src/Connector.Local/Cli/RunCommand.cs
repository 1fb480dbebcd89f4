using System.CommandLine;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>`connector run`: the long-running host.</summary>
internal static class RunCommand
{
    public static Command Create(CliContext context)
    {
        var urls = new Option<string>("--urls") { Description = "Where webhooks, the operations API and the page listen.", DefaultValueFactory = _ => "http://127.0.0.1:5280" };
        var command = new Command("run", "Timers, queues, webhooks, operations API and page, until stopped.") { urls };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var configuration = ConnectorConfiguration.Load(parsed.GetValue(CliContext.SettingsFile)?.FullName, parsed.GetValue(CliContext.Set) ?? []);
            var addresses = parsed.GetValue(urls)!;
            await using var host = ConnectorHost.Create(configuration, addresses, parsed.GetValue(CliContext.Verbose));
            await ConnectorHost.StartAsync(host, addresses, cancellationToken);
            await context.Output.WriteLineAsync($"The connector runs; its page is at {host.Urls.First()}/ops");
            await host.WaitForShutdownAsync(cancellationToken);
            return HostEnd.IsFailure(host.Services) ? ExitCodes.Stopped : ExitCodes.Done;
        });
        return command;
    }
}
