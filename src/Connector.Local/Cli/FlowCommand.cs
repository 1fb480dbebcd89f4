using System.CommandLine;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector pause` and `connector resume`: a flow, or one account of it.</summary>
internal static class FlowCommand
{
    public static Command Create(CliContext context, bool isPause)
    {
        var flow = new Argument<string>("flow") { Description = "orders, shipments or labels; with one account orders:eu.", HelpName = "flow[:account]" };
        flow.CompletionSources.Add("orders", "shipments", "labels");
        var json = CliContext.Json();
        var description = isPause
            ? "Pause sending orders, updating the shop or buying labels, until resumed. What waits stays in the queue."
            : "Resume what is paused; what waited is done at once. A flow is resumed with all its accounts.";
        var command = new Command(isPause ? "pause" : "resume", description) { flow, CliContext.By, json, CliContext.Url, CliContext.Key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (name, who) = (parsed.GetValue(flow)!, CliContext.Who(parsed));
            await using var connector = context.Operator(parsed, makesFile: true);
            if (isPause)
            {
                await connector.PauseAsync(name, who, cancellationToken);
                if (parsed.GetValue(json)) context.WriteJson(new Paused(name));
                else
                {
                    context.Output.WriteLine($"Paused: {DisplayNames.Flow(name)}.");
                    CliText.Next(context.Output, $"connector resume {name}");
                }
                return ExitCodes.Done;
            }
            var resumed = await connector.ResumeAsync(name, who, cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(resumed);
            else Write(context.Output, resumed);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(TextWriter output, Resumed resumed)
    {
        if (!resumed.WasPaused)
        {
            output.WriteLine($"{DisplayNames.Flow(resumed.Flow)} was not paused.");
            return;
        }
        foreach (var flow in resumed.Flows) output.WriteLine($"Resumed: {DisplayNames.Flow(flow)}.");
        if (resumed.Messages > 0) output.WriteLine($"{CliText.Count(resumed.Messages, "message")} that waited {(resumed.Messages == 1 ? "is" : "are")} due now.");
        CliText.Next(output, "connector run works on them within seconds, connector sync at once.");
    }
}
