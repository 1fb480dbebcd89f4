using Connector.Core.Model.Messages;

namespace Connector.Core.Ports;

/// <summary>The rules that orders were sent with, one entry for each version (docs/adr/0023). Entries are never removed.</summary>
public interface IRuleVersions
{
    /// <summary>Keeps the version; one that is kept already stays as it is. May be called again at any time.</summary>
    /// <param name="at">When it was first used.</param>
    Task KeepAsync(RuleVersion version, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>All versions, the newest first use first.</summary>
    Task<IReadOnlyList<KeptRuleVersion>> ListAsync(CancellationToken cancellationToken);
}

public sealed record KeptRuleVersion(RuleVersion Version, DateTimeOffset FirstUsedAt);
