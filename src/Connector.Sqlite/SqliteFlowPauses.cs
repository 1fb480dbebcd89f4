using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>Pauses in the file; they outlive a restart. The hash of refused credentials is among what the file knows about its installation.</summary>
public sealed class SqliteFlowPauses(SqliteDatabase database, TimeProvider clock) : IFlowPauses
{
    private const string GetSql =
        "SELECT reason, since, paused_until, (SELECT value FROM installation WHERE name = @credentials) FROM flow_pauses WHERE flow = @flow";

    private const string PauseSql = "INSERT OR REPLACE INTO flow_pauses (flow, reason, since, paused_until) VALUES (@flow, @reason, @since, @until)";
    private const string RememberSql = "INSERT OR REPLACE INTO installation (name, value) VALUES (@credentials, @value)";
    private const string ForgetSql = "DELETE FROM installation WHERE name = @credentials";

    public Task<FlowPause?> GetAsync(string flow, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Statement(GetSql).With("@flow", flow).With("@credentials", NameFor(flow))
            .List(static r => new FlowPause(r.Text(0), r.Instant(1), r.InstantOrNull(2), r.TextOrNull(3))).Find(pause => !pause.IsOver(clock.GetUtcNow())),
        cancellationToken);

    public Task PauseAsync(string flow, FlowPause pause, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            if (pause.Credentials is { } credentials) session.Statement(RememberSql).With("@credentials", NameFor(flow)).With("@value", credentials).Run();
            else Forget(session, flow);
            return session.Statement(PauseSql).With("@flow", flow).With("@reason", pause.Reason).With("@since", pause.Since.UtcTicks).With("@until", pause.Until?.UtcTicks).Run();
        },
        cancellationToken);

    public Task ResumeAsync(string flow, CancellationToken cancellationToken) => database.WriteAsync(
        session =>
        {
            Forget(session, flow);
            return session.Statement("DELETE FROM flow_pauses WHERE flow = @flow").With("@flow", flow).Run();
        },
        cancellationToken);

    private static void Forget(SqliteSession session, string flow) => session.Statement(ForgetSql).With("@credentials", NameFor(flow)).Run();

    private static string NameFor(string flow) => "refused credentials " + flow;
}
