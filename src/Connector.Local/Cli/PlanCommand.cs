using System.CommandLine;
using Connector.Core.Flows.Plan;
using Connector.Core.Ports;

namespace Connector.Local.Cli;

/// <summary>`connector plan`: what the next sync would change on both sides; sends nothing.</summary>
internal static class PlanCommand
{
    public static Command Create(CliContext context)
    {
        var order = new Option<string?>("--order") { Description = "Only this order number or shop order ID, with all its fields." };
        var since = new Option<DateTimeOffset?>("--since") { Description = "Orders that changed since this time, instead of since the last sync." };
        var json = CliContext.Json();
        var command = new Command("plan", "Show what the next sync would change, field by field; sends nothing.") { order, since, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(order) is not null && result.GetValue(since) is not null) result.AddError("plan: use either --order or --since, not both.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var scope = new PlanScope(parsed.GetValue(order), parsed.GetValue(since));
            var plan = await RunAsync(app.Get<OrderPlanRun>(), scope, parsed.GetValue(json) ? null : context, cancellationToken);
            var changed = scope.OrderNumber is null ? await app.Get<RuleChangeRun>().FindAsync(null, cancellationToken) : [];
            await app.Get<IJournal>().FlushAsync(cancellationToken);
            if (plan is null)
            {
                await context.Error.WriteLineAsync($"--order {scope.OrderNumber}: no such order in commercetools.");
                return ExitCodes.Configuration;
            }
            if (parsed.GetValue(json)) context.WriteJson(PlanView.Create(plan, changed));
            else PlanText.Write(context.Output, plan, changed, whole: scope.OrderNumber is not null);
            return plan.NeedsAttention ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return command;
    }

    private static Task<OrderPlan?> RunAsync(OrderPlanRun run, PlanScope scope, CliContext? shown, CancellationToken cancellationToken) =>
        run.RunAsync(scope, CliProgress.On(shown), cancellationToken);
}

/// <summary>The document of `plan --json`.</summary>
internal sealed record PlanView(DateTimeOffset? From, long AlreadySent, long Failed, long Queued, IReadOnlyDictionary<string, int> Counts, bool NeedsAttention, IReadOnlyList<OrderPreview> Orders,
    string? RulesChanged)
{
    public static PlanView Create(OrderPlan plan, IReadOnlyList<RuleChangedOrder> changed) =>
        new(plan.From, plan.Known - plan.Failed, plan.Failed, plan.Waiting, CountsOf(plan), plan.NeedsAttention, plan.Orders, RuleChangeText.Summarize(changed));

    /// <summary>The number of orders for each action; every action is listed.</summary>
    public static Dictionary<string, int> CountsOf(OrderPlan plan) =>
        Enum.GetValues<PlannedAction>().ToDictionary(static action => action.ToString().ToLowerInvariant(), action => plan.Orders.Count(o => o.Action == action));
}
