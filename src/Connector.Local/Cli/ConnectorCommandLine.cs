using System.CommandLine;
using Connector.Core.Errors;
using Connector.Core.Rules;
using Connector.Local.Hosting;
using Microsoft.Extensions.Options;

namespace Connector.Local.Cli;

/// <summary>The commands, and what their failures mean for the exit code.</summary>
internal static class ConnectorCommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var context = new CliContext(output, error);
        var root = new RootCommand("Keeps commercetools and ShipStation telling the same story. Without a command: the demo.")
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
        catch (ConfigurationException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCodes.Configuration;
        }
        catch (RulesException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCodes.Configuration;
        }
        catch (Exception e) when (WrongSettings(e) is { Count: > 0 } wrong)
        {
            foreach (var failure in wrong) await error.WriteLineAsync(failure);
            return ExitCodes.Configuration;
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.Unauthorized)
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

    /// <summary>One message for each key; settings of several sections come together. Empty when it is another failure.</summary>
    private static IReadOnlyList<string> WrongSettings(Exception e) => e switch
    {
        OptionsValidationException one => [.. one.Failures],
        AggregateException many when many.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. many.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures)],
        _ => []
    };

    private static IEnumerable<Command> Commands(CliContext context) =>
    [
        DemoCommand.Create(context), RunCommand.Create(context), SyncCommand.Create(context), TraceCommand.Create(context), ErrorsCommand.Create(context),
        SetupCommand.Create(context), SimulateCommand.Create(context)
    ];

    private static string[] WithDefaultCommand(string[] args) =>
        args.Length == 0 || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version")) ? ["demo", .. args] : args;
}
