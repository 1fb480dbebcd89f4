using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>Run records in the file.</summary>
public sealed class SqliteRunRecords(SqliteDatabase database) : IRunRecords
{
    private const string WriteSql =
        "INSERT INTO run_records (timer, account, started_at, ended_at, succeeded_at, failed_at, failure) VALUES (@timer, @account, @started, @ended, @succeeded, @failed, @failure) "
        + "ON CONFLICT (timer, account) DO UPDATE SET started_at = coalesce(@started, started_at), ended_at = coalesce(@ended, ended_at), "
        + "succeeded_at = coalesce(@succeeded, succeeded_at), failed_at = coalesce(@failed, failed_at), failure = coalesce(@failure, failure)";

    public Task WriteAsync(RunRecord change, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Statement(WriteSql).With("@timer", change.Timer).With("@account", change.Account ?? "")
            .With("@started", change.StartedAt?.UtcTicks).With("@ended", change.EndedAt?.UtcTicks)
            .With("@succeeded", change.SucceededAt?.UtcTicks).With("@failed", change.FailedAt?.UtcTicks).With("@failure", change.Failure).Run(),
        cancellationToken);

    public Task<IReadOnlyList<RunRecord>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<RunRecord>>(
        static session => session.Statement("SELECT timer, account, started_at, ended_at, succeeded_at, failed_at, failure FROM run_records").List(Read),
        cancellationToken);

    private static RunRecord Read(SqliteRow row) => new(row.Text(0), row.Text(1) is { Length: > 0 } account ? account : null)
    {
        StartedAt = row.InstantOrNull(2), EndedAt = row.InstantOrNull(3), SucceededAt = row.InstantOrNull(4), FailedAt = row.InstantOrNull(5), Failure = row.TextOrNull(6)
    };
}
