using Connector.Azure.Tests.ServiceBus;
using Connector.ServiceBusBroker;

namespace Connector.Azure.Tests.Worker;

/// <summary>What is special about one <see cref="WorkerWorld"/>.</summary>
internal sealed record WorldOptions
{
    /// <summary>Where the app's files are; null: the output of the build.</summary>
    public string? Folder { get; init; }

    /// <summary>Calls that ShipStation grants in each window; 0: any number.</summary>
    public int Calls { get; init; }

    /// <summary>How long a window is.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(1);

    public QueueOptions Queues { get; init; } = TestBroker.OurQueues;

    /// <summary>App settings that are not as in the sample.</summary>
    public IReadOnlyList<(string Key, string? Value)> Settings { get; init; } = [];
}
