using System.Collections.Concurrent;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>
/// Batches that were created and never started. Left open, somebody could start one in ShipStation and buy for orders that have got their label by another way: so it is taken away there before any
/// of its orders is free again (docs/adr/0021).
/// </summary>
internal sealed class UnstartedBatches(ILabelAccounts accounts)
{
    private const int MostKept = 500;
    private readonly ConcurrentDictionary<string, byte> _gone = new(StringComparer.Ordinal);

    /// <summary>Null when it buys nothing any more; the batch, where it was started. Throws <see cref="ConnectorException"/> where it may still be open.</summary>
    /// <param name="externalId">Our own name of it.</param>
    public async Task<LabelBatch?> RemoveAsync(string account, string externalId, CancellationToken cancellationToken)
    {
        if (_gone.ContainsKey(externalId) || accounts.Get(account).Batches is not { } batches) return null;
        // One that nobody knows may have been refused, and is asked for again the next time.
        if (await batches.FindAsync(externalId, cancellationToken) is not { } batch) return null;
        if (batch.Status == BatchStatus.Open && await ArchiveAsync(batches, batch.BatchId, cancellationToken) is { } started) return started;
        if (batch.Status is not (BatchStatus.Open or BatchStatus.Archived or BatchStatus.Invalid)) return batch;
        if (_gone.Count >= MostKept) _gone.Clear();
        _gone[externalId] = 0;
        return null;
    }

    /// <summary>Whether it buys nothing any more. False: look again.</summary>
    public async Task<bool> TryRemoveAsync(string account, string externalId, CancellationToken cancellationToken)
    {
        try
        {
            return await RemoveAsync(account, externalId, cancellationToken) is null;
        }
        catch (ConnectorException)
        {
            return false;
        }
    }

    /// <summary>The batch, where somebody was faster and started it.</summary>
    private static async Task<LabelBatch?> ArchiveAsync(ILabelBatches batches, string batchId, CancellationToken cancellationToken)
    {
        try
        {
            await batches.ArchiveAsync(batchId, cancellationToken);
            return null;
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.Rejected)
        {
            return await batches.GetAsync(batchId, cancellationToken) is { Status: not BatchStatus.Open } batch ? batch : throw e;
        }
    }
}
