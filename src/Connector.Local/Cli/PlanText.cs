using Connector.Core.Flows.Plan;
using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>A plan for people.</summary>
internal static class PlanText
{
    /// <param name="whole">Also orders about which nothing is to be done.</param>
    public static void Write(CliContext context, OrderPlan plan, bool whole)
    {
        var console = context.Console;
        foreach (var order in plan.Orders.Where(o => whole || o.Action != PlannedAction.Unchanged || o.InShop.Count > 0)) Write(console, order);
        if (plan.From is { } from) console.WriteLine(from <= DateTimeOffset.UnixEpoch ? "all orders of the shop" : $"orders changed since {from:u}");
        console.WriteLine(string.Join(", ", PlanView.CountsOf(plan).Where(c => c.Value > 0).Select(c => $"{c.Value} {c.Key}")) is { Length: > 0 } counts ? counts : "nothing to do");
        if (plan.Known > 0) console.WriteLine($"{plan.Known} more were dealt with in their present version");
        if (plan.Waiting > 0) console.WriteLine($"{plan.Waiting} messages wait in the order queue already (connector sync works them off)");
        console.WriteLine("Nothing was sent.");
    }

    public static string Word(PlannedAction action) => action.ToString().ToLowerInvariant();

    private static void Write(IAnsiConsole console, PlannedOrder order)
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
            if (group.Kept.Count > 0) console.MarkupLineInterpolated($"    kept from ShipStation: {string.Join(", ", group.Kept)}");
            if (group.Conflicts.Count > 0) console.MarkupLineInterpolated($"    changed on both sides, the shop's would be sent: {string.Join(", ", group.Conflicts)}");
        }
        if (order.InShop.Count > 0) console.Write(Table("commercetools", order.InShop));
        foreach (var remark in order.Remarks) console.MarkupLineInterpolated($"    {remark}");
    }

    private static Table Table(string side, IReadOnlyList<FieldDifference> differences)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns(side, "now", "then");
        foreach (var d in differences) table.AddRow(Markup.Escape(d.Field), Markup.Escape(d.Now ?? "-"), Markup.Escape(d.Then ?? "-"));
        return table;
    }
}
