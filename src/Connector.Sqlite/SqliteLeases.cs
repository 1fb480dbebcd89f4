using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>Leases among all processes that have the file open.</summary>
public sealed class SqliteLeases(SqliteDatabase database, TimeProvider clock) : ILeases
{
    public async Task<IAsyncDisposable?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        var holder = Guid.NewGuid().ToString("N");
        var now = clock.GetUtcNow();
        var taken = await database.WriteAsync(
            session => session.Statement("INSERT INTO leases (name, holder, held_until) VALUES (@name, @holder, @until) "
                    + "ON CONFLICT (name) DO UPDATE SET holder = @holder, held_until = @until WHERE held_until <= @now")
                .With("@name", name).With("@holder", holder).With("@until", (now + duration).UtcTicks).With("@now", now.UtcTicks).Run() == 1,
            cancellationToken);
        return taken ? new Lease(database, name, holder) : null;
    }

    private sealed class Lease(SqliteDatabase database, string name, string holder) : IAsyncDisposable
    {
        // After the end someone else may hold it: theirs is not ours to give back.
        public async ValueTask DisposeAsync() => await database.WriteAsync(
            session => session.Statement("DELETE FROM leases WHERE name = @name AND holder = @holder").With("@name", name).With("@holder", holder).Run(),
            CancellationToken.None);
    }
}
