namespace Connector.Core.Ports;

/// <summary>Flows (queue names) that are paused until somebody resumes them or their time is over.</summary>
public interface IFlowPauses
{
    /// <summary>Null when the flow runs.</summary>
    Task<FlowPause?> GetAsync(string flow, CancellationToken cancellationToken);
    Task PauseAsync(string flow, FlowPause pause, CancellationToken cancellationToken);
    Task ResumeAsync(string flow, CancellationToken cancellationToken);
}

/// <param name="Until">Null: until somebody resumes it.</param>
public sealed record FlowPause(string Reason, DateTimeOffset Since, DateTimeOffset? Until);
