using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>Run records of this process only.</summary>
public sealed class InMemoryRunRecords : IRunRecords
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Timer, string? Account), RunRecord> _records = [];

    public Task WriteAsync(RunRecord change, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var key = (change.Timer, change.Account);
            _records[key] = _records.TryGetValue(key, out var before) ? before.With(change) : change;
            return Task.CompletedTask;
        }
    }

    public Task<IReadOnlyList<RunRecord>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<RunRecord>>([.. _records.Values]);
    }
}
