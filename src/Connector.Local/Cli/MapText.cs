using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>The result of `map` for people.</summary>
internal static class MapText
{
    public static void Write(CliContext context, IReadOnlyList<MapView> views)
    {
        foreach (var view in views) Write(context.Console, view);
        if (views.Count == 0) context.Output.WriteLine("The page contains no orders.");
    }

    private static void Write(IAnsiConsole console, MapView view)
    {
        console.MarkupLineInterpolated($"[bold]Order {view.OrderNumber ?? "without number"}[/]  {view.OrderId ?? ""}");
        var until = view.Until is { } at ? $" until {at:u}" : "";
        console.MarkupLineInterpolated($"  {Word(view.Decision)}{(view.Reason is null ? "" : ", " + view.Reason)}{until}");
        if (view.Lines.Count > 0) console.Write(Lines(view));
        foreach (var order in view.ShippingOrders) console.Write(Fields(order));
        foreach (var warning in view.Warnings) console.MarkupLineInterpolated($"  [yellow]Warning[/] {warning.Code} {warning.Field}: {warning.Text}");
        foreach (var note in view.Notes) console.MarkupLineInterpolated($"  Note: {note}");
        if (view.Problem is { } problem) console.MarkupLineInterpolated($"  [red]Needs attention[/] {problem.Code} {problem.Field}: {problem.Text}");
        console.WriteLine();
    }

    private static string Word(string decision) => decision switch
    {
        "send" => "Will be sent",
        "waiting" => "Waiting",
        "notForShipping" => "Not for shipping",
        "cancelled" => "Cancelled",
        _ => "Cannot be read"
    };

    private static Table Lines(MapView view)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("Warehouses").AddColumns("Line", "Units", "Warehouse", "Rule", "Rules that did not match");
        foreach (var line in view.Lines)
        {
            var rule = line.Warehouse is null ? "-" : line.Rule ?? "(default warehouse)";
            var others = string.Join("\n", line.OtherRules.Select(r => $"{r.Rule}: {r.Reason}"));
            table.AddRow(Markup.Escape(line.Sku ?? line.LineId), $"{line.Quantity}", Markup.Escape(line.Warehouse ?? "-"), Markup.Escape(rule), Markup.Escape(others));
        }
        return table;
    }

    private static Table Fields(MappedOrderView order)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape($"ShipStation order {order.OrderNumber} (part {order.Part}, account {order.Account})")).AddColumns("Field", "Value", "Origin");
        foreach (var field in order.Fields) table.AddRow(Markup.Escape(field.Field), Markup.Escape(field.Value ?? "-"), Markup.Escape(field.Origin));
        return table;
    }
}
