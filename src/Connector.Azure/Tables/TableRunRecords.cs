using Azure.Data.Tables;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Azure.Tables;

/// <summary>Run records in Table Storage, all in one partition, so that one query reads them.</summary>
internal sealed class TableRunRecords(StorageTables tables) : IRunRecords
{
    private const string Partition = "runs";
    private readonly StorageTable _table = tables.Controls;

    public Task WriteAsync(RunRecord change, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, TableKey.Create(change.Timer, change.Account ?? "")) { [nameof(RunRecord.Timer)] = change.Timer };
        if (change.Account is { } account) row[nameof(RunRecord.Account)] = account;
        Put(row, nameof(RunRecord.StartedAt), change.StartedAt);
        Put(row, nameof(RunRecord.EndedAt), change.EndedAt);
        Put(row, nameof(RunRecord.SucceededAt), change.SucceededAt);
        Put(row, nameof(RunRecord.FailedAt), change.FailedAt);
        if (change.Failure is { } failure) row[nameof(RunRecord.Failure)] = failure;
        return _table.MergeAsync(row, cancellationToken);
    }

    public async Task<IReadOnlyList<RunRecord>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await _table.ListAsync($"PartitionKey eq '{Partition}'", null, cancellationToken)).Select(Read)];

    private static void Put(TableEntity row, string name, DateTimeOffset? at)
    {
        if (at is { } instant) row[name] = instant.UtcTicks;
    }

    private static RunRecord Read(TableEntity row) => new(row.GetString(nameof(RunRecord.Timer)), row.GetString(nameof(RunRecord.Account)))
    {
        StartedAt = Instant(row, nameof(RunRecord.StartedAt)), EndedAt = Instant(row, nameof(RunRecord.EndedAt)),
        SucceededAt = Instant(row, nameof(RunRecord.SucceededAt)), FailedAt = Instant(row, nameof(RunRecord.FailedAt)), Failure = row.GetString(nameof(RunRecord.Failure))
    };

    private static DateTimeOffset? Instant(TableEntity row, string name) => row.GetInt64(name) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
