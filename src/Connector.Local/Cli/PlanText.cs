using Connector.Core.Flows.Plan;
using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>A plan for people.</summary>
internal static class PlanText
{
    /// <param name="whole">Also orders that need no change.</param>
    public static void Write(CliContext context, OrderPlan plan, IReadOnlyList<RuleChangedOrder> changed, bool whole)
    {
        var console = context.Console;
        foreach (var order in plan.Orders.Where(o => whole || o.Action != PlannedAction.Unchanged || o.InShop.Count > 0)) Write(console, order);
        if (plan.From is { } from) console.WriteLine(from <= DateTimeOffset.UnixEpoch ? "All orders in the shop." : $"Orders changed since {from:u}.");
        console.WriteLine(string.Join(", ", plan.Orders.CountBy(o => o.Action).OrderBy(c => c.Key).Select(c => $"{c.Value} {Word(c.Key)}")) is { Length: > 0 } counts ? counts : "Nothing to do.");
        if (plan.Known > 0) console.WriteLine($"{plan.Known} unchanged since they were sent.");
        if (plan.Waiting > 0) console.WriteLine($"{plan.Waiting} orders are already waiting to be sent (run connector sync).");
        if (RuleChangeText.Summarize(changed) is { } rules) console.WriteLine($"{rules}. The next sync does not send them: run connector rules apply.");
        console.WriteLine("Nothing was sent.");
    }

    public static string Word(PlannedAction action) => action switch
    {
        PlannedAction.Refused => "needs attention",
        PlannedAction.Skipped => "not for shipping",
        PlannedAction.Later => "waiting",
        _ => action.ToString().ToLowerInvariant()
    };

    private static void Write(IAnsiConsole console, OrderPreview order)
    {
        var code = order.Code is null ? "" : $" ({order.Code})";
        var reason = order.Reason is null ? "" : ", " + order.Reason;
        var until = order.Until is { } at ? $" until {at:u}" : "";
        console.MarkupLineInterpolated($"[bold]{order.OrderNumber}[/] {Word(order.Action)}{code}{reason}{until}");
        foreach (var group in order.Groups)
        {
            var id = group.ShippingOrderId is { } known ? $" ({known})" : "";
            console.MarkupLineInterpolated($"  {group.GroupKey}: {Word(group.Action)} {group.ShippingNumber}{id}{(group.Code is null ? "" : $" {group.Code}: {group.Reason}")}");
            if (group.Differences.Count > 0) console.Write(Table("ShipStation", group.Differences));
            if (group.Kept.Count > 0) console.MarkupLineInterpolated($"    Kept changes made in ShipStation: {string.Join(", ", group.Kept.Select(Spaced))}");
            if (group.Conflicts.Count > 0) console.MarkupLineInterpolated($"    Changed in both; the shop's values would be used: {string.Join(", ", group.Conflicts.Select(Spaced))}");
        }
        if (order.InShop.Count > 0) console.Write(Table("commercetools", order.InShop));
        foreach (var remark in order.Remarks) console.MarkupLineInterpolated($"    {remark}");
    }

    /// <summary>"internalNotes" reads "internal notes".</summary>
    private static string Spaced(string field) => string.Concat(field.Select(c => char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : $"{c}"));

    private static Table Table(string side, IReadOnlyList<FieldDifference> differences)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns(side, "Now", "Then");
        foreach (var d in differences) table.AddRow(Markup.Escape(d.Field), Markup.Escape(d.Now ?? "-"), Markup.Escape(d.Then ?? "-"));
        return table;
    }
}
