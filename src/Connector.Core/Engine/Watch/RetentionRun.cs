using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Microsoft.Extensions.Options;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Removes what is older than it is kept: events, calls and bodies of the journal, errors that are over, orders of the list that have ended, documents of labels, what was spent on labels once no cap
/// counts it. And makes the list of orders whole. A second run finds nothing left.
/// </summary>
/// <param name="archives">None where the host has no store for documents.</param>
public sealed class RetentionRun(
    IJournal journal, IEnumerable<ILabelArchive> archives, ISpendLedger spending, OrderIndexBuild orders, IOrderIndex list, IErrorCases cases, IOptions<RetentionOptions> options, TimeProvider clock)
{
    private const int PageSize = 500;
    private static readonly OrderProgress[] s_ended = [.. Enum.GetValues<OrderProgress>().Where(static p => !OrderSummary.IsOpenAt(p))];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var kept = options.Value;
        await orders.RunAsync(cancellationToken);
        await journal.PruneAsync(kept.JournalAges(now), cancellationToken);
        await cases.DeleteBeforeAsync(now.AddDays(-(kept.ErrorDays ?? kept.JournalDays)), cancellationToken);
        if (kept.OrderListDays is { } days) await RemoveEndedAsync(now.AddDays(-days), cancellationToken);
        // Also where no labels are bought any longer: what is there holds names and addresses.
        foreach (var archive in archives) await archive.DeleteExpiredAsync(now, cancellationToken);
        await spending.DeleteBeforeAsync(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-kept.LabelSpendDays), cancellationToken);
    }

    /// <summary>What still needs attention stays, whatever its age.</summary>
    private async Task RemoveEndedAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        for (string? after = null; ;)
        {
            var page = await list.ListAsync(new OrderFilter(Progress: s_ended, NeedsAttention: false, PlacedTo: before), after, PageSize, cancellationToken);
            await list.DeleteAsync([.. page.Orders.Select(static o => o.OrderId)], cancellationToken);
            if (page.Next is null) return;
            after = page.Next;
        }
    }
}
