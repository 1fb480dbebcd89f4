using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>Queues the orders whose labels are due. With labels switched off only those whose purchase or void is open: it is brought to its end.</summary>
public sealed class LabelRun
{
    /// <summary>A message that was lost is sent again after this time, and a label that is under way is not queued again before.</summary>
    internal static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);
    private const int PageSize = 500;
    private const int MostPages = 20;

    /// <summary>V1 buys some forty labels a minute for an account: what is queued beyond that would only come back.</summary>
    private const int MostByV1 = 300;

    private readonly ILabelStore _labels;
    private readonly LabelScan _scan;
    private readonly IWorkQueue _queue;
    private readonly LabelRules _rules;
    private readonly IIdSource _ids;
    private readonly TimeProvider _clock;

    internal LabelRun(ILabelStore labels, LabelScan scan, IWorkQueue queue, LabelRules rules, IIdSource ids, TimeProvider clock) =>
        (_labels, _scan, _queue, _rules, _ids, _clock) = (labels, scan, queue, rules, ids, clock);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_rules.Mode == LabelMode.Off)
        {
            await QueueAsync(await ListOpenAsync(cancellationToken), cancellationToken);
            return;
        }
        await _scan.RunAsync(cancellationToken);
        var (size, pages) = _rules.Route == LabelApi.V1 ? (MostByV1, 1) : (PageSize, MostPages);
        for (var page = 0; page < pages; page++)
        {
            var due = await _labels.ListDueAsync(_clock.GetUtcNow(), size, cancellationToken);
            await QueueAsync(due, cancellationToken);
            if (due.Count < size) return;
        }
    }

    private async Task<IReadOnlyList<LabelRow>> ListOpenAsync(CancellationToken cancellationToken)
    {
        var (now, open) = (_clock.GetUtcNow(), new List<LabelRow>());
        foreach (var state in (LabelState[])[LabelState.Reserved, LabelState.Unknown, LabelState.Voiding])
            open.AddRange((await _labels.ListAsync(new LabelFilter(state), null, PageSize, cancellationToken)).Rows.Where(row => row.DueAt <= now));
        return open;
    }

    private async Task QueueAsync(IReadOnlyList<LabelRow> due, CancellationToken cancellationToken)
    {
        if (due.Count == 0) return;
        var now = _clock.GetUtcNow();
        var moved = await _labels.WriteAsync([.. due.Select(row => row with { DueAt = now + Ahead })], cancellationToken);
        // A row that someone else wrote meanwhile is due again if it still is.
        var messages = moved.OfType<LabelRow>().DistinctBy(row => row.OrderId, StringComparer.Ordinal).Select(row => new WorkMessage
        {
            Type = MessageTypes.BuyLabel, Id = row.OrderId, OrderNumber = row.OrderNumber, Reason = "label due", CorrelationId = _ids.New(), EnqueuedAt = now
        }).ToList();
        if (messages.Count > 0) await _queue.SendAsync(QueueNames.Labels, messages, null, cancellationToken);
    }
}
