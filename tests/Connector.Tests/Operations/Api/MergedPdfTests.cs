using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Connector.Operations.Api;
using Connector.TestSupport;
using Connector.Tests.Core.Engine.Watch;
using PdfSharp.Pdf;
using PdfSharp.Pdf.IO;
using Xunit;

namespace Connector.Tests.Operations.Api;

public sealed class MergedPdfTests
{
    private static readonly LabelRow s_row = LabelRowSample.Bought(new ManualTimeProvider().GetUtcNow());

    [Fact]
    public async Task Pages_come_in_the_order_of_the_labels()
    {
        var merged = await MergedPdf.CreateAsync(List(Print("US-1", Pdf(200)), Print("US-2", Pdf(300, 310)), Print("US-3", Pdf(400))));

        using var read = PdfReader.Open(new MemoryStream(merged.Content!), PdfDocumentOpenMode.Import);
        Assert.Equal([200d, 300d, 310d, 400d], read.Pages.Cast<PdfPage>().Select(page => Math.Round(page.Width.Point)));
        Assert.Equal(["US-1", "US-2", "US-3"], merged.Included.Select(p => p.Row.OrderNumber));
        Assert.Empty(merged.LeftOut);
    }

    [Fact]
    public async Task What_cannot_be_merged_is_left_out_with_its_reason_and_none_of_its_content()
    {
        var broken = "%PDF-1.4 Ada Lovelace, 1 Main Street"u8.ToArray();
        var merged = await MergedPdf.CreateAsync(List(
            Print("US-1", broken), new LabelPrint(s_row with { OrderNumber = "US-2" }, new ArchivedDocument("a/1", "zpl", "^XA^XZ"u8.ToArray()), null),
            new LabelPrint(s_row with { OrderNumber = "US-3" }, null, "the document is not kept"), new LabelPrint(s_row with { OrderNumber = "US-4", Code = "CostAboveQuote" }, Document(Pdf(200)), null)));

        Assert.Null(merged.Content);
        Assert.Equal(
            [
                "US-1: it cannot be read as a PDF; print it by itself or in ShipStation", "US-2: it is ZPL; only PDF is merged, print it by itself", "US-3: the document is not kept",
                "US-4: it cost more than expected; approve the cost first"
            ],
            merged.LeftOut.Select(l => $"{l.Print.Row.OrderNumber}: {l.Reason}"));
    }

    internal static byte[] Pdf(params int[] widths)
    {
        using var document = new PdfDocument();
        foreach (var width in widths) document.AddPage(new PdfPage { Width = PdfSharp.Drawing.XUnit.FromPoint(width), Height = PdfSharp.Drawing.XUnit.FromPoint(432) });
        using var target = new MemoryStream();
        document.Save(target, closeStream: false);
        return target.ToArray();
    }

    private static LabelPrint Print(string number, byte[] content) => new(s_row with { OrderNumber = number }, Document(content), null);

    private static ArchivedDocument Document(byte[] content) => new("a/1", "pdf", content);

    private static async IAsyncEnumerable<LabelPrint> List(params LabelPrint[] prints)
    {
        foreach (var print in prints)
        {
            await Task.Yield();
            yield return print;
        }
    }
}
