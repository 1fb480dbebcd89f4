using Connector.Core.Engine.Pump;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>Leases among the runs of one process.</summary>
public sealed class InMemoryLeases(TimeProvider clock) : ILeases
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lease> _held = new(StringComparer.Ordinal);

    public Task<ILease?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_held.TryGetValue(name, out var holder) && LeaseRules.Holds(holder.Until, now, duration)) return Task.FromResult<ILease?>(null);
            return Task.FromResult<ILease?>(_held[name] = new Lease(this, name, duration) { Until = now + duration });
        }
    }

    private sealed class Lease(InMemoryLeases owner, string name, TimeSpan duration) : ILease
    {
        public DateTimeOffset Until { get; set; }

        private bool IsOurs => owner._held.TryGetValue(name, out var holder) && ReferenceEquals(holder, this);

        public Task<bool> RenewAsync(CancellationToken cancellationToken)
        {
            lock (owner._gate)
            {
                if (IsOurs) Until = owner.Now() + duration;
                return Task.FromResult(IsOurs);
            }
        }

        public ValueTask DisposeAsync()
        {
            lock (owner._gate)
            {
                // After the end someone else may hold it: theirs is not ours to give back.
                if (IsOurs) owner._held.Remove(name);
            }
            return ValueTask.CompletedTask;
        }
    }

    private DateTimeOffset Now() => clock.GetUtcNow();
}
