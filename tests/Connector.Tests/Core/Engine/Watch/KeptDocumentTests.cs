using System.Text;
using Connector.Core.Engine.Watch;
using Connector.Core.Ports.Labels;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class KeptDocumentTests
{
    [Theory]
    [InlineData("pdf", "%PDF-1.4 ...", null)]
    [InlineData("pdf", "<html>", "the document is no PDF; print it in ShipStation")]
    [InlineData("pdf", "", "the document is no PDF; print it in ShipStation")]
    [InlineData("zpl", "^XA^FO50,50^XZ", null)]
    [InlineData("zpl", "%PDF-1.4", "the document is no ZPL; print it in ShipStation")]
    [InlineData("png", "GIF89a", "the document is no PNG; print it in ShipStation")]
    [InlineData("html", "<html>", "the document is no HTML; print it in ShipStation")]
    public void Only_what_it_says_is_served(string format, string content, string? problem) =>
        Assert.Equal(problem, KeptDocument.Problem(new ArchivedDocument("a/1", format, Encoding.ASCII.GetBytes(content))));

    [Fact]
    public void Twenty_megabytes_are_too_much()
    {
        var content = new byte[20 * 1024 * 1024];
        "%PDF-"u8.CopyTo(content);

        Assert.Equal("the document has 20 MB, more than 10 MB; print it in ShipStation", KeptDocument.Problem(new ArchivedDocument("a/1", "pdf", content)));
    }
}
