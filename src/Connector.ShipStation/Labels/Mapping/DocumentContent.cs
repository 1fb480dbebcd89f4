using Connector.Core.Model.Labels;

namespace Connector.ShipStation.Labels.Mapping;

/// <summary>What bytes are, by how they begin and end: what the headers say of them proves nothing.</summary>
internal static class DocumentContent
{
    /// <summary>Printer drivers put settings before the first label.</summary>
    private const int LongestZplPrefix = 256;

    /// <summary>Readers of PDF look for its end in the last kilobyte.</summary>
    private const int PdfTail = 1024;

    /// <summary>Null for anything that is no document of a label.</summary>
    public static DocumentFormat? FormatOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("%PDF-"u8) ? DocumentFormat.Pdf
        : IsPng(bytes) ? DocumentFormat.Png
        : IsZpl(bytes) ? DocumentFormat.Zpl
        : null;

    /// <summary>Null for a whole document of this format.</summary>
    public static DocumentProblem? Problem(ReadOnlySpan<byte> bytes, DocumentFormat expected)
    {
        if (FormatOf(bytes) != expected) return DocumentProblem.WrongContent;
        var ends = expected switch
        {
            DocumentFormat.Pdf => bytes[Math.Max(0, bytes.Length - PdfTail)..].IndexOf("%%EOF"u8) >= 0,
            DocumentFormat.Png => bytes[Math.Max(0, bytes.Length - 12)..].IndexOf("IEND"u8) >= 0,
            _ => bytes.TrimEnd(" \t\r\n\0"u8).EndsWith("^XZ"u8)
        };
        return ends ? null : DocumentProblem.Incomplete;
    }

    private static bool IsPng(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);

    private static bool IsZpl(ReadOnlySpan<byte> bytes)
    {
        var start = bytes[..Math.Min(bytes.Length, LongestZplPrefix)].IndexOf("^XA"u8);
        if (start < 0) return false;
        foreach (var b in bytes[..start])
            if (b is not ((byte)'\r' or (byte)'\n' or (byte)'\t' or (>= 0x20 and < 0x7F and not (byte)'<'))) return false;
        return true;
    }
}
