namespace Connector.Core.Ports;

/// <summary>"Only one of us": for timer runs when several instances are up.</summary>
public interface ILeases
{
    /// <summary>Null when someone else holds it. Dispose gives it back; a crash frees it when <paramref name="duration"/> is over.</summary>
    Task<IAsyncDisposable?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken);
}
