using System.CommandLine;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Local.Hosting;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector labels print`: documents as files, one by one or as one PDF for each location.</summary>
internal static class LabelPrintCommand
{
    public static Command Create(CliContext context)
    {
        var labels = LabelChoice.Argument(0);
        var batch = new Option<string?>("--batch") { Description = "All labels of this batch, as one PDF for each location." };
        var from = new Option<DateTimeOffset?>("--from") { Description = "All labels bought since this time, as one PDF for each location." };
        var to = new Option<DateTimeOffset?>("--to") { Description = "Bought before this time; default: now." };
        var location = new Option<string?>("--location") { Description = "Only labels of this location." };
        var into = new Option<DirectoryInfo>("--out") { Description = "The folder for the files; default: this one.", DefaultValueFactory = static _ => new DirectoryInfo(".") };
        var json = CliContext.Json();
        var command = new Command("print", "Write label documents to files.") { labels, batch, from, to, location, into, json };
        command.Validators.Add(result =>
        {
            var isSelected = result.GetValue(batch) is not null || result.GetValue(from) is not null;
            if (result.GetValue(labels) is { Length: > 0 } == isSelected) result.AddError("labels print: give labels, or --batch or --from.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var job = new PrintJob(parsed.GetValue(into)!);
            if (parsed.GetValue(labels) is { Length: > 0 } names)
            {
                foreach (var name in names) await SingleAsync(app, job, name, cancellationToken);
            }
            else
            {
                var filter = new LabelPrintFilter(parsed.GetValue(batch), parsed.GetValue(location), parsed.GetValue(from)?.ToUniversalTime(), parsed.GetValue(to)?.ToUniversalTime());
                if (await app.Get<LabelPrints>().ListAsync(filter, cancellationToken) is not { } rows)
                {
                    await context.Error.WriteLineAsync($"These are more than {LabelPrints.MostLabels} labels. Add --location, or choose a shorter time.");
                    return ExitCodes.Configuration;
                }
                foreach (var place in rows.GroupBy(static row => row.Location, StringComparer.Ordinal)) await MergedAsync(app, job, filter.BatchId, place.Key, [.. place], cancellationToken);
            }
            if (parsed.GetValue(json)) context.WriteJson(new { job.Files, job.LeftOut });
            else Write(context.Output, job);
            return job.LeftOut.Count > 0 || job.Files.Count == 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return command;
    }

    private static async Task SingleAsync(ConnectorApp app, PrintJob job, string name, CancellationToken cancellationToken)
    {
        var rows = (await LabelChoice.FindAsync(app, name, cancellationToken)).Where(static row => row.Purchase is not null).ToList();
        if (rows.Count == 0) job.LeftOut.Add(new LeftOut(name, "no label was bought"));
        foreach (var row in rows)
        {
            var print = await app.Get<LabelPrints>().ReadAsync(row, cancellationToken);
            if (print.Document is { } document) await job.WriteAsync($"{LabelDocumentsApi.FileName(row)}.{document.Format}", document.Content, cancellationToken);
            else job.LeftOut.Add(new LeftOut(row.OrderNumber, print.Problem!));
        }
    }

    private static async Task MergedAsync(ConnectorApp app, PrintJob job, string? batch, string location, IReadOnlyList<LabelRow> rows, CancellationToken cancellationToken)
    {
        var merged = await MergedPdf.CreateAsync(LabelDocumentsApi.ReadAsync(app.Get<LabelPrints>(), rows, cancellationToken));
        job.LeftOut.AddRange(merged.LeftOut.Select(static l => new LeftOut(l.Print.Row.OrderNumber, l.Reason)));
        var name = string.Join('-', ((string?[])["labels", batch, location]).Where(static part => !string.IsNullOrEmpty(part)));
        if (merged.Content is { } content) await job.WriteAsync(string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')) + ".pdf", content, cancellationToken);
    }

    private static void Write(TextWriter output, PrintJob job)
    {
        foreach (var file in job.Files) CliText.Wrap(output, $"Written: {file}", "", "  ");
        foreach (var left in job.LeftOut) CliText.Wrap(output, $"{left.Order}: {left.Reason}.", "", "  ");
        output.WriteLine(job.Files.Count == 0 ? "Nothing was written. See: connector labels list --state Bought" : "Next: print the files, then delete them: they hold names and addresses.");
    }

    /// <summary>Files that only their owner may read.</summary>
    private sealed class PrintJob(DirectoryInfo folder)
    {
        public List<string> Files { get; } = [];
        public List<LeftOut> LeftOut { get; } = [];

        public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            folder.Create();
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var path = Path.Combine(folder.FullName, name);
            await using var file = new FileStream(path, options);
            await file.WriteAsync(content, cancellationToken);
            Files.Add(path);
        }
    }
}

internal sealed record LeftOut(string Order, string Reason);
