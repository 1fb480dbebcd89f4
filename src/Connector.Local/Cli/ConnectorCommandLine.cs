using System.CommandLine;
using Connector.Core.Model.Messages;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>The commands, and the exit codes of their failures.</summary>
internal static class ConnectorCommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var context = new CliContext(output, error);
        var root = new RootCommand("Keeps orders, shipments and tracking in sync between commercetools and ShipStation. Without a command it runs the demo.")
        {
            CliContext.SettingsFile, CliContext.Set, CliContext.Verbose
        };
        foreach (var command in Commands(context)) root.Subcommands.Add(command);
        var parsed = root.Parse(WithDefaultCommand(args));
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors) await error.WriteLineAsync(problem.Message);
            await error.WriteLineAsync("Try: connector --help");
            return ExitCodes.Configuration;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
        }
        catch (Exception e) when (SettingsProblems.Find(e) is { } problems)
        {
            foreach (var problem in problems) await error.WriteLineAsync(problem);
            if (problems.Any(static p => p.EndsWith(" is missing.", StringComparison.Ordinal)))
                await error.WriteLineAsync("Add them to connector.local.json (connector init writes a sample), or to the environment, as in ShipStation__ApiKey.");
            return ExitCodes.Configuration;
        }
        catch (ConnectorException e) when (e.Kind is FailureKind.Unauthorized or FailureKind.Rejected or FailureKind.Unmappable)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCodes.Configuration;
        }
        catch (ConnectorException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCodes.Unreachable;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Done;
        }
    }

    private static IEnumerable<Command> Commands(CliContext context) =>
    [
        DemoCommand.Create(context), RunCommand.Create(context), SyncCommand.Create(context), PlanCommand.Create(context), MapCommand.Create(context), RulesCommand.Create(context), InitCommand.Create(context), FetchCommand.Create(context),
        TraceCommand.Create(context), ErrorsCommand.Create(context), LabelsCommand.Create(context), ReconcileCommand.Create(context), DoctorCommand.Create(context), SetupCommand.Create(context), SimulateCommand.Create(context)
    ];

    private static string[] WithDefaultCommand(string[] args) =>
        args.Length == 0 || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version")) ? ["demo", .. args] : args;
}
