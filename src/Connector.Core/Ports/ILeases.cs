namespace Connector.Core.Ports;

/// <summary>"Only one of us": for timer runs when several instances are up.</summary>
public interface ILeases
{
    /// <summary>
    /// Null when someone else holds it. A lease ends by itself when <paramref name="duration"/> is over without a renewal. One that would end later than that counts as
    /// over: the clock was set back since it was taken.
    /// </summary>
    Task<ILease?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken);
}

/// <summary>A lease that is held. Dispose gives it back.</summary>
public interface ILease : IAsyncDisposable
{
    /// <summary>Holds it for its whole duration from now on. False when it is no longer ours.</summary>
    Task<bool> RenewAsync(CancellationToken cancellationToken);
}
