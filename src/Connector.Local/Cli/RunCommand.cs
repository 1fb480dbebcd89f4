using System.CommandLine;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>`connector run`: the long-running host.</summary>
internal static class RunCommand
{
    public static Command Create(CliContext context)
    {
        var urls = new Option<string?>("--urls") { Description = $"The address of webhooks, operations API and page; default: the setting Urls, ASPNETCORE_URLS, or {ListenUrls.Default}.", HelpName = "address" };
        var quiet = new Option<bool>("--quiet") { Description = "Do not write a line for each thing that happens." };
        var command = new Command("run", "Run continuously: timers, queues, webhooks, operations API and page.") { urls, quiet };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var rules = new RulesOrigin(
                ConnectorConfiguration.LoadSettings(parsed.GetValue(CliContext.SettingsFile)?.FullName, parsed.GetValue(CliContext.Set) ?? []), Directory.GetCurrentDirectory());
            var configuration = rules.Load();
            var addresses = ListenUrls.Choose(parsed.GetValue(urls), configuration);
            await using var host = ConnectorHost.Create(configuration, addresses, parsed.GetValue(CliContext.Verbose), parsed.GetValue(quiet) ? null : context.Output, rules);
            await ConnectorHost.StartAsync(host, addresses, cancellationToken);
            await context.Output.WriteLineAsync($"Running. Page: {host.Urls.First()}/ops. Stop with Ctrl+C.");
            await host.WaitForShutdownAsync(cancellationToken);
            return HostEnd.IsFailure(host.Services) ? ExitCodes.Stopped : ExitCodes.Done;
        });
        return command;
    }
}
