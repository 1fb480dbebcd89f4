using System.CommandLine;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Local.Hosting;
using Connector.Operations.Api;
using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>`connector trace`: the history of one order, both sides.</summary>
internal static class TraceCommand
{
    public static Command Create(CliContext context)
    {
        var order = new Argument<string>("order") { Description = "Order number, shop order ID, ShipStation order ID or tracking number." };
        var bodies = new Option<bool>("--bodies") { Description = "Show the redacted bodies of the API calls." };
        var json = CliContext.Json();
        var command = new Command("trace", "Show the history of one order.") { order, bodies, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var name = parsed.GetValue(order)!;
            if (await app.Get<OrderTraces>().FindAsync(name, cancellationToken) is not { } trace)
            {
                await context.Error.WriteLineAsync($"No order found for '{name}'. Check the number, or look in commercetools. New orders are read by connector sync.");
                return ExitCodes.NeedsAttention;
            }
            if (parsed.GetValue(json)) context.WriteJson(new { trace.OrderId, trace.OrderNumber, trace.FoundBy, Parts = trace.Rows, trace.Shipments, Errors = trace.DeadLetters, Labels = trace.Labels.Select(LabelHistory.From), trace.History, trace.Timeline });
            else Show(context, trace, parsed.GetValue(bodies));
            return trace.DeadLetters.Count > 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return command;
    }

    public static void Show(CliContext context, OrderTrace trace, bool bodies)
    {
        var console = context.Console;
        console.MarkupLineInterpolated($"[bold]Order {trace.OrderNumber ?? trace.OrderId}[/]  {trace.OrderId}");
        foreach (var row in trace.Rows.Where(r => r.GroupKey.Length > 0))
            console.MarkupLineInterpolated($"  Part {row.GroupKey}: ShipStation order {row.ShippingOrderId?.ToString() ?? "-"} ({row.ShippingNumber}), {DisplayNames.Status(row.Status)}, order version {row.OrderVersion}{(row.RulesHash is { } rules ? $", rules {RuleVersion.Shorten(rules)}" : "")}");
        foreach (var s in trace.Shipments)
            console.MarkupLineInterpolated($"  Shipment {s.Shipment.Id}: {s.Shipment.CarrierCode} {s.Shipment.TrackingNumber}, {(s.Shipment.Voided ? "voided" : "active")}; shown in shop: {DisplayNames.ShownInShop(s.RecordedState)}");
        foreach (var error in trace.DeadLetters)
            console.MarkupLineInterpolated($"  [red]Needs attention ({error.Id}): {error.Info.Description}[/] ({error.Info.Code})");
        foreach (var label in trace.Labels)
        {
            console.MarkupLineInterpolated($"  Label: {DisplayNames.Status(label.State)}");
            LabelText.History(context.Output, label);
        }
        var table = new Table().Border(TableBorder.Simple).AddColumns("Time (UTC)", "", "History");
        foreach (var item in trace.Timeline)
        {
            var time = item.At.UtcDateTime.ToString("HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);
            if (item.Entry is { } entry) table.AddRow(time, entry.Kind == JournalKind.Outcome ? "result" : $"{entry.Kind}".ToLowerInvariant(), Markup.Escape(entry.Text));
            if (item.Exchange is not { } call) continue;
            var response = call.Status == 0 ? "no response" : $"{call.Status}";
            var shared = call.OrderIds.Count > 1 ? $", batch of {call.OrderIds.Count}" : "";
            table.AddRow(time, call.Vendor, Markup.Escape($"{call.Method} {Short(call.Path)} -> {response} in {call.Duration.TotalMilliseconds:0} ms{shared}{(call.ErrorCode is null ? "" : " " + call.ErrorCode)}"));
            if (!bodies) continue;
            if (call.RequestBody is { } sent) table.AddRow("", "sent", Markup.Escape(Part(call, sent, trace)));
            if (call.ResponseBody is { } got) table.AddRow("", "received", Markup.Escape(Part(call, got, trace)));
        }
        console.Write(table);
    }

    /// <summary>Long queries say little to a reader; --json has them complete.</summary>
    private static string Short(string path) => path.Length <= MaxPath ? path : path[..MaxPath] + "...";
    private const int MaxPath = 72;

    /// <summary>Of a call with many orders only the part of this one.</summary>
    private static string Part(Exchange call, string body, OrderTrace trace) => call.OrderIds.Count > 1 ? ExchangeExcerpt.Cut(body, trace.OrderId, Names(trace)) : body;

    private static List<string> Names(OrderTrace trace) =>
        [.. trace.Rows.SelectMany(r => new[] { r.OrderNumber, r.ShippingNumber, r.ShippingOrderId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "" }).Where(n => n.Length > 0).Distinct()];
}
