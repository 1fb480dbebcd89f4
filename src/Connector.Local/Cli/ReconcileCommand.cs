using System.CommandLine;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;
using Spectre.Console;

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
        var json = CliContext.Json();
        var command = new Command("reconcile", "Compare both sides: find missing, duplicate, outdated and leftover orders and shipments.") { from, to, fix, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(from) is { } start && result.GetValue(to) is { } end && end <= start) result.AddError("reconcile: --to must be later than --from.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var settings = app.Get<IOptions<ReconciliationOptions>>().Value;
            var since = parsed.GetValue(from) ?? app.Get<TimeProvider>().GetUtcNow().AddDays(-settings.Days);
            var scope = new ReconciliationScope(since.ToUniversalTime(), parsed.GetValue(to)?.ToUniversalTime(), parsed.GetValue(fix), TimeSpan.Zero) { ApplyRuleChanges = settings.ApplyRuleChanges };
            var report = await RunAsync(app.Get<ReconciliationRun>(), scope, parsed.GetValue(json) ? null : context, cancellationToken);
            if (report.Repaired > 0) await app.Get<SyncPass>().DrainAsync(cancellationToken);
            await app.Get<IJournal>().FlushAsync(cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(ReconciliationView.Create(report));
            else Write(context, report);
            return report.Differences.Any(d => !d.Repaired) || await AnyErrorAsync(app.Get<IErrorQueue>(), cancellationToken) ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return command;
    }

    private static async Task<ReconciliationReport> RunAsync(ReconciliationRun run, ReconciliationScope scope, CliContext? shown, CancellationToken cancellationToken) =>
        shown is null
            ? await run.RunAsync(scope, null, cancellationToken)
            : await shown.Console.Status().StartAsync("Reading both sides", status => run.RunAsync(scope, new Progress<string>(text => status.Status(text)), cancellationToken));

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

    private static async Task<bool> AnyErrorAsync(IErrorQueue errors, CancellationToken cancellationToken) =>
        (await errors.ListAsync(new ErrorFilter(Take: 1), cancellationToken)).Count > 0;

    private static void Write(CliContext context, ReconciliationReport report)
    {
        context.Output.WriteLine($"{report.ShopOrders} shop orders since {report.From:u} compared with {report.ShippingOrders} ShipStation orders and {report.Shipments} shipments.");
        if (report.Differences.Count == 0)
        {
            context.Output.WriteLine("No differences.");
            return;
        }
        var table = new Table().Border(TableBorder.Rounded).AddColumn("Order").AddColumn("Difference").AddColumn("Found").AddColumn("Repair");
        foreach (var difference in report.Differences.Take(Shown))
            table.AddRow(Markup.Escape(difference.OrderNumber), Name(difference.Kind), Markup.Escape(difference.Text), Markup.Escape(difference.Suggestion + (difference.Repaired ? ": done" : "")));
        context.Console.Write(table);
        if (report.Differences.Count > Shown) context.Output.WriteLine($"{report.Differences.Count - Shown} more are not shown; --json shows all.");
        context.Output.WriteLine($"{report.Differences.Count} differences, {report.Repaired} repaired.");
    }
}

/// <summary>The document of `reconcile --json`.</summary>
internal sealed record ReconciliationView(
    DateTimeOffset From, DateTimeOffset To, long ShopOrders, long ShippingOrders, long Shipments, IReadOnlyDictionary<string, int> Counts, int Repaired,
    IReadOnlyList<Difference> Differences)
{
    /// <summary>Every kind has its count, also the ones that were not found.</summary>
    public static ReconciliationView Create(ReconciliationReport report) => new(
        report.From, report.To, report.ShopOrders, report.ShippingOrders, report.Shipments,
        Enum.GetValues<DifferenceKind>().ToDictionary(k => k.ToString(), k => report.Differences.Count(d => d.Kind == k)), report.Repaired, report.Differences);
}
