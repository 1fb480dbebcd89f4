using System.CommandLine;
using Connector.Core.Flows.Plan;
using Connector.Core.Ports;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector plan`: what the next sync would change on both sides; sends nothing.</summary>
internal static class PlanCommand
{
    public static Command Create(CliContext context)
    {
        var order = new Option<string?>("--order") { Description = "Only this order number or shop order ID, with all its fields." };
        var since = new Option<DateTimeOffset?>("--since") { Description = "Orders that changed since this time, instead of since the last sync." };
        var json = CliContext.Json();
        var command = new Command("plan", "Show what the next sync would change, field by field; sends nothing.") { order, since, json, CliContext.Url, CliContext.Key };
        command.Validators.Add(result =>
        {
            if (result.GetValue(order) is not null && result.GetValue(since) is not null) result.AddError("plan: use either --order or --since, not both.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var scope = new PlanScope(parsed.GetValue(order), parsed.GetValue(since));
            if (await ReadAsync(context, parsed, scope, parsed.GetValue(json) ? null : context, cancellationToken) is not { } plan)
            {
                await context.Error.WriteLineAsync($"--order {scope.OrderNumber}: no such order in commercetools.");
                return ExitCodes.Configuration;
            }
            if (parsed.GetValue(json)) context.WriteJson(plan);
            else PlanText.Write(context.Output, plan, whole: scope.OrderNumber is not null);
            return plan.NeedsAttention ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Of the connector at --url, or of this machine. Null when there is no such order.</summary>
    private static async Task<PlanView?> ReadAsync(CliContext context, ParseResult parsed, PlanScope scope, CliContext? shown, CancellationToken cancellationToken)
    {
        await using var remote = context.Remote(parsed);
        if (remote is not null) return await remote.PlanAsync(scope, cancellationToken);
        await using var app = CliContext.App(parsed);
        try
        {
            return await PlanView.ReadAsync(app.Get<OrderPlanRun>(), app.Get<RuleChangeRun>(), scope, CliProgress.On(shown), cancellationToken);
        }
        finally
        {
            await app.Get<IJournal>().FlushAsync(CancellationToken.None);
        }
    }
}
