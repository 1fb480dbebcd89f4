using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>The result of `map` for people.</summary>
internal static class MapText
{
    public static void Write(CliContext context, IReadOnlyList<MapView> views)
    {
        foreach (var view in views) Write(context.Console, view);
        if (views.Count == 0) context.Output.WriteLine("The page holds no orders.");
    }

    private static void Write(IAnsiConsole console, MapView view)
    {
        console.MarkupLineInterpolated($"[bold]order {view.OrderNumber ?? "without number"}[/]  {view.OrderId ?? ""}");
        var until = view.Until is { } at ? $" until {at:u}" : "";
        console.MarkupLineInterpolated($"  selection: {view.Decision}{(view.Reason is null ? "" : ", " + view.Reason)}{until}");
        if (view.Lines.Count > 0) console.Write(Lines(view));
        foreach (var order in view.ShippingOrders) console.Write(Fields(order));
        foreach (var warning in view.Warnings) console.MarkupLineInterpolated($"  [yellow]warning[/] {warning.Code} {warning.Field}: {warning.Text}");
        foreach (var note in view.Notes) console.MarkupLineInterpolated($"  note: {note}");
        if (view.Refusal is { } refusal) console.MarkupLineInterpolated($"  [red]refused[/] {refusal.Code} {refusal.Field}: {refusal.Text}");
        console.WriteLine();
    }

    private static Table Lines(MapView view)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("routing").AddColumns("line", "units", "location", "rule that won", "why the others did not");
        foreach (var line in view.Lines)
        {
            var rule = line.Location is null ? "-" : line.Rule ?? "(default location)";
            var refused = string.Join("\n", line.Refused.Select(r => $"{r.Rule}: {r.Reason}"));
            table.AddRow(Markup.Escape(line.Sku ?? line.LineId), $"{line.Quantity}", Markup.Escape(line.Location ?? "-"), Markup.Escape(rule), Markup.Escape(refused));
        }
        return table;
    }

    private static Table Fields(MappedOrderView order)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"ShipStation order {order.OrderNumber} ({order.GroupKey}, account {order.Account})")).AddColumns("field", "value", "origin");
        foreach (var field in order.Fields) table.AddRow(Markup.Escape(field.Field), Markup.Escape(field.Value ?? "-"), Markup.Escape(field.Origin));
        return table;
    }
}
