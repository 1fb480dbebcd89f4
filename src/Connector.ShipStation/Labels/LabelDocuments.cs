using System.Globalization;
using System.Security.Cryptography;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Http;
using Connector.ShipStation.Labels.Mapping;

namespace Connector.ShipStation.Labels;

/// <summary>
/// Downloads over an HTTP client of its own that has no key: a link is public, and its token is the only secret. So the journal sees host and length, and nothing of the
/// path.
/// </summary>
internal sealed class LabelDocuments(DownloadGuard guard, IHttpClientFactory http, IJournal journal, TimeProvider clock) : ILabelDocuments
{
    public const string HttpClientName = "ShipStationDocuments";
    private const int MaxRedirects = 3;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public async Task<DocumentResult> DownloadAsync(LabelDocument document, CancellationToken cancellationToken)
    {
        if (document.Link is not { } link) throw new ArgumentException("The document has no link.", nameof(document));
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            if (!guard.Allows(link)) return new DocumentResult.Refused(DocumentProblem.ForeignHost, "The link leads to a host or path that is not ShipStation's for downloads.");
            var at = clock.GetUtcNow();
            var started = clock.GetTimestamp();
            var (result, status, next) = await FetchAsync(document, link, cancellationToken);
            await journal.AppendAsync(EntryOf(link, at, clock.GetElapsedTime(started), hop + 1, status, result), CancellationToken.None);
            if (result is not null) return result;
            link = next!;
        }
        return new DocumentResult.Refused(DocumentProblem.ForeignHost, $"The link was redirected more than {MaxRedirects} times.");
    }

    /// <summary>One request: a result, or where to go on.</summary>
    private async Task<(DocumentResult? Result, int Status, Uri? Next)> FetchAsync(LabelDocument document, Uri link, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var status = 0;
        try
        {
            using var client = http.CreateClient(HttpClientName);
            using var response = await client.GetAsync(link, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            status = (int)response.StatusCode;
            if (status is 301 or 302 or 303 or 307 or 308)
            {
                return response.Headers.Location is { } location
                    ? (null, status, new Uri(link, location))
                    : (new DocumentResult.Unavailable($"A redirect ({status}) came without an address."), status, null);
            }
            if (status is 403 or 404 or 410) return (new DocumentResult.NotFound(status), status, null);
            if (!response.IsSuccessStatusCode) return (new DocumentResult.Unavailable($"The download ended with status {status}."), status, null);
            var (body, tooLarge) = await BodyReader.ReadAsync(response, LabelDocument.MaxBytes, limit.Token);
            return (Check(document, body, tooLarge, response.Content.Headers.ContentType?.MediaType), status, null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (new DocumentResult.Unavailable(e is OperationCanceledException ? "The download did not end in time." : "The download was broken off."), status, null);
        }
    }

    private static DocumentResult Check(LabelDocument document, ReadOnlyMemory<byte> body, bool tooLarge, string? mediaType)
    {
        if (tooLarge) return new DocumentResult.Refused(DocumentProblem.TooLarge, $"The document has more than {LabelDocument.MaxBytes} bytes.");
        if (mediaType is "text/html" or "application/json")
            return new DocumentResult.Refused(DocumentProblem.WrongContent, $"Instead of a document came {mediaType}.");
        return DocumentContent.Problem(body.Span, document.Format) switch
        {
            null => new DocumentResult.Downloaded(document with { Content = body }, Convert.ToHexStringLower(SHA256.HashData(body.Span))),
            DocumentProblem.Incomplete => new DocumentResult.Refused(DocumentProblem.Incomplete, $"The end of the {document.Format} is missing."),
            var problem => new DocumentResult.Refused(problem.Value, $"What came is no {document.Format}.")
        };
    }

    private static Exchange EntryOf(Uri link, DateTimeOffset at, TimeSpan duration, int attempt, int status, DocumentResult? result) => new(
        at, "ShipStation", "GET", $"{link.GetLeftPart(UriPartial.Authority)}/(document)", status,
        result switch
        {
            DocumentResult.Refused => ErrorCodes.LabelDocumentRefused,
            DocumentResult.Unavailable => status == 0 ? ErrorCodes.ConnectionFailed : ErrorCodes.ServerError,
            DocumentResult.NotFound => ErrorCodes.RequestRejected,
            _ => null
        },
        duration, attempt, null,
        result switch
        {
            DocumentResult.Downloaded { Document: { Content: { } bytes, Format: var format } } => string.Create(CultureInfo.InvariantCulture, $"{format}, {bytes.Length} bytes"),
            DocumentResult.Refused refused => refused.Text,
            DocumentResult.Unavailable unavailable => unavailable.Text,
            _ => null
        },
        []);
}
