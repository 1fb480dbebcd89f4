using Connector.Core.Model.Labels;

namespace Connector.Core.Ports.Labels;

/// <summary>Fetches documents from their links.</summary>
public interface ILabelDocuments
{
    /// <summary>
    /// Downloads what a link of <see cref="LabelDocument"/> leads to: only from the vendor's hosts and paths for downloads, also after a redirect; without any key; at most
    /// <see cref="LabelDocument.MaxBytes"/>, counted while reading; and only what begins and ends as PDF, PNG or ZPL does. Takes no permit: links are outside the rate limit.
    /// Every end is a result, but for a cancelled token. The journal keeps host, status and length.
    /// </summary>
    /// <param name="document">With a link; its format must be what comes.</param>
    Task<DocumentResult> DownloadAsync(LabelDocument document, CancellationToken cancellationToken);
}
