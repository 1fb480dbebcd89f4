using System.Text;
using Connector.Core.Model.Labels;
using Connector.ShipStation.Labels.Mapping;
using Xunit;

namespace Connector.Tests.ShipStation.Labels.Mapping;

public sealed class DocumentContentTests
{
    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82];

    public static TheoryData<byte[], DocumentFormat?> Beginnings => new()
    {
        { "%PDF-1.7\n"u8.ToArray(), DocumentFormat.Pdf },
        { s_png, DocumentFormat.Png },
        { "^XA^XZ"u8.ToArray(), DocumentFormat.Zpl },
        { "\r\n ^XA"u8.ToArray(), DocumentFormat.Zpl },
        { "CT~~CD,~CC^~CT~\r\n^XA"u8.ToArray(), DocumentFormat.Zpl },
        { "PDF-1.7"u8.ToArray(), null },
        { s_png[1..], null },
        { "<html>^XA"u8.ToArray(), null },
        { [0, .. "^XA"u8], null },
        { [.. Encoding.ASCII.GetBytes(new string(' ', 300)), .. "^XA"u8], null },
        { [], null }
    };

    [Theory]
    [MemberData(nameof(Beginnings))]
    public void The_beginning_says_what_it_is(byte[] bytes, DocumentFormat? format) => Assert.Equal(format, DocumentContent.FormatOf(bytes));

    [Fact]
    public void The_end_says_whether_it_is_whole()
    {
        Assert.Null(DocumentContent.Problem("%PDF-1.4\n%%EOF\r\n"u8, DocumentFormat.Pdf));
        Assert.Null(DocumentContent.Problem(s_png, DocumentFormat.Png));
        Assert.Null(DocumentContent.Problem("^XA^XZ\r\n"u8, DocumentFormat.Zpl));
        Assert.Equal(DocumentProblem.Incomplete, DocumentContent.Problem(s_png.AsSpan()[..^9], DocumentFormat.Png));
        Assert.Equal(DocumentProblem.Incomplete, DocumentContent.Problem("^XA^XZ^XA"u8, DocumentFormat.Zpl));
        Assert.Equal(DocumentProblem.Incomplete, DocumentContent.Problem([.. "%PDF-1.4\n%%EOF"u8, .. new byte[2000]], DocumentFormat.Pdf));
    }
}
