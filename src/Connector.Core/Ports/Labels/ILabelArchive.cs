namespace Connector.Core.Ports.Labels;

/// <summary>Label documents as the carrier made them. They hold names and addresses: they are in no log and no journal, and go after a set time.</summary>
public interface ILabelArchive
{
    /// <summary>Keeps the document under this id, in place of one that is there.</summary>
    /// <param name="format">"pdf", "zpl" or "png".</param>
    Task PutAsync(string id, string format, ReadOnlyMemory<byte> content, DateTimeOffset keepUntil, CancellationToken cancellationToken);

    /// <summary>Null when there is none (any longer).</summary>
    Task<ArchivedDocument?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>False when there is none.</summary>
    Task<bool> DeleteAsync(string id, CancellationToken cancellationToken);

    /// <summary>Returns how many went.</summary>
    Task<int> DeleteExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

public sealed record ArchivedDocument(string Id, string Format, ReadOnlyMemory<byte> Content);
