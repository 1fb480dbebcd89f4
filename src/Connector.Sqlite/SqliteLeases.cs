using Connector.Core.Engine.Pump;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>
/// Leases among all processes that have the file open. Each names the process that holds it, so that what a killed one held is free at once.
/// </summary>
public sealed class SqliteLeases(SqliteDatabase database, IInstances instances, TimeProvider clock) : ILeases
{
    private const string TakeSql =
        "INSERT OR REPLACE INTO leases (name, holder, held_until, owner) VALUES (@name, @holder, @until, @owner)";

    public async Task<ILease?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        var holder = Guid.NewGuid().ToString("N");
        var now = clock.GetUtcNow();
        var taken = await database.WriteAsync(
            session =>
            {
                if (IsHeld(session, name, now, duration)) return false;
                session.Statement(TakeSql).With("@name", name).With("@holder", holder).With("@until", (now + duration).UtcTicks).With("@owner", instances.Current).Run();
                return true;
            },
            cancellationToken);
        return taken ? new Lease(database, clock, name, holder, duration) : null;
    }

    private bool IsHeld(SqliteSession session, string name, DateTimeOffset now, TimeSpan duration) => session
        .Statement("SELECT held_until, owner FROM leases WHERE name = @name").With("@name", name)
        .List(static row => (Until: row.Instant(0), Owner: row.TextOrNull(1)))
        .Exists(lease => LeaseRules.Holds(lease.Until, now, duration) && !(lease.Owner is { } owner && instances.IsDead(owner)));

    private sealed class Lease(SqliteDatabase database, TimeProvider clock, string name, string holder, TimeSpan duration) : ILease
    {
        public Task<bool> RenewAsync(CancellationToken cancellationToken) => database.WriteAsync(
            session => session.Statement("UPDATE leases SET held_until = @until WHERE name = @name AND holder = @holder")
                .With("@name", name).With("@holder", holder).With("@until", (clock.GetUtcNow() + duration).UtcTicks).Run() == 1,
            cancellationToken);

        // After the end someone else may hold it: theirs is not ours to give back.
        public async ValueTask DisposeAsync() => await database.WriteAsync(
            session => session.Statement("DELETE FROM leases WHERE name = @name AND holder = @holder").With("@name", name).With("@holder", holder).Run(),
            CancellationToken.None);
    }
}
