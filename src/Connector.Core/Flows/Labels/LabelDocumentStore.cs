using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Microsoft.Extensions.Logging;

namespace Connector.Core.Flows.Labels;

/// <summary>Keeps the documents of labels for a while. A document that cannot be kept never makes a purchase a failed one.</summary>
/// <param name="archives">None where the host has no store for documents.</param>
internal sealed partial class LabelDocumentStore(IEnumerable<ILabelArchive> archives, ILabelAccounts accounts, LabelRules rules, TimeProvider clock, ILogger<LabelDocumentStore> log)
{
    private readonly ILabelArchive? _archive = archives.LastOrDefault();

    /// <summary>Name and format of the label's own document; null where it was not kept.</summary>
    public async Task<(string? Id, string? Format)> PutAsync(LabelRow row, IReadOnlyList<LabelDocument> documents)
    {
        if (_archive is null) return (null, null);
        try
        {
            (string?, string?) kept = (null, null);
            foreach (var document in documents)
            {
                if (await ReadAsync(row, document) is not { } content) continue;
                var (id, format) = (IdFor(row, document.Kind), FormatName(document.Format));
                await _archive.PutAsync(id, format, content, clock.GetUtcNow() + rules.Documents.KeepFor, CancellationToken.None);
                if (document.Kind == DocumentKind.Label) kept = (id, format);
            }
            return kept;
        }
        catch (Exception e)
        {
            Log.NotKept(log, e, row.OrderNumber);
            return (null, null);
        }
    }

    /// <summary>V2 gives links. Null for a document that cannot be fetched (now).</summary>
    private async Task<ReadOnlyMemory<byte>?> ReadAsync(LabelRow row, LabelDocument document)
    {
        if (document.Content is not null || document.Link is null) return document.Content;
        return await accounts.Get(row.Account).Documents.DownloadAsync(document, CancellationToken.None) is DocumentResult.Downloaded read ? read.Document.Content : null;
    }

    /// <summary>What was kept before the purchase could be noted.</summary>
    public async Task<string?> FindAsync(LabelRow row) =>
        _archive is not null && await _archive.FindAsync(IdFor(row, DocumentKind.Label), CancellationToken.None) is { } kept ? kept.Id : null;

    private static string IdFor(LabelRow row, DocumentKind kind) => kind == DocumentKind.Label ? row.Id : LabelDocumentName.CustomsForm(row.Id);

    private static string FormatName(DocumentFormat format) => format switch { DocumentFormat.Png => "png", DocumentFormat.Zpl => "zpl", _ => "pdf" };

    private static partial class Log
    {
        [LoggerMessage(122, LogLevel.Warning, "The document of the label for {Order} could not be kept; the label is bought all the same")]
        public static partial void NotKept(ILogger logger, Exception exception, string order);
    }
}
