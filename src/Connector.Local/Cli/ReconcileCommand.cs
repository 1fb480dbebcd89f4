using System.CommandLine;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;
using Connector.Local.Operators;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector reconcile`: compares both sides.</summary>
internal static class ReconcileCommand
{
    private const int Shown = 200;

    public static Command Create(CliContext context)
    {
        var from = new Option<DateTimeOffset?>("--from") { Description = "Compare what changed since this time; default: Reconciliation:Days ago." };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Compare shop orders that changed until this time; default: now." };
        var fix = new Option<bool>("--fix") { Description = "Repair what can be repaired, and wait until the repairs are done." };
        var last = new Option<bool>("--last") { Description = "Show the last comparisons of the connector at --url instead." };
        var json = CliContext.Json();
        var command = new Command("reconcile", "Compare both sides: find missing, duplicate, outdated and leftover orders and shipments.") { from, to, fix, last, json, CliContext.Url, CliContext.Key };
        command.Validators.Add(result =>
        {
            if (result.GetValue(last) && (result.GetValue(from) is not null || result.GetValue(to) is not null || result.GetValue(fix))) result.AddError("reconcile: --last shows earlier comparisons; it goes with none of --from, --to and --fix.");
            if (result.GetValue(from) is { } start && result.GetValue(to) is { } end && end <= start) result.AddError("reconcile: --to must be later than --from.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using (var remote = context.Remote(parsed))
            {
                if (remote is not null)
                {
                    if (parsed.GetValue(last)) return await ShowLastAsync(context, remote, parsed.GetValue(json), cancellationToken);
                    var view = await remote.ReconcileAsync(new ReconcileWish(parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(fix)), cancellationToken);
                    return Finish(context, view, (await remote.HealthAsync(cancellationToken)).Errors, parsed.GetValue(json));
                }
            }
            if (parsed.GetValue(last)) throw new Hosting.ConfigurationException("--last needs --url.");
            await using var app = CliContext.App(parsed);
            var settings = app.Get<IOptions<ReconciliationOptions>>().Value;
            var since = parsed.GetValue(from) ?? app.Get<TimeProvider>().GetUtcNow().AddDays(-settings.Days);
            var scope = new ReconciliationScope(since.ToUniversalTime(), parsed.GetValue(to)?.ToUniversalTime(), parsed.GetValue(fix), TimeSpan.Zero) { ApplyRuleChanges = settings.ApplyRuleChanges };
            var report = await RunAsync(app.Get<ReconciliationRun>(), scope, parsed.GetValue(json) ? null : context, cancellationToken);
            if (report.Repaired > 0) await app.Get<SyncPass>().DrainAsync(cancellationToken);
            await app.Get<IJournal>().FlushAsync(cancellationToken);
            var errors = await SyncCommand.CountErrorsAsync(app, cancellationToken);
            return Finish(context, ReconciliationView.Create(report), errors, parsed.GetValue(json));
        });
        return command;
    }

    private static int Finish(CliContext context, ReconciliationView report, long errors, bool isJson)
    {
        if (isJson) context.WriteJson(report);
        else Write(context.Output, report, errors);
        return report.Differences.Any(static d => !d.Repaired) || errors > 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;
    }

    private static Task<ReconciliationReport> RunAsync(ReconciliationRun run, ReconciliationScope scope, CliContext? shown, CancellationToken cancellationToken) =>
        run.RunAsync(scope, CliProgress.On(shown), cancellationToken);

    /// <summary>What the timer of a running connector found last.</summary>
    private static async Task<int> ShowLastAsync(CliContext context, RemoteOperator remote, bool isJson, CancellationToken cancellationToken)
    {
        var runs = (await remote.ReconciliationsAsync(cancellationToken)).Runs;
        if (isJson) context.WriteJson(runs);
        else if (runs.Count == 0) context.Output.WriteLine("No comparison yet. The timer Reconcile makes one each night.");
        else foreach (var run in runs) CliText.Wrap(context.Output, $"{CliText.Instant(run.At)}  {run.Text}", "", "                   ");
        return ExitCodes.Done;
    }

    private static string Name(DifferenceKind kind) => kind switch
    {
        DifferenceKind.MissingInShipping => "Missing in ShipStation",
        DifferenceKind.DuplicateInShipping => "Duplicate in ShipStation",
        DifferenceKind.ChangeNotSent => "Not updated in ShipStation",
        DifferenceKind.RulesChanged => "Sent with other rules",
        DifferenceKind.CancelledButOpen => "Cancelled in shop, open in ShipStation",
        DifferenceKind.LeftoverPart => "Leftover part",
        DifferenceKind.RecordMissing => "Record missing",
        DifferenceKind.UnknownOutcome => "Result of a call unknown",
        DifferenceKind.ShipmentNotWrittenBack => "Shipment missing in shop",
        DifferenceKind.VoidNotWrittenBack => "Void missing in shop",
        DifferenceKind.ShopShowsOtherValues => "Shop shows other values",
        DifferenceKind.StatusNotWrittenBack => "Status missing in shop",
        DifferenceKind.NotInShop => "Not in shop",
        DifferenceKind.OutdatedError => "Outdated error",
        DifferenceKind.CursorAhead => "Position in the future",
        _ => kind.ToString()
    };

    private static void Write(TextWriter output, ReconciliationView report, long errors)
    {
        CliText.Wrap(output, $"{CliText.Count(report.ShopOrders, "shop order")} since {CliText.Instant(report.From)} compared with {CliText.Count(report.ShippingOrders, "ShipStation order")} and {CliText.Count(report.Shipments, "shipment")}.", "");
        foreach (var difference in report.Differences.Take(Shown))
        {
            CliText.Wrap(output, $"{difference.OrderNumber}  {Name(difference.Kind)}: {difference.Text}", "", "    ");
            CliText.Wrap(output, $"{difference.Suggestion}{(difference.Repaired ? ": done" : "")}", "    -> ", "       ");
        }
        if (report.Differences.Count > Shown) output.WriteLine($"{report.Differences.Count - Shown} more are not shown; --json shows all.");
        output.WriteLine(report.Differences.Count == 0 ? "No differences." : $"{CliText.Count(report.Differences.Count, "difference")}, {report.Repaired} repaired.");
        if (errors > 0) output.WriteLine($"{CliText.Count(errors, "error")} {(errors == 1 ? "needs" : "need")} attention.");
        var isOpen = report.Differences.Any(static d => !d.Repaired);
        CliText.Next(output, errors > 0 ? "connector errors list" : isOpen ? "connector reconcile --fix repairs what can be repaired" : "connector run compares both sides each night");
    }
}
