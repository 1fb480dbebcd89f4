using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>What was done about errors, in the file.</summary>
public sealed class SqliteErrorCases(SqliteDatabase database) : IErrorCases
{
    public Task<IReadOnlyList<ErrorCase>> GetAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<ErrorCase>>(
        session => session.Statement("SELECT content FROM error_cases WHERE key IN (SELECT value FROM json_each(@keys))").With("@keys", IdList.Write(keys)).List(Read), cancellationToken);

    public Task PutAsync(IReadOnlyList<ErrorCase> cases, CancellationToken cancellationToken) => database.WriteAsync(
        session => cases.Sum(c => session.Statement("INSERT OR REPLACE INTO error_cases (key, closed_at, updated_at, content) VALUES (@key, @closed, @updated, @content)")
            .With("@key", c.Key).With("@closed", c.ClosedAt?.UtcTicks).With("@updated", c.UpdatedAt.UtcTicks).With("@content", c.Write()).Run()),
        cancellationToken);

    public Task<ErrorCasePage> ListClosedAsync(string? after, int take, CancellationToken cancellationToken) => database.ReadAsync(
        session =>
        {
            var (at, key) = after?.Split(' ', 2) is [var ticks, var last] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number, last) : (long.MaxValue, "");
            var cases = session.Statement("SELECT content FROM error_cases WHERE closed_at < @at OR (closed_at = @at AND key > @key) ORDER BY closed_at DESC, key LIMIT @take")
                .With("@at", at).With("@key", key).With("@take", take + 1L).List(Read);
            if (cases.Count <= take) return new ErrorCasePage(cases, null);
            cases.RemoveAt(take);
            return new ErrorCasePage(cases, string.Create(CultureInfo.InvariantCulture, $"{cases[^1].ClosedAt!.Value.UtcTicks} {cases[^1].Key}"));
        },
        cancellationToken);

    public Task<long> DeleteBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(session => (long)session.Statement("DELETE FROM error_cases WHERE updated_at < @before").With("@before", before.UtcTicks).Run(), cancellationToken);

    private static ErrorCase Read(SqliteRow row) => ErrorCase.Read(row.Text(0));
}
