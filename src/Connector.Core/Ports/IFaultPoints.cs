namespace Connector.Core.Ports;

/// <summary>Named places between two steps of a flow, at which tests stop or kill the process. Nothing happens there otherwise.</summary>
public interface IFaultPoints
{
    Task ReachAsync(string point, CancellationToken cancellationToken);
}

/// <summary>The ordinary case.</summary>
public sealed class NoFaultPoints : IFaultPoints
{
    public Task ReachAsync(string point, CancellationToken cancellationToken) => Task.CompletedTask;
}
