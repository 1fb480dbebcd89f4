using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>Cursors in the file.</summary>
public sealed class SqliteCursorStore(SqliteDatabase database, TimeProvider clock) : ICursorStore
{
    private const string InsertSql = "INSERT INTO cursors (name, value, etag, updated_at) VALUES (@name, @value, 1, @at) ON CONFLICT (name) DO NOTHING";
    private const string UpdateSql = "UPDATE cursors SET value = @value, etag = etag + 1, updated_at = @at WHERE name = @name AND etag = @etag";

    public Task<StoredCursor?> GetAsync(CursorName name, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Statement("SELECT value, etag, updated_at FROM cursors WHERE name = @name").With("@name", name.Text)
            .List(static r => new StoredCursor(r.Text(0), r.Number(1).ToString(CultureInfo.InvariantCulture), r.Instant(2))).FirstOrDefault(),
        cancellationToken);

    public Task<bool> TrySetAsync(CursorName name, string value, string? etag, CancellationToken cancellationToken) => database.WriteAsync(
        session => Set(session, etag).With("@name", name.Text).With("@value", value).With("@at", clock.GetUtcNow().UtcTicks).Run() == 1, cancellationToken);

    private static SqliteStatement Set(SqliteSession session, string? etag)
    {
        if (etag is null) return session.Statement(InsertSql);
        // A value that is no etag of ours matches no row.
        var known = long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return session.Statement(UpdateSql).With("@etag", known);
    }
}
