using System.Text;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;

namespace Connector.Core.Engine.Watch;

/// <summary>Pure: whether a document that was kept is one that can be printed. Whatever was stored, nothing else is served under its type.</summary>
internal static class KeptDocument
{
    private const int ZplLookedAt = 4096;

    /// <summary>Null for a good one; holds nothing of the content.</summary>
    public static string? Problem(ArchivedDocument document)
    {
        var bytes = document.Content.Span;
        if (bytes.Length > LabelDocument.MaxBytes) return $"the document has {bytes.Length / (1024 * 1024)} MB, more than {LabelDocument.MaxBytes / (1024 * 1024)} MB; print it in ShipStation";
        var isWhatItSays = document.Format switch
        {
            "pdf" => bytes.StartsWith("%PDF-"u8),
            "png" => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']),
            "zpl" => Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, ZplLookedAt)]).Contains("^XA", StringComparison.OrdinalIgnoreCase),
            _ => false
        };
        return isWhatItSays ? null : $"the document is no {document.Format.ToUpperInvariant()}; print it in ShipStation";
    }
}
