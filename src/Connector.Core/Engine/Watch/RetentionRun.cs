using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Microsoft.Extensions.Options;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Removes what is older than it is kept: entries of the journal and what was done about errors, documents of labels, what was spent on labels once no cap counts it. And makes the list of orders whole.
/// A second run finds nothing left.
/// </summary>
/// <param name="archives">None where the host has no store for documents.</param>
public sealed class RetentionRun(IJournal journal, IEnumerable<ILabelArchive> archives, ISpendLedger spending, OrderIndexBuild orders, IErrorCases cases, IOptions<RetentionOptions> options, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await orders.RunAsync(cancellationToken);
        await journal.PruneAsync(now.AddDays(-options.Value.JournalDays), cancellationToken);
        await cases.DeleteBeforeAsync(now.AddDays(-options.Value.JournalDays), cancellationToken);
        // Also where no labels are bought any longer: what is there holds names and addresses.
        foreach (var archive in archives) await archive.DeleteExpiredAsync(now, cancellationToken);
        await spending.DeleteBeforeAsync(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-options.Value.LabelSpendDays), cancellationToken);
    }
}
