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
/// <param name="Credentials">Keyed hash of the credentials that were refused: with others the pause is over. Null where they do not matter.</param>
public sealed record FlowPause(string Reason, DateTimeOffset Since, DateTimeOffset? Until, string? Credentials = null)
{
    /// <summary>Among instances clocks differ a little.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    /// <summary>One that began in the future has an end that a clock said which was set back since. One without an end waits for a person, whatever a clock says.</summary>
    public bool IsOver(DateTimeOffset now) => Until is { } end && (end <= now || Since > now + s_skew);
}
