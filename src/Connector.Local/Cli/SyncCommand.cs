using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector sync`: synchronises once, then exits.</summary>
internal static class SyncCommand
{
    /// <summary>Shorter than the time that the process has to stop.</summary>
    private static readonly TimeSpan s_batchAtStop = TimeSpan.FromSeconds(30);

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
            var (isJson, watch) = (parsed.GetValue(json), Stopwatch.StartNew());
            await EndOutdatedPausesAsync(app, context, cancellationToken);
            try
            {
                var report = await RunAsync(app, scope, parsed.GetValue(since), isJson ? null : context, cancellationToken);
                var errors = await CountErrorsAsync(app, cancellationToken);
                if (isJson) context.WriteJson(report);
                else SyncText.Write(context.Output, report, errors);
                return errors > 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // What was done is done; the file says what is left.
                var report = SyncReport.From(app.Get<SyncMeter>(), watch.Elapsed);
                if (isJson) context.WriteJson(report);
                var depth = await app.Get<IWorkQueue>().PeekDepthAsync(QueueNames.Orders, CancellationToken.None);
                SyncText.Stopped(context.Error, report, depth.Ready + depth.Locked + depth.Scheduled);
                return ExitCodes.Interrupted;
            }
        });
        return command;
    }

    public static async Task<SyncReport> RunAsync(ConnectorApp app, SyncScope scope, DateTimeOffset? since, CliContext? shown, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        app.Get<SyncMeter>().Reset();
        // Asked to stop, it finishes the batches under way, within a time.
        using var atOnce = new CancellationTokenSource(Timeout.InfiniteTimeSpan, TimeProvider.System);
        await using var asked = cancellationToken.Register(() => atOnce.CancelAfter(s_batchAtStop));
        try
        {
            await app.Get<SyncPass>().RunAsync(scope, since, CliProgress.On(shown), atOnce.Token, cancellationToken);
        }
        finally
        {
            await app.Get<IJournal>().FlushAsync(CancellationToken.None);
        }
        return SyncReport.From(app.Get<SyncMeter>(), watch.Elapsed);
    }

    /// <summary>All that wait for a person, also those of earlier runs.</summary>
    public static async Task<long> CountErrorsAsync(ConnectorApp app, CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var queue in QueueNames.All) count += (await app.Get<IWorkQueue>().PeekDepthAsync(queue, cancellationToken)).Dead;
        return count;
    }

    private static async Task EndOutdatedPausesAsync(ConnectorApp app, CliContext context, CancellationToken cancellationToken)
    {
        foreach (var flow in (await app.Get<FlowDesk>().EndOutdatedAsync(cancellationToken)).Flows)
            await context.Error.WriteLineAsync($"{DisplayNames.Flow(flow)} was paused. The credentials changed: trying again now.");
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
