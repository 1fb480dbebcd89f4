using System.Collections.Concurrent;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>
/// Batches that were created and never started. Left open, somebody could start one in ShipStation and buy for orders that have got their label by another way: so it is taken away there before any
/// of its orders is free again (docs/adr/0021).
/// </summary>
internal sealed class UnstartedBatches(ILabelAccounts accounts, TimeProvider clock)
{
    private const int MostKept = 500;

    /// <summary>Long enough for all labels of one batch.</summary>
    private static readonly TimeSpan s_short = TimeSpan.FromMinutes(1);

    /// <summary>Until when a batch need not be looked for again.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _gone = new(StringComparer.Ordinal);

    /// <summary>Null when it buys nothing any more; the batch, where it was started. Throws <see cref="ConnectorException"/> where it may still be open.</summary>
    /// <param name="externalId">Our own name of it.</param>
    public async Task<LabelBatch?> RemoveAsync(string account, string externalId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if ((_gone.TryGetValue(externalId, out var until) && now < until) || accounts.Get(account).Batches is not { } batches) return null;
        var batch = await batches.FindAsync(externalId, cancellationToken);
        if (batch?.Status == BatchStatus.Open && await ArchiveAsync(batches, batch.BatchId, cancellationToken) is { } started) return started;
        if (batch is { Status: not (BatchStatus.Open or BatchStatus.Archived or BatchStatus.Invalid) }) return batch;
        if (_gone.Count >= MostKept) _gone.Clear();
        // One that nobody knows may become known yet.
        _gone[externalId] = batch is null ? now + s_short : DateTimeOffset.MaxValue;
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
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.Rejected)
        {
            if (await batches.GetAsync(batchId, cancellationToken) is { Status: not BatchStatus.Open } batch) return batch;
            throw;
        }
        return null;
    }
}
