using System.Collections.Concurrent;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>Pauses of this process only; a restart resumes every flow.</summary>
public sealed class InMemoryFlowPauses(TimeProvider clock) : IFlowPauses
{
    private readonly ConcurrentDictionary<string, FlowPause> _pauses = new(StringComparer.Ordinal);

    public Task<FlowPause?> GetAsync(string flow, CancellationToken cancellationToken) =>
        Task.FromResult(_pauses.TryGetValue(flow, out var pause) && !pause.IsOver(clock.GetUtcNow()) ? pause : null);

    public Task PauseAsync(string flow, FlowPause pause, CancellationToken cancellationToken)
    {
        _pauses[flow] = pause;
        return Task.CompletedTask;
    }

    public Task ResumeAsync(string flow, CancellationToken cancellationToken)
    {
        _pauses.TryRemove(flow, out _);
        return Task.CompletedTask;
    }
}
