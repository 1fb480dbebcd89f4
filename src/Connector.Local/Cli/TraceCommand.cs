using System.CommandLine;

namespace Connector.Local.Cli;

/// <summary>`connector trace`: the history of one order, both sides.</summary>
internal static class TraceCommand
{
    public static Command Create(CliContext context)
    {
        var order = new Argument<string>("order") { Description = "Order number, shop order ID, ShipStation order ID or tracking number." };
        var bodies = new Option<bool>("--bodies") { Description = "Show the redacted bodies of the API calls." };
        var json = CliContext.Json();
        var command = new Command("trace", "Show the history of one order.") { order, bodies, json, CliContext.Url, CliContext.Key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connector = context.Operator(parsed);
            var name = parsed.GetValue(order)!;
            if (await connector.TraceAsync(name, cancellationToken) is not { } trace)
            {
                await context.Error.WriteLineAsync($"No order found for '{name}'. Check the number, or look in commercetools. New orders are read by connector sync.");
                return ExitCodes.NeedsAttention;
            }
            if (parsed.GetValue(json)) context.WriteJson(trace);
            else TraceText.Write(context.Output, trace, parsed.GetValue(bodies));
            return trace.Errors.Count > 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return command;
    }
}
