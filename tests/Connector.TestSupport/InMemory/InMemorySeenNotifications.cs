using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>Signed notifications that this process took; a restart forgets them.</summary>
public sealed class InMemorySeenNotifications(TimeProvider clock) : ISeenNotifications
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    public Task<bool> IsSeenAsync(string id, CancellationToken cancellationToken)
    {
        lock (_gate) return Task.FromResult(_until.TryGetValue(id, out var until) && until > clock.GetUtcNow());
    }

    public Task MarkAsync(string id, DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            foreach (var over in _until.Where(e => e.Value <= now).Select(e => e.Key).ToList()) _until.Remove(over);
            _until[id] = until;
        }
        return Task.CompletedTask;
    }
}
