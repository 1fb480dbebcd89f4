using System.Globalization;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>The history of an order for people: one line for each event, in 80 columns, without frames.</summary>
internal static class TraceText
{
    private const string Indent = "    ";
    private const string UnderTime = "           ";
    private const int MaxPath = 60;

    /// <param name="calls">Also the API calls that led to each event.</param>
    /// <param name="bodies">Also what these sent and received.</param>
    public static void Write(TextWriter output, OrderTraceView trace, bool calls, bool bodies)
    {
        output.WriteLine($"Order {trace.OrderNumber ?? trace.OrderId}  {trace.OrderId}");
        foreach (var part in trace.Parts.Where(static p => p.Part.Length > 0)) Line(Text(part));
        foreach (var shipment in trace.Shipments)
            Line($"Shipment {shipment.Id}: {shipment.CarrierCode} {shipment.TrackingNumber}, {(shipment.Voided ? "voided" : "active")}; shown in shop: {shipment.ShownInShop}");
        foreach (var set in trace.Overrides) Line($"Set for this order: {set.Field}: {set.Value} (by {set.By}{(set.Reason is null ? "" : $", {set.Reason}")})");
        foreach (var error in trace.Errors) Line($"Needs attention ({error.Id}): {error.Description} ({error.Code})");
        foreach (var label in trace.Labels)
        {
            Line($"Label: {label.Label.Status}");
            LabelText.History(output, label.History);
        }
        output.WriteLine("History (UTC)");
        History(output, trace.History, calls, bodies);
        if (trace.Checks > 0) output.WriteLine($"  Checked {CliText.Count(trace.Checks, "time")} since, without news; last at {CliText.Instant(trace.LastCheckAt!.Value)}.");
        if (calls && trace.OtherCalls.Count > 0)
        {
            output.WriteLine("  Other API calls");
            foreach (var call in trace.OtherCalls) Write(output, call, Indent, bodies);
        }
        if (trace.TimelineLeftOut > 0 && calls) output.WriteLine($"  {CliText.Number(trace.TimelineLeftOut)} older API calls are not shown.");
        CliText.Next(output, trace.Errors is [var first, ..] ? $"connector errors show {first.Id}" : calls ? "connector plan --order " + (trace.OrderNumber ?? trace.OrderId) : $"connector trace {trace.OrderNumber ?? trace.OrderId} --calls");

        void Line(string text) => CliText.Wrap(output, text, "  ", Indent);
    }

    /// <summary>By day, oldest first.</summary>
    public static void History(TextWriter output, IEnumerable<EventView> events, bool calls, bool bodies)
    {
        var day = "";
        foreach (var happened in events)
        {
            if (happened.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) is var date && date != day) output.WriteLine("  " + (day = date));
            Write(output, happened, calls, bodies);
        }
    }

    private static string Text(PartView part) =>
        $"Part {part.Part}: ShipStation order {part.ShippingOrderId?.ToString(CultureInfo.InvariantCulture) ?? "-"} ({part.ShippingNumber}), {DisplayNames.Status(part.Status)}, order version {part.OrderVersion}"
        + (part.RulesHash is { } rules ? $", rules {RuleVersion.Shorten(rules)}" : "");

    private static void Write(TextWriter output, EventView happened, bool calls, bool bodies)
    {
        var time = happened.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var part = happened.Part is null ? "" : $" ({happened.Part})";
        var reason = happened.Reason is null ? "" : $": {happened.Reason}";
        var code = happened.Code is null || happened.Text.Contains(happened.Code, StringComparison.Ordinal) ? "" : $" ({happened.Code})";
        CliText.Wrap(output, $"{happened.By ?? happened.Actor.ToString()} - {happened.Text}{part}{reason}{code}", $"  {time} ", UnderTime);
        foreach (var change in happened.Changes) CliText.Wrap(output, $"{change.Field}: {change.Before ?? "(nothing)"} -> {change.After ?? "(nothing)"}", UnderTime + "  ", UnderTime + Indent);
        if (!calls || happened.CallCount == 0) return;
        if (happened.Calls.Count < happened.CallCount) output.WriteLine($"{UnderTime}  {CliText.Number(happened.CallCount - happened.Calls.Count)} older API calls are not shown.");
        foreach (var call in happened.Calls) Write(output, call, UnderTime + "  ", bodies);
    }

    /// <summary>Queries say little to a reader; --json has them complete.</summary>
    private static void Write(TextWriter output, CallView call, string indent, bool bodies)
    {
        var response = call.Status == 0 ? "no response" : call.Status.ToString(CultureInfo.InvariantCulture);
        var shared = call.Orders > 1 ? $", batch of {call.Orders}" : "";
        CliText.Wrap(
            output, $"{call.Vendor} {call.Method} {CliText.Cut(call.Path.Split('?')[0], MaxPath)} -> {response} in {call.DurationMs:0} ms{shared}{(call.ErrorCode is null ? "" : " " + call.ErrorCode)}", indent, indent + "  ");
        if (!bodies) return;
        if (call.RequestBody is { } sent) CliText.Wrap(output, "sent: " + sent.Text, indent + "  ");
        if (call.ResponseBody is { } received) CliText.Wrap(output, "received: " + received.Text, indent + "  ");
    }
}
