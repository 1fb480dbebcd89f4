using System.CommandLine;
using Connector.Core.Model.Messages;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>The commands, and the exit codes of their failures.</summary>
internal static class ConnectorCommandLine
{
    /// <summary>A call under way ends, and what it belongs to is noted, before the process goes.</summary>
    private static readonly TimeSpan s_patienceAtStop = TimeSpan.FromSeconds(45);

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var context = new CliContext(output, error);
        var root = Create(context);
        if (Completion.IsAsked(args)) return Completion.Write(root, args, output);
        var parsed = root.Parse(WithDefaultCommand(args));
        if (ParseProblems.Find(parsed) is { Count: > 0 } wrong)
        {
            foreach (var problem in wrong) await error.WriteLineAsync(problem);
            await error.WriteLineAsync($"Nothing was done. Try: {ParseProblems.PathTo(parsed)} --help");
            return ExitCodes.Configuration;
        }
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error, ProcessTerminationTimeout = s_patienceAtStop };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception e) when (SettingsProblems.Find(e) is { } problems)
        {
            foreach (var problem in problems) await error.WriteLineAsync(problem);
            if (problems.Any(SettingsProblems.IsMissing)) await error.WriteLineAsync(SettingsProblems.WhereToPut);
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
            await error.WriteLineAsync("Stopped.");
            return ExitCodes.Interrupted;
        }
    }

    /// <summary>All commands with their options.</summary>
    public static RootCommand Create(CliContext context)
    {
        var root = new RootCommand("Keeps orders, shipments and tracking in sync between commercetools and ShipStation. Without a command it runs the demo.")
        {
            CliContext.SettingsFile, CliContext.Set, CliContext.Verbose
        };
        foreach (var command in Commands(context)) root.Subcommands.Add(command);
        HelpText.AddTo(root);
        return root;
    }

    private static IEnumerable<Command> Commands(CliContext context) =>
    [
        DemoCommand.Create(context), RunCommand.Create(context), SyncCommand.Create(context), PlanCommand.Create(context), MapCommand.Create(context), RulesCommand.Create(context), InitCommand.Create(context), FetchCommand.Create(context),
        OrdersCommand.Create(context), TraceCommand.Create(context), ErrorsCommand.Create(context), OverrideCommand.Create(context), LabelsCommand.Create(context), FlowCommand.Create(context, isPause: true), FlowCommand.Create(context, isPause: false), DrainCommand.Create(context), DrainCommand.CreateRewind(context),
        EvidenceCommand.Create(context), EraseCommand.Create(context), AlertsCommand.Create(context), ReconcileCommand.Create(context), DoctorCommand.Create(context), SetupCommand.Create(context), SimulateCommand.Create(context), CompletionCommand.Create(context)
    ];

    private static string[] WithDefaultCommand(string[] args) =>
        args.Length == 0 || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version")) ? ["demo", .. args] : args;
}
