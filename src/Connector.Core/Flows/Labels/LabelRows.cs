using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>Writes of single rows.</summary>
internal sealed class LabelRows(ILabelStore store, SyncMeter meter)
{
    /// <summary>More often nobody can have been faster.</summary>
    private const int MostRounds = 10;

    /// <summary>Null where someone else was faster.</summary>
    public async Task<LabelRow?> TryWriteAsync(LabelRow row, CancellationToken cancellationToken) => (await store.WriteAsync([row], cancellationToken))[0];

    /// <summary>Each by itself, in the same order; null where someone else was faster.</summary>
    public Task<IReadOnlyList<LabelRow?>> TryWriteAsync(IReadOnlyList<LabelRow> all, CancellationToken cancellationToken) => store.WriteAsync(all, cancellationToken);

    /// <summary>For what has happened and must be noted, whoever wrote the row meanwhile: <paramref name="change"/> gets it as it is then. Null where it wants no change.</summary>
    public async Task<LabelRow?> WriteAsync(LabelRow row, Func<LabelRow, LabelRow?> change)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            if (change(row) is not { } next) return null;
            if (await TryWriteAsync(next, CancellationToken.None) is { } written)
            {
                if (row.Purchase is null && written.Purchase is not null) meter.Add(Measure.LabelsPurchased);
                return written;
            }
            row = await store.FindAsync(row.Id, CancellationToken.None) ?? row with { ETag = null };
        }
        throw new InvalidOperationException($"The label {row.Id} is written by others all the time.");
    }

    public Task<IReadOnlyList<LabelRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) => store.GetAsync(orderIds, cancellationToken);
}
