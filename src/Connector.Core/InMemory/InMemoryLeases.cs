using Connector.Core.Ports;

namespace Connector.Core.InMemory;

/// <summary>Leases among the runs of one process.</summary>
public sealed class InMemoryLeases(TimeProvider clock) : ILeases
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lease> _held = new(StringComparer.Ordinal);

    public Task<IAsyncDisposable?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_held.TryGetValue(name, out var holder) && holder.Until > clock.GetUtcNow()) return Task.FromResult<IAsyncDisposable?>(null);
            return Task.FromResult<IAsyncDisposable?>(_held[name] = new Lease(this, name, clock.GetUtcNow() + duration));
        }
    }

    private sealed class Lease(InMemoryLeases owner, string name, DateTimeOffset until) : IAsyncDisposable
    {
        public DateTimeOffset Until => until;

        public ValueTask DisposeAsync()
        {
            lock (owner._gate)
            {
                // After the end someone else may hold it: theirs is not ours to give back.
                if (owner._held.TryGetValue(name, out var holder) && ReferenceEquals(holder, this)) owner._held.Remove(name);
            }
            return ValueTask.CompletedTask;
        }
    }
}
