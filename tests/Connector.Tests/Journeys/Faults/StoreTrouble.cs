using Connector.Core.Model.Messages;

namespace Connector.Tests.Journeys.Faults;

/// <summary>How stores fail.</summary>
internal enum StoreFailure { Transient, DiskFull, Raw }

/// <summary>Lets the stores of all hosts fail for a while: all of them or one port, each call or some, before or after the work was done.</summary>
internal sealed class StoreTrouble(int seed)
{
    private readonly Lock _gate = new();
    private readonly Random _chance = new(seed);
    private (StoreFailure Failure, string? Port, double Share, bool Afterwards)? _now;

    /// <param name="port">Name of the port; null for all.</param>
    /// <param name="share">Of the calls.</param>
    /// <param name="afterwards">The work is done, and then the call fails.</param>
    public void Begin(StoreFailure failure, string? port, double share, bool afterwards)
    {
        lock (_gate) _now = (failure, port, share, afterwards);
    }

    public void End()
    {
        lock (_gate) _now = null;
    }

    public void Before(string port, string member) => Meet(port, member, afterwards: false);

    public void After(string port, string member) => Meet(port, member, afterwards: true);

    private void Meet(string port, string member, bool afterwards)
    {
        StoreFailure failure;
        lock (_gate)
        {
            if (_now is not { } now || now.Afterwards != afterwards || (now.Port is not null && now.Port != port) || _chance.NextDouble() >= now.Share) return;
            failure = now.Failure;
        }
        throw failure switch
        {
            StoreFailure.Transient => new ConnectorException(FailureKind.Transient, ErrorCodes.Timeout, $"The store is not there: {port}.{member}"),
            StoreFailure.DiskFull => new IOException($"No space left on device: {port}.{member}"),
            _ => new InvalidOperationException($"The store failed unexpectedly: {port}.{member}")
        };
    }
}
