using System.CommandLine;
using System.Diagnostics;
using Connector.Core.Engine.Pump;
using Connector.Core.Model;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>`connector sync`: one pass, then stop.</summary>
internal static class SyncCommand
{
    public static Command Create(CliContext context)
    {
        var since = new Option<DateTimeOffset?>("--since") { Description = "Pull orders changed since this instant instead of since the last pass." };
        var only = new Option<string?>("--only") { Description = "orders or shipments." };
        only.AcceptOnlyFromAmong("orders", "shipments");
        var json = CliContext.Json();
        var command = new Command("sync", "One pass: pull, push, poll, write back, stop.") { since, only, json };
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
            await shown.Console.Status().StartAsync("pull", status => app.Get<SyncPass>().RunAsync(
                scope, since, new Progress<SyncProgress>(p => status.Status($"{p.Stage}{(p.Count > 0 ? $": {p.Count}" : "")}")), cancellationToken));
        }
        await app.Get<IJournal>().FlushAsync(cancellationToken);
        return SyncReport.From(app.Get<SyncMeter>(), watch.Elapsed);
    }

    private static async Task<int> ExitCodeAsync(ConnectorApp app, CancellationToken cancellationToken) =>
        (await app.Get<IErrorQueue>().ListAsync(new ErrorFilter(Take: 1), cancellationToken)).Count > 0 ? ExitCodes.NeedsPerson : ExitCodes.Done;

    public static Table Table(SyncReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("orders").AddColumn(new TableColumn("").RightAligned()).AddColumn("shipments").AddColumn(new TableColumn("").RightAligned())
            .AddColumn("work").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("pulled", $"{report.Pulled}", "recorded", $"{report.ShipmentsRecorded}", "error queue", $"{report.DeadLettered}");
        table.AddRow("skipped", $"{report.Skipped}", "voided", $"{report.ShipmentsVoided}", "retries", $"{report.RetryScheduled}");
        table.AddRow("created", $"{report.Created}", "addresses", $"{report.AddressesChecked}", "ShipStation calls", $"{report.ShipStationCalls}");
        table.AddRow("updated", $"{report.Updated}", "", "", "commercetools calls", $"{report.CommercetoolsCalls}");
        table.AddRow("cancelled", $"{report.Cancelled}", "", "", "rate limited", $"{report.RateLimited}");
        table.AddRow("unchanged", $"{report.Unchanged}", "", "", "seconds", $"{report.ElapsedMs / 1000.0:0.0}");
        return table;
    }
}

/// <summary>The document of `sync --json`.</summary>
internal sealed record SyncReport(
    long Pulled, long Eligible, long Skipped, long Unchanged, long Created, long Updated, long Cancelled, long ShipmentsRecorded, long ShipmentsVoided,
    long AddressesChecked, long DeadLettered, long RetryScheduled, long ShipStationCalls, long CommercetoolsCalls, long RateLimited, long ElapsedMs)
{
    public static SyncReport From(SyncMeter meter, TimeSpan elapsed) => new(
        meter[Measure.Pulled], meter[Measure.Eligible], meter[Measure.Skipped], meter[Measure.Unchanged], meter[Measure.Created], meter[Measure.Updated],
        meter[Measure.Cancelled], meter[Measure.ShipmentsRecorded], meter[Measure.ShipmentsVoided], meter[Measure.AddressesChecked], meter[Measure.DeadLettered],
        meter[Measure.RetryScheduled], meter[Measure.ShipStationCalls], meter[Measure.CommercetoolsCalls], meter[Measure.RateLimited], (long)elapsed.TotalMilliseconds);
}
