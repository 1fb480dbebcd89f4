using System.CommandLine;
using Connector.Core.Flows.Labels;
using Connector.Core.Model.Labels;
using Connector.Core.Ports;
using Connector.Core.Rules.Labels;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>`connector labels propose`: what the rules would have bought of the orders of a time. Buys nothing and writes nothing.</summary>
internal static class LabelPreviewCommand
{
    public static Command Create(CliContext context)
    {
        var from = new Option<DateTimeOffset?>("--from") { Description = "Orders placed since this time; default: 24 hours ago." };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Orders placed before this time; default: now." };
        var json = CliContext.Json();
        var command = new Command("propose", "Dry run: what the rules would buy; buys nothing.") { from, to, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(from) is { } start && result.GetValue(to) is { } end && end <= start) result.AddError("labels propose: --to must be later than --from.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            if (app.Get<LabelRules>().Mode == LabelMode.Off)
            {
                await context.Error.WriteLineAsync("Labels are switched off (Labels.Mode). To see what would be bought:\nconnector labels propose --set Labels:Mode=Buy");
                return ExitCodes.Configuration;
            }
            var until = parsed.GetValue(to)?.ToUniversalTime() ?? app.Get<TimeProvider>().GetUtcNow();
            var preview = await RunAsync(app, parsed.GetValue(from)?.ToUniversalTime() ?? until.AddDays(-1), until, parsed.GetValue(json) ? null : context, cancellationToken);
            await app.Get<IJournal>().FlushAsync(cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(preview);
            else Write(context.Output, preview);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Task<LabelPreview> RunAsync(ConnectorApp app, DateTimeOffset from, DateTimeOffset to, CliContext? shown, CancellationToken cancellationToken) =>
        app.Get<LabelPreviewRun>().RunAsync(from, to, CliProgress.On(shown, "Orders looked at"), cancellationToken);

    private static void Write(TextWriter output, LabelPreview preview)
    {
        CliText.Wrap(output, Sentence(preview), "");
        foreach (var reason in preview.Left) CliText.Wrap(output, $"{reason.Count} x {reason.Code}: {reason.Example}", "  ", "      ");
        if (preview.NotSent > 0) output.WriteLine($"  {preview.NotSent} orders are not in ShipStation.");
        foreach (var line in preview.Lines.Where(static l => l.Outcome == LabelOutcome.Proposed).Take(20)) CliText.Wrap(output, $"{line.OrderNumber}: {Offer(line)}; {line.Reason}", "  ", "      ");
        output.WriteLine("Nothing was bought or written. All orders: --json");
        output.WriteLine("Next: compare it with what was really bought: connector labels report");
    }

    /// <summary>"Would have bought 312 labels for 2,140.50 USD, 9 proposals for 88.10 USD; 4 others."</summary>
    internal static string Sentence(LabelPreview preview)
    {
        var others = preview.Lines.Count - preview.Bought.Count - preview.Proposed.Count;
        return $"Would have bought {Count(preview.Bought, "label")}, {Count(preview.Proposed, "proposal")}{(others > 0 ? $"; {others} without label" : "")}.";
    }

    private static string Count(PreviewSum sum, string word)
    {
        var amounts = string.Join(" and ", sum.Amounts.Select(static a => LabelText.Money(a.Amount, a.Currency)));
        return $"{sum.Count} {word}{(sum.Count == 1 ? "" : "s")}{(amounts.Length > 0 ? " for " + amounts : "")}";
    }

    private static string Offer(PreviewLine line) => $"{line.ServiceCode} {LabelText.Money(line.Price ?? 0m, line.Currency)}";
}
