using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Keeps a copy of the present rules before the first order is sent with them, so that every hash in a row has its text.</summary>
internal sealed class RuleArchive(RuleVersion rules, IRuleVersions versions, TimeProvider clock)
{
    private volatile bool _kept;

    public string Hash => rules.Hash;

    /// <summary>The store is asked once in a process; where two ask at once, it keeps one.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        if (_kept) return;
        await versions.KeepAsync(rules, clock.GetUtcNow(), cancellationToken);
        _kept = true;
    }
}
