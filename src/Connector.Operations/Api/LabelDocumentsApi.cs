using System.Runtime.CompilerServices;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;

namespace Connector.Operations.Api;

/// <summary>Documents of labels: one by one, or as one PDF of a batch or a time. They hold names and addresses: nothing of them is logged, and browsers keep none.</summary>
public sealed class LabelDocumentsApi(LabelPrints prints, ILogger<LabelDocumentsApi> log)
{
    private const int MostNamed = 5;

    /// <summary>Query: id, kind (label or customs). 409 with the reason where there is no document that can be printed.</summary>
    public Task<IResult> GetAsync(HttpRequest request) => SafeResponse.CreateAsync(request, log, async stop =>
    {
        if (!LabelQuery.TryTexts(request, out var problem, "id")) return problem;
        if (QueryText.Read(request, "id") is not { } id) return Problems.Field("id", "is required.");
        if (QueryText.Read(request, "kind") is { } kind and not ("label" or "customs")) return Problems.Field("kind", "must be label or customs.");
        if (await prints.FindAsync(id, QueryText.Read(request, "kind") == "customs", stop) is not { } print) return LabelsApi.NoLabel();
        return print.Document is { } document
            ? TypedResults.File(document.Content.ToArray(), ContentType(document.Format), FileName(print.Row) + "." + document.Format)
            : Problems.Create(StatusCodes.Status409Conflict, $"{print.Row.OrderNumber}: {print.Problem}.");
    });

    /// <summary>One PDF. Query: batch, or from and to of the purchase; location; leaveOut=true leaves out what cannot be merged instead of refusing.</summary>
    public Task<IResult> MergeAsync(HttpRequest request) => SafeResponse.CreateAsync(request, log, async stop =>
    {
        if (!LabelQuery.TryTexts(request, out var problem, "batch", "location")) return problem;
        if (!LabelQuery.TryInstant(request, "from", null, out var from, out problem) || !LabelQuery.TryInstant(request, "to", null, out var to, out problem)) return problem;
        var filter = new LabelPrintFilter(QueryText.Read(request, "batch"), QueryText.Read(request, "location"), from, to);
        if (filter is { BatchId: null, From: null }) return Problems.Field("batch", "is required, or from.");
        if (await prints.ListAsync(filter, stop) is not { } rows) return Problems.Field("batch", $"has more than {LabelPrints.MostLabels} labels; add a location or a shorter time.");
        if (rows.Count == 0) return Problems.Create(StatusCodes.Status404NotFound, "No label was bought in this batch or time.");
        var merged = await MergedPdf.CreateAsync(ReadAsync(prints, rows, stop));
        if (merged.Content is null || (merged.LeftOut.Count > 0 && QueryText.Read(request, "leaveOut") != "true"))
            return Problems.Create(StatusCodes.Status409Conflict, Describe(merged, rows.Count));
        return TypedResults.File(merged.Content, "application/pdf", "labels.pdf");
    });

    /// <summary>One after the other: documents are large.</summary>
    public static async IAsyncEnumerable<LabelPrint> ReadAsync(LabelPrints prints, IReadOnlyList<LabelRow> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var row in rows) yield return await prints.ReadAsync(row, cancellationToken);
    }

    /// <summary>Safe for every file system: the order's number may hold anything.</summary>
    public static string FileName(LabelRow row) =>
        "label-" + new string([.. row.OrderNumber.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')]) + "-" + row.Id[(row.Id.LastIndexOf('/') + 1)..];

    private static string Describe(MergedPdf merged, int count) =>
        $"{merged.LeftOut.Count} of {count} documents cannot be merged: {string.Join("; ", merged.LeftOut.Take(MostNamed).Select(static l => $"{l.Print.Row.OrderNumber}: {l.Reason}"))}"
        + (merged.LeftOut.Count > MostNamed ? "; ..." : ".") + (merged.Content is null ? "" : " Add leaveOut=true to print the others.");

    private static string ContentType(string format) => format switch { "pdf" => "application/pdf", "png" => "image/png", _ => "application/zpl" };
}
