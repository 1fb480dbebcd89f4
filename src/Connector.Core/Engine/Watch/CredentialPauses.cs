using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Pauses that end by themselves remember with which credentials they began: for a process with others they are over, because a corrected key need not wait.
/// What people pause has no end, and lasts whatever the credentials are.
/// </summary>
public sealed class CredentialPauses(IFlowPauses inner, CredentialHashes hashes) : IFlowPauses
{
    public async Task<FlowPause?> GetAsync(string flow, CancellationToken cancellationToken) =>
        await inner.GetAsync(flow, cancellationToken) is { } pause && !IsOutdated(flow, pause) ? pause : null;

    public Task PauseAsync(string flow, FlowPause pause, CancellationToken cancellationToken) =>
        inner.PauseAsync(flow, pause.Until is null ? pause : pause with { Credentials = hashes.Compute(flow) }, cancellationToken);

    public Task ResumeAsync(string flow, CancellationToken cancellationToken) => inner.ResumeAsync(flow, cancellationToken);

    /// <summary>A pause that began with other credentials and has not ended yet; null without one.</summary>
    public async Task<FlowPause?> FindOutdatedAsync(string flow, CancellationToken cancellationToken) =>
        await inner.GetAsync(flow, cancellationToken) is { } pause && IsOutdated(flow, pause) ? pause : null;

    private bool IsOutdated(string flow, FlowPause pause) => pause.Credentials is { } then && then != hashes.Compute(flow);
}
