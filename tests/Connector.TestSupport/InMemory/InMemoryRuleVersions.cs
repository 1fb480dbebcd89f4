using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.TestSupport.InMemory;

/// <summary>Versions of the rules of this process only.</summary>
public sealed class InMemoryRuleVersions : IRuleVersions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeptRuleVersion> _kept = new(StringComparer.Ordinal);

    public Task KeepAsync(RuleVersion version, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (_gate) _kept.TryAdd(version.Hash, new KeptRuleVersion(version, at));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<KeptRuleVersion>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<KeptRuleVersion>>(
                [.. _kept.Values.OrderByDescending(static k => k.FirstUsedAt).ThenBy(static k => k.Version.Hash, StringComparer.Ordinal)]);
        }
    }
}
