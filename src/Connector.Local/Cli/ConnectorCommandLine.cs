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
        if (Completion.IsAsked(args)) return Completion.Write(Create(context), args, output);
        args = WithDefaultCommand(args);
        var parsed = Create(context, OnlyCommand(args)).Parse(args);
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
    /// <param name="only">The name of the only one to make; null for all.</param>
    public static RootCommand Create(CliContext context, string? only = null)
    {
        var root = new RootCommand("Keeps orders, shipments and tracking in sync between commercetools and ShipStation. Without a command it runs the demo.")
        {
            CliContext.SettingsFile, CliContext.Set, CliContext.Verbose
        };
        foreach (var (_, create) in Commands.Where(c => only is null || c.Name == only)) root.Subcommands.Add(create(context));
        HelpText.AddTo(root);
        return root;
    }

    /// <summary>In the order in which the help lists them.</summary>
    internal static readonly IReadOnlyList<(string Name, Func<CliContext, Command> Create)> Commands =
    [
        ("demo", DemoCommand.Create), ("run", RunCommand.Create), ("sync", SyncCommand.Create), ("plan", PlanCommand.Create), ("map", MapCommand.Create), ("rules", RulesCommand.Create), ("init", InitCommand.Create),
        ("fetch", FetchCommand.Create), ("orders", OrdersCommand.Create), ("trace", TraceCommand.Create), ("errors", ErrorsCommand.Create), ("override", OverrideCommand.Create), ("labels", LabelsCommand.Create),
        ("pause", static context => FlowCommand.Create(context, isPause: true)), ("resume", static context => FlowCommand.Create(context, isPause: false)), ("drain", DrainCommand.Create), ("rewind", DrainCommand.CreateRewind),
        ("evidence", EvidenceCommand.Create), ("erase", EraseCommand.Create), ("alerts", AlertsCommand.Create), ("reconcile", ReconcileCommand.Create), ("doctor", DoctorCommand.Create), ("setup", SetupCommand.Create),
        ("simulate", SimulateCommand.Create), ("completion", CompletionCommand.Create)
    ];

    /// <summary>What is on the line begins a command, or asks for the version: then no other command is made, which a short one would wait for.</summary>
    private static string? OnlyCommand(string[] args) => args is ["--version"] ? args[0] : Commands.Select(static c => c.Name).FirstOrDefault(name => name == args[0]);

    private static string[] WithDefaultCommand(string[] args) =>
        args.Length == 0 || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version")) ? ["demo", .. args] : args;
}
