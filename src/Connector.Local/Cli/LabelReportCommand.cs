using System.CommandLine;
using System.Globalization;
using Connector.Core.Engine.Watch;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector labels report`: quoted, charged to the customer, bought, refunded and adjusted, by order and label.</summary>
internal static class LabelReportCommand
{
    public static Command Create(CliContext context)
    {
        var from = new Option<DateTimeOffset?>("--from") { Description = "Labels bought since this time; default: 30 days ago." };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Labels bought before this time; default: now." };
        var csv = new Option<bool>("--csv") { Description = "Write CSV to stdout instead of text." };
        var json = CliContext.Json();
        var command = new Command("report", "Show what labels cost, by order and label, with sums.") { from, to, csv, json, CliContext.Url, CliContext.Key };
        command.Validators.Add(result =>
        {
            if (result.GetValue(from) is { } start && result.GetValue(to) is { } end && end <= start) result.AddError("labels report: --to must be later than --from.");
            if (result.GetValue(csv) && result.GetValue(json)) result.AddError("labels report: use either --csv or --json.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var labels = context.Labels(parsed);
            var report = await labels.ReportAsync(parsed.GetValue(from)?.ToUniversalTime(), parsed.GetValue(to)?.ToUniversalTime(), cancellationToken);
            if (parsed.GetValue(csv)) await context.Output.WriteAsync(LabelCsv.Write(report));
            else if (parsed.GetValue(json)) context.WriteJson(report);
            else Write(context.Output, report);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(TextWriter output, LabelReport report)
    {
        if (report.Lines.Count == 0)
        {
            output.WriteLine("No label was bought in this time.");
            output.WriteLine("Next: connector labels list");
            return;
        }
        Row(output, "Order", "", "Quoted", "Charged", "Bought", "Refunded", "Adjusted");
        foreach (var line in report.Lines) Row(output, line.OrderNumber, line.Currency, Number(line.Quoted), Number(line.Charged), Number(line.Bought), Number(line.Refunded), Number(line.Adjusted));
        foreach (var sum in report.Totals)
            Row(output, $"{sum.Labels} label{(sum.Labels == 1 ? "" : "s")}", sum.Currency, Number(sum.Quoted), Number(sum.Charged), Number(sum.Bought), Number(sum.Refunded), Number(sum.Adjusted));
        output.WriteLine("Next: connector labels report --csv > labels.csv");
    }

    private static string Number(decimal? amount) => amount?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";

    private static void Row(TextWriter output, string order, string currency, params ReadOnlySpan<string> amounts)
    {
        output.Write($"{CliText.Cut(order, 19),-19} {currency,-4}");
        foreach (var amount in amounts) output.Write($" {amount,10}");
        output.WriteLine();
    }
}
