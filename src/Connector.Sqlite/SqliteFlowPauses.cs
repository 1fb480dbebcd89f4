using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>Pauses in the file; they outlive a restart.</summary>
public sealed class SqliteFlowPauses(SqliteDatabase database, TimeProvider clock) : IFlowPauses
{
    public Task<FlowPause?> GetAsync(string flow, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.Statement("SELECT reason, since, paused_until FROM flow_pauses WHERE flow = @flow").With("@flow", flow)
            .List(static r => new FlowPause(r.Text(0), r.Instant(1), r.InstantOrNull(2))).Find(pause => !pause.IsOver(clock.GetUtcNow())),
        cancellationToken);

    public Task PauseAsync(string flow, FlowPause pause, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Statement("INSERT OR REPLACE INTO flow_pauses (flow, reason, since, paused_until) VALUES (@flow, @reason, @since, @until)")
            .With("@flow", flow).With("@reason", pause.Reason).With("@since", pause.Since.UtcTicks).With("@until", pause.Until?.UtcTicks).Run(),
        cancellationToken);

    public Task ResumeAsync(string flow, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Statement("DELETE FROM flow_pauses WHERE flow = @flow").With("@flow", flow).Run(), cancellationToken);
}
