using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Connector.Azure.Tables;
using Connector.Core.Ports.Labels;

namespace Connector.Azure.Blobs;

/// <summary>
/// Label documents in a container of their own: a document is a blob, written in one request, so that half a document is none. Format and end are its metadata; its
/// name is the label's id and says nothing of a person.
/// </summary>
internal sealed class BlobLabelArchive(BlobServiceClient service, string containerName = BlobLabelArchive.ContainerName) : ILabelArchive
{
    /// <summary>infra/modules/storage.bicep makes it, and deletes what nobody has deleted by the longest time that documents are kept.</summary>
    public const string ContainerName = "label-documents";

    private const string Format = "format";
    private const string KeepUntil = "keepUntil";
    private const int NotFound = 404;
    private const int PreconditionFailed = 412;

    /// <summary>Above the largest document: one request, never a list of blocks.</summary>
    private const int LargestRequest = 16 * 1024 * 1024;

    private readonly BlobContainerClient _container = service.GetBlobContainerClient(containerName);
    private volatile bool _created;

    public Task PutAsync(string id, string format, ReadOnlyMemory<byte> content, DateTimeOffset keepUntil, CancellationToken cancellationToken) => RunAsync(
        () => _container.GetBlobClient(NameOf(id)).UploadAsync(
            BinaryData.FromBytes(content),
            new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = ContentTypeOf(format) },
                Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Format] = format, [KeepUntil] = keepUntil.UtcTicks.ToString(CultureInfo.InvariantCulture) },
                TransferOptions = new() { InitialTransferSize = LargestRequest, MaximumTransferSize = LargestRequest }
            },
            cancellationToken),
        cancellationToken);

    public Task<ArchivedDocument?> FindAsync(string id, CancellationToken cancellationToken) => RunAsync<ArchivedDocument?>(
        async () =>
        {
            try
            {
                var found = (await _container.GetBlobClient(NameOf(id)).DownloadContentAsync(cancellationToken)).Value;
                return found.Details.Metadata.TryGetValue(Format, out var format) ? new ArchivedDocument(id, format, found.Content.ToMemory()) : null;
            }
            catch (RequestFailedException e) when (e.Status == NotFound)
            {
                return null;
            }
        },
        cancellationToken);

    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) => RunAsync(
        async () => (await _container.GetBlobClient(NameOf(id)).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken)).Value, cancellationToken);

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            var gone = 0;
            await foreach (var blob in _container.GetBlobsAsync(new GetBlobsOptions { Traits = BlobTraits.Metadata }, cancellationToken))
                if (EndOf(blob) <= now && await TryDeleteAsync(blob, cancellationToken)) gone++;
            return gone;
        },
        cancellationToken);

    /// <summary>False when it is gone already, or was written again since it was listed.</summary>
    private async Task<bool> TryDeleteAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        try
        {
            return await _container.GetBlobClient(blob.Name).DeleteIfExistsAsync(
                DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = blob.Properties.ETag }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == PreconditionFailed)
        {
            return false;
        }
    }

    /// <summary>What others put there has no end and stays.</summary>
    private static DateTimeOffset EndOf(BlobItem blob) =>
        blob.Metadata.TryGetValue(KeepUntil, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : DateTimeOffset.MaxValue;

    /// <summary>Slashes stay folders; every part is a key as tables have it.</summary>
    private static string NameOf(string id) => string.Join('/', id.Split('/').Select(static part => TableKey.Create(part)));

    private static string ContentTypeOf(string format) => format switch { "pdf" => "application/pdf", "png" => "image/png", _ => "application/octet-stream" };

    private async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            if (!_created) await _container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken);
            _created = true;
            return await call();
        }
        catch (Exception e) when (StorageFailures.From(e, $"Container {_container.Name}", cancellationToken) is not null)
        {
            throw StorageFailures.From(e, $"Container {_container.Name}", cancellationToken)!;
        }
    }
}
