using Connector.Core.Engine.Watch;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;

namespace Connector.Operations.Api;

/// <summary>Several label documents as one PDF, page by page in their order.</summary>
/// <param name="Content">Null where there is no page.</param>
/// <param name="Included">The labels that are in it, in this order.</param>
/// <param name="LeftOut">Those that are not, each with the reason.</param>
public sealed record MergedPdf(byte[]? Content, IReadOnlyList<LabelPrint> Included, IReadOnlyList<(LabelPrint Print, string Reason)> LeftOut)
{
    /// <summary>Of all documents together.</summary>
    private const long MostBytes = 200L * 1024 * 1024;

    public static async Task<MergedPdf> CreateAsync(IAsyncEnumerable<LabelPrint> prints)
    {
        var (included, leftOut) = (new List<LabelPrint>(), new List<(LabelPrint, string)>());
        using var merged = new PdfDocument();
        var bytes = 0L;
        await foreach (var print in prints)
        {
            var reason = bytes + (print.Document?.Content.Length ?? 0) > MostBytes ? "the documents together are too large; print fewer at once" : Add(merged, print);
            if (reason is not null)
            {
                leftOut.Add((print, reason));
                continue;
            }
            bytes += print.Document!.Content.Length;
            // The bytes are in the merged document; what is kept of them here would be twice.
            included.Add(print with { Document = null });
        }
        if (merged.PageCount == 0) return new MergedPdf(null, included, leftOut);
        using var target = new MemoryStream();
        merged.Save(target, closeStream: false);
        return new MergedPdf(target.ToArray(), included, leftOut);
    }

    /// <summary>Null when its pages were added.</summary>
    private static string? Add(PdfDocument merged, LabelPrint print)
    {
        if (print.Document is not { } document) return print.Problem ?? "there is no document";
        if (print.IsToBeLookedAt) return "it cost more than expected; approve the cost first";
        if (document.Format != "pdf") return $"it is {document.Format.ToUpperInvariant()}; only PDF is merged, print it by itself";
        try
        {
            using var source = PdfReader.Open(new MemoryStream(document.Content.ToArray(), writable: false), PdfDocumentOpenMode.Import);
            if (source.PageCount == 0) return "it has no page";
            foreach (var page in source.Pages) merged.AddPage(page);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A carrier's document may be broken in any way; the message of the reader may quote it.
            return "it cannot be read as a PDF; print it by itself or in ShipStation";
        }
    }
}
