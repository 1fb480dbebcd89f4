using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>The history of an order for people.</summary>
internal static class TraceText
{
    private const string Indent = "    ";
    private const string UnderTime = "                     ";
    private const int MaxPath = 60;

    public static void Write(TextWriter output, OrderTraceView trace, bool bodies)
    {
        output.WriteLine($"Order {trace.OrderNumber ?? trace.OrderId}  {trace.OrderId}");
        foreach (var part in trace.Parts.Where(static p => p.Part.Length > 0)) Line(Text(part));
        foreach (var shipment in trace.Shipments)
            Line($"Shipment {shipment.Id}: {shipment.CarrierCode} {shipment.TrackingNumber}, {(shipment.Voided ? "voided" : "active")}; shown in shop: {shipment.ShownInShop}");
        foreach (var error in trace.Errors) Line($"Needs attention ({error.Id}): {error.Description} ({error.Code})");
        foreach (var label in trace.Labels)
        {
            Line($"Label: {label.Label.Status}");
            LabelText.History(output, label.History);
        }
        output.WriteLine("History (UTC)");
        if (trace.TimelineLeftOut > 0) output.WriteLine($"  {CliText.Number(trace.TimelineLeftOut)} older entries are not shown.");
        var day = "";
        foreach (var item in trace.Timeline)
        {
            if (item.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) is var date && date != day) output.WriteLine("  " + (day = date));
            Write(output, item, bodies);
        }
        CliText.Next(output, trace.Errors is [var first, ..] ? $"connector errors show {first.Id}" : bodies ? "connector plan --order " + (trace.OrderNumber ?? trace.OrderId) : $"connector trace {trace.OrderNumber ?? trace.OrderId} --bodies");

        void Line(string text) => CliText.Wrap(output, text, "  ", Indent);
    }

    private static string Text(PartView part) =>
        $"Part {part.Part}: ShipStation order {part.ShippingOrderId?.ToString(CultureInfo.InvariantCulture) ?? "-"} ({part.ShippingNumber}), {DisplayNames.Status(part.Status)}, order version {part.OrderVersion}"
        + (part.RulesHash is { } rules ? $", rules {RuleVersion.Shorten(rules)}" : "");

    private static void Write(TextWriter output, TimelineView item, bool bodies)
    {
        var time = item.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var kind = item.Kind == "outcome" ? "result" : item.Kind;
        CliText.Wrap(output, item.Call is { } call ? Text(call) : item.Text, $"  {time}  {kind,-8} ", UnderTime);
        if (!bodies || item.Call is not { } exchange) return;
        if (exchange.RequestBody is { } sent) CliText.Wrap(output, "sent: " + sent.Text, UnderTime);
        if (exchange.ResponseBody is { } received) CliText.Wrap(output, "received: " + received.Text, UnderTime);
    }

    /// <summary>Queries say little to a reader; --json has them complete.</summary>
    private static string Text(CallView call)
    {
        var path = call.Path.Split('?')[0];
        var response = call.Status == 0 ? "no response" : call.Status.ToString(CultureInfo.InvariantCulture);
        var shared = call.Orders > 1 ? $", batch of {call.Orders}" : "";
        return $"{call.Vendor} {call.Method} {CliText.Cut(path, MaxPath)} -> {response} in {call.DurationMs:0} ms{shared}{(call.ErrorCode is null ? "" : " " + call.ErrorCode)}";
    }
}
