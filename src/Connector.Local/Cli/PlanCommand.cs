using System.CommandLine;
using Connector.Core.Flows.Plan;
using Connector.Core.Ports;
using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>`connector plan`: what the next pass would do on both sides; sends nothing.</summary>
internal static class PlanCommand
{
    public static Command Create(CliContext context)
    {
        var order = new Option<string?>("--order") { Description = "Only this order number (or shop order id), with all its fields." };
        var since = new Option<DateTimeOffset?>("--since") { Description = "Look at orders changed since this instant instead of since the last pass." };
        var json = CliContext.Json();
        var command = new Command("plan", "Dry run: field by field, what would change on both sides.") { order, since, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(order) is not null && result.GetValue(since) is not null) result.AddError("plan: --order and --since exclude each other.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var scope = new PlanScope(parsed.GetValue(order), parsed.GetValue(since));
            var plan = await RunAsync(app.Get<OrderPlanRun>(), scope, parsed.GetValue(json) ? null : context, cancellationToken);
            await app.Get<IJournal>().FlushAsync(cancellationToken);
            if (plan is null)
            {
                await context.Error.WriteLineAsync($"--order {scope.OrderNumber}: the shop has no such order.");
                return ExitCodes.Configuration;
            }
            if (parsed.GetValue(json)) context.WriteJson(PlanView.Of(plan));
            else PlanText.Write(context, plan, whole: scope.OrderNumber is not null);
            return plan.NeedsAttention ? ExitCodes.NeedsPerson : ExitCodes.Done;
        });
        return command;
    }

    private static async Task<OrderPlan?> RunAsync(OrderPlanRun run, PlanScope scope, CliContext? shown, CancellationToken cancellationToken)
    {
        if (shown is null) return await run.RunAsync(scope, null, cancellationToken);
        return await shown.Console.Status().StartAsync(
            "reading both sides", status => run.RunAsync(scope, new Progress<long>(n => status.Status($"{n} orders read")), cancellationToken));
    }
}

/// <summary>The document of `plan --json`.</summary>
internal sealed record PlanView(DateTimeOffset? From, long Known, long Waiting, IReadOnlyDictionary<string, int> Counts, bool NeedsPerson, IReadOnlyList<PlannedOrder> Orders)
{
    public static PlanView Of(OrderPlan plan) => new(plan.From, plan.Known, plan.Waiting, CountsOf(plan), plan.NeedsAttention, plan.Orders);

    /// <summary>Orders by what would become of them; every word is there.</summary>
    public static Dictionary<string, int> CountsOf(OrderPlan plan) =>
        Enum.GetValues<PlannedAction>().ToDictionary(PlanText.Word, action => plan.Orders.Count(o => o.Action == action));
}
