using System.Globalization;
using Connector.Core.Rules.Mapping;

namespace Connector.Local.Cli;

/// <summary>The result of `map` for people.</summary>
internal static class MapText
{
    public static void Write(CliContext context, IReadOnlyList<MapView> views)
    {
        foreach (var view in views) Write(context.Output, view);
        if (views.Count == 0) context.Output.WriteLine("The page contains no orders.");
    }

    private static void Write(TextWriter output, MapView view)
    {
        output.WriteLine($"Order {view.OrderNumber ?? "without number"}  {view.OrderId}".TrimEnd());
        var until = view.Until is { } at ? $" until {at:u}" : "";
        CliText.Wrap(output, $"{Word(view.Decision)}{(view.Reason is null ? "" : ", " + view.Reason)}{until}", "  ");
        if (view.Lines.Count > 0) output.WriteLine("Warehouses");
        foreach (var line in view.Lines)
        {
            var rule = line.Warehouse is null ? "does not ship" : line.Rule ?? "(default warehouse)";
            CliText.Wrap(output, $"{line.Quantity} x {line.Sku ?? line.LineId}: {line.Warehouse ?? "-"}, {rule}", "  ", "      ");
            foreach (var other in line.OtherRules) CliText.Wrap(output, $"not {other.Rule}: {other.Reason}", "      ", "        ");
        }
        foreach (var order in view.ShippingOrders) Fields(output, order);
        foreach (var warning in view.Warnings) CliText.Wrap(output, $"Warning {warning.Code} {warning.Field}: {warning.Text}", "", "  ");
        foreach (var note in view.Notes) CliText.Wrap(output, $"Note: {note}", "", "  ");
        if (view.Problem is { } problem) CliText.Wrap(output, $"Needs attention: {problem.Code} {problem.Field}: {problem.Text}", "", "  ");
        output.WriteLine();
    }

    private static string Word(string decision) => decision switch
    {
        "send" => "Will be sent",
        "waiting" => "Waiting",
        "notForShipping" => "Not for shipping",
        "cancelled" => "Cancelled",
        _ => "Cannot be read"
    };

    /// <summary>An amount has two digits at least, and its currency.</summary>
    private static string? Value(FieldExplanation field) => field.Currency is { } currency && decimal.TryParse(field.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
        ? string.Create(CultureInfo.InvariantCulture, $"{amount:0.00##} {currency}")
        : field.Value;

    /// <summary>Fields with a value; the empty ones are counted.</summary>
    private static void Fields(TextWriter output, MappedOrderView order)
    {
        output.WriteLine($"ShipStation order {order.OrderNumber} (part {order.Part}, account {order.Account})");
        foreach (var field in order.Fields.Where(static f => f.Value is not null)) CliText.Wrap(output, $"{field.Field}: {Value(field)}  [{field.Origin}]", "  ", "      ");
        var empty = order.Fields.Count(static f => f.Value is null);
        if (empty > 0) output.WriteLine($"  {CliText.Count(empty, "field")} without a value: --json lists them.");
    }
}
