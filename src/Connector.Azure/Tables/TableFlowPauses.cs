using Azure.Data.Tables;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>Pauses in Table Storage, seen by every instance.</summary>
internal sealed class TableFlowPauses(StorageTables tables, TimeProvider clock) : IFlowPauses
{
    private const string Row = "pause";
    private const string Reason = "Reason";
    private const string Since = "Since";
    private const string Until = "Until";
    private const string Credentials = "Credentials";
    private readonly StorageTable _table = tables.Controls;

    public async Task<FlowPause?> GetAsync(string flow, CancellationToken cancellationToken)
    {
        if (await _table.FindAsync(PartitionOf(flow), Row, null, cancellationToken) is not { } row) return null;
        var until = row.GetInt64(Until) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : (DateTimeOffset?)null;
        var pause = new FlowPause(row.GetString(Reason), new DateTimeOffset(row.GetInt64(Since) ?? 0, TimeSpan.Zero), until, row.GetString(Credentials));
        return pause.IsOver(clock.GetUtcNow()) ? null : pause;
    }

    public Task PauseAsync(string flow, FlowPause pause, CancellationToken cancellationToken) => _table.UpsertAsync(
        new TableEntity(PartitionOf(flow), Row)
        {
            ["Flow"] = flow,
            [Reason] = pause.Reason,
            [Since] = pause.Since.UtcTicks,
            [Until] = pause.Until?.UtcTicks,
            [Credentials] = pause.Credentials
        },
        cancellationToken);

    public Task ResumeAsync(string flow, CancellationToken cancellationToken) => _table.DeleteAsync(PartitionOf(flow), Row, null, cancellationToken);

    private static string PartitionOf(string flow) => TableKey.Create("pause", flow);
}
