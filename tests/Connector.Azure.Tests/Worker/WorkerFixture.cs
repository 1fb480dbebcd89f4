using Xunit;

namespace Connector.Azure.Tests.Worker;

/// <summary>One world for the tests of a class, which run one after the other: each has orders of its own, and leaves the queues empty.</summary>
public sealed class WorkerFixture : IAsyncLifetime
{
    private int _orders;

    internal WorkerWorld World { get; private set; } = null!;

    /// <summary>The number of an order that no other test has.</summary>
    public int Next() => ++_orders;

    public async Task InitializeAsync() => World = await WorkerWorld.StartAsync(new WorldOptions
    {
        // The nightly comparison may look at what has just come; parcels are followed.
        Settings = [("ShipStation__V2ApiKey", "demo"), ("Reconciliation__GraceMinutes", "0"), ("Reconciliation__StartHour", "0")]
    });

    public async Task DisposeAsync() => await World.DisposeAsync();
}
