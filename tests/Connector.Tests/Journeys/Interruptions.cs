using System.Collections.Concurrent;
using Connector.Core.Ports;

namespace Connector.Tests.Journeys;

/// <summary>Lets people act while the connector is between two of its steps: no race, the same moment in every run.</summary>
internal sealed class Interruptions : IFaultPoints
{
    private readonly ConcurrentDictionary<string, Func<Task>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Does this once, when the connector reaches the point for the next time.</summary>
    public void At(string point, Func<Task> act) => _waiting[point] = act;

    public Task ReachAsync(string point, CancellationToken cancellationToken) => _waiting.TryRemove(point, out var act) ? act() : Task.CompletedTask;
}
