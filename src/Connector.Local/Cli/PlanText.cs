using Connector.Core.Flows.Plan;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>A plan for people: one line for each order, then what changes how often.</summary>
internal static class PlanText
{
    private const int MostFields = 20;

    /// <param name="whole">Also orders that need no change, and all fields.</param>
    public static void Write(TextWriter output, PlanView plan, bool whole)
    {
        foreach (var order in plan.Orders.Where(o => whole || o.Action != PlannedAction.Unchanged || o.InShop.Count > 0)) Write(output, order, whole);
        Fields(output, "Fields in ShipStation", plan.Orders.Where(static o => o.Action == PlannedAction.Update).SelectMany(static o => o.Groups).SelectMany(static g => g.Differences));
        if (!whole) Fields(output, "Fields in the shop", plan.Orders.SelectMany(static o => o.InShop));
        if (plan.From is { } from) output.WriteLine(from <= DateTimeOffset.UnixEpoch ? "All orders in the shop." : $"Orders changed since {CliText.Instant(from)}.");
        output.WriteLine(string.Join(", ", plan.Orders.CountBy(o => o.Action).OrderBy(c => c.Key).Select(c => $"{c.Value} {Word(c.Key)}")) is { Length: > 0 } counts ? counts : "Nothing to send.");
        if (plan.AlreadySent > 0) output.WriteLine($"{plan.AlreadySent} unchanged since they were sent.");
        if (plan.Failed > 0) output.WriteLine($"{plan.Failed} failed in their present version and need attention (connector errors list).");
        if (plan.Queued > 0) output.WriteLine($"{plan.Queued} orders are already waiting to be sent (run connector sync).");
        if (plan.RulesChanged is { } rules) CliText.Wrap(output, $"{rules}. The next sync does not send them: run connector rules apply.", "");
        output.WriteLine("Nothing was sent.");
        CliText.Next(output, plan.NeedsAttention ? "correct what needs attention, or connector sync: it sends the rest" : plan.Orders.Count > 0 ? "connector sync" : "connector reconcile compares all orders of the last days");
    }

    public static string Word(PlannedAction action) => action switch
    {
        PlannedAction.Refused => "needs attention",
        PlannedAction.Skipped => "not for shipping",
        PlannedAction.Later => "waiting",
        _ => action.ToString().ToLowerInvariant()
    };

    /// <param name="whole">Also what would be written to the shop order.</param>
    public static void Write(TextWriter output, OrderPreview order, bool whole)
    {
        var code = order.Code is null ? "" : $" ({order.Code})";
        var reason = order.Reason is null ? "" : ", " + order.Reason;
        var until = order.Until is { } at ? $" until {CliText.Instant(at)}" : "";
        CliText.Wrap(output, $"{order.OrderNumber} {Word(order.Action)}{code}{reason}{until}", "", "  ");
        foreach (var group in order.Groups)
        {
            var id = group.ShippingOrderId is { } known ? $" ({known})" : "";
            CliText.Wrap(output, $"{group.GroupKey}: {Word(group.Action)} {group.ShippingNumber}{id}{(group.Code is null ? "" : $" {group.Code}: {group.Reason}")}", "  ", "      ");
            foreach (var d in group.Differences) Write(output, d);
            if (group.Kept.Count > 0) CliText.Wrap(output, $"Kept changes made in ShipStation: {string.Join(", ", group.Kept.Select(Spaced))}", "    ", "      ");
            if (group.Conflicts.Count > 0) CliText.Wrap(output, $"Changed in both; the shop's values would be used: {string.Join(", ", group.Conflicts.Select(Spaced))}", "    ", "      ");
        }
        // The mark of the export is the same on each order: counted below.
        if (whole || order.Action == PlannedAction.Unchanged)
        {
            if (order.InShop.Count > 0) output.WriteLine("  in the shop:");
            foreach (var d in order.InShop) Write(output, d);
        }
        foreach (var remark in order.Remarks) CliText.Wrap(output, remark, "    ", "      ");
    }

    private static void Write(TextWriter output, FieldDifference d) => CliText.Wrap(output, $"{d.Field}: {d.Now ?? "(nothing)"} -> {d.Then ?? "(nothing)"}", "    ", "      ");

    private static void Fields(TextWriter output, string name, IEnumerable<FieldDifference> differences)
    {
        var counts = differences.CountBy(static d => d.Field).OrderByDescending(static c => c.Value).ThenBy(static c => c.Key, StringComparer.Ordinal).ToList();
        if (counts.Count == 0) return;
        var more = counts.Count > MostFields ? $", and {counts.Count - MostFields} more" : "";
        CliText.Wrap(output, $"{name}: {string.Join(", ", counts.Take(MostFields).Select(static c => $"{c.Key} {c.Value}"))}{more}", "", "  ");
    }

    /// <summary>"internalNotes" reads "internal notes".</summary>
    private static string Spaced(string field) => string.Concat(field.Select(c => char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : $"{c}"));
}
