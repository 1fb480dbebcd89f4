using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.Engine.Watch;

/// <summary>Removes what is older than the journal is kept. A second run finds nothing left.</summary>
public sealed class JournalRetention(IJournal journal, IOptions<RetentionOptions> options, TimeProvider clock)
{
    public Task RunAsync(CancellationToken cancellationToken) => journal.PruneAsync(clock.GetUtcNow().AddDays(-options.Value.JournalDays), cancellationToken);
}
