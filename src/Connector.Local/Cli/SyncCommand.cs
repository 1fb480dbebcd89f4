using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>`connector sync`: synchronises once, then exits.</summary>
internal static class SyncCommand
{
    public static Command Create(CliContext context)
    {
        var since = new Option<DateTimeOffset?>("--since") { Description = "Read orders that changed since this time, instead of since the last sync." };
        var only = new Option<string?>("--only") { Description = "Only orders, or only shipments." };
        only.AcceptOnlyFromAmong("orders", "shipments");
        var json = CliContext.Json();
        var command = new Command("sync", "Synchronise once, then exit.") { since, only, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var scope = parsed.GetValue(only) switch { "orders" => SyncScope.Orders, "shipments" => SyncScope.Shipments, _ => SyncScope.All };
            var report = await RunAsync(app, scope, parsed.GetValue(since), parsed.GetValue(json) ? null : context, cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(report);
            else context.Console.Write(Table(report));
            return await ExitCodeAsync(app, cancellationToken);
        });
        return command;
    }

    public static async Task<SyncReport> RunAsync(ConnectorApp app, SyncScope scope, DateTimeOffset? since, CliContext? shown, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        app.Get<SyncMeter>().Reset();
        if (shown is null) await app.Get<SyncPass>().RunAsync(scope, since, null, cancellationToken);
        else
        {
            await shown.Console.Status().StartAsync("Reading orders", status => app.Get<SyncPass>().RunAsync(
                scope, since, new Progress<SyncProgress>(p => status.Status($"{Name(p.Stage)}{(p.Count > 0 ? $": {p.Count}" : "")}")), cancellationToken));
        }
        await app.Get<IJournal>().FlushAsync(cancellationToken);
        return SyncReport.From(app.Get<SyncMeter>(), watch.Elapsed);
    }

    private static string Name(string stage) => stage switch
    {
        "pull" => "Reading orders",
        "orders" => "Sending orders",
        "poll" => "Checking shipments",
        "shipments" => "Updating the shop",
        _ => stage
    };

    private static async Task<int> ExitCodeAsync(ConnectorApp app, CancellationToken cancellationToken) =>
        (await app.Get<IErrorQueue>().ListAsync(new ErrorFilter(Take: 1), cancellationToken)).Count > 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;

    public static Table Table(SyncReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Orders").AddColumn(new TableColumn("").RightAligned()).AddColumn("Shipments").AddColumn(new TableColumn("").RightAligned())
            .AddColumn("Work").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("Read", $"{report.Pulled}", "Written to the shop", $"{report.ShipmentsRecorded}", "Failed", $"{report.MovedToErrors}");
        table.AddRow("Not for shipping", $"{report.Skipped}", "Voided", $"{report.ShipmentsVoided}", "Retries", $"{report.RetryScheduled}");
        table.AddRow("Created", $"{report.Created}", "Addresses checked", $"{report.AddressesChecked}", "ShipStation calls", $"{report.ShipStationCalls}");
        table.AddRow("Updated", $"{report.Updated}", "", "", "commercetools calls", $"{report.CommercetoolsCalls}");
        table.AddRow("Cancelled", $"{report.Cancelled}", "", "", "API limit reached", $"{report.RateLimited}");
        table.AddRow("Unchanged", $"{report.Unchanged}", "", "", "Seconds", $"{report.ElapsedMs / 1000.0:0.0}");
        return table;
    }
}

/// <summary>The document of `sync --json`.</summary>
internal sealed record SyncReport(
    long Pulled, long Eligible, long Skipped, long Unchanged, long Created, long Updated, long Cancelled, long ShipmentsRecorded, long ShipmentsVoided,
    long AddressesChecked, [property: JsonPropertyName("deadLettered")] long MovedToErrors, long RetryScheduled, long ShipStationCalls, long CommercetoolsCalls, long RateLimited, long ElapsedMs)
{
    public static SyncReport From(SyncMeter meter, TimeSpan elapsed) => new(
        meter[Measure.Pulled], meter[Measure.Eligible], meter[Measure.Skipped], meter[Measure.Unchanged], meter[Measure.Created], meter[Measure.Updated],
        meter[Measure.Cancelled], meter[Measure.ShipmentsRecorded], meter[Measure.ShipmentsVoided], meter[Measure.AddressesChecked], meter[Measure.DeadLettered],
        meter[Measure.RetryScheduled], meter[Measure.ShipStationCalls], meter[Measure.CommercetoolsCalls], meter[Measure.RateLimited], (long)elapsed.TotalMilliseconds);
}
