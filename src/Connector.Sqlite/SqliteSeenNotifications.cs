using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>Signed notifications that were taken, in the file; they outlive a restart.</summary>
public sealed class SqliteSeenNotifications(SqliteDatabase database, TimeProvider clock) : ISeenNotifications
{
    public Task<bool> IsSeenAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Statement("SELECT 1 FROM seen_notices WHERE id = @id AND seen_until > @now").With("@id", id).With("@now", clock.GetUtcNow().UtcTicks)
            .List(static r => r.Int(0)).Count > 0,
        cancellationToken);

    public Task MarkAsync(string id, DateTimeOffset until, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            session.Statement("DELETE FROM seen_notices WHERE seen_until <= @now").With("@now", clock.GetUtcNow().UtcTicks).Run();
            return session.Statement("INSERT OR REPLACE INTO seen_notices (id, seen_until) VALUES (@id, @until)").With("@id", id).With("@until", until.UtcTicks).Run();
        },
        cancellationToken);
}
