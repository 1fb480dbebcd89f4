using System.CommandLine;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Plan;
using Connector.Operations.Api;
using Connector.Core.Ports;

namespace Connector.Local.Cli;

/// <summary>`connector rules apply`: sends open orders anew that the present rules would send differently.</summary>
internal static class RulesApplyCommand
{
    public static Command Create(CliContext context)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what would change." };
        var json = CliContext.Json();
        var command = new Command("apply", "Send open orders again that were sent with other rules and would now be sent differently.") { dryRun, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var run = app.Get<RuleChangeRun>();
            var found = await run.FindAsync(null, cancellationToken);
            var sendable = found.Where(static order => order.Problem is null).ToList();
            var applied = sendable.Count > 0 && !parsed.GetValue(dryRun);
            if (applied)
            {
                await run.ApplyAsync(sendable, cancellationToken);
                await app.Get<SyncPass>().DrainAsync(cancellationToken);
            }
            var errors = applied && await AnyErrorAsync(app.Get<IErrorQueue>(), cancellationToken);
            await app.Get<IJournal>().FlushAsync(cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(new { Summary = RuleChangeText.Summarize(found), Applied = applied ? sendable.Count : 0, Orders = found });
            else Write(context.Output, found, applied);
            return errors || found.Count > sendable.Count ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return command;
    }

    private static void Write(TextWriter output, IReadOnlyList<RuleChangedOrder> found, bool applied)
    {
        if (!applied)
        {
            foreach (var order in found)
            {
                output.WriteLine(order.Problem is { } problem ? $"{order.OrderNumber}: cannot be sent with the present rules: {problem}" : order.OrderNumber);
                foreach (var change in order.Changes) output.WriteLine($"  {change.Field}: {change.Now ?? "(nothing)"} -> {change.Then ?? "(nothing)"}");
            }
        }
        output.WriteLine(found.Count == 0 ? "No open order would change." : RuleChangeText.Summarize(found));
        output.WriteLine(applied ? "They were sent again." : "Nothing was sent.");
    }

    private static async Task<bool> AnyErrorAsync(IErrorQueue errors, CancellationToken cancellationToken) => (await errors.ListAsync(new ErrorFilter(Take: 1), cancellationToken)).Count > 0;
}
