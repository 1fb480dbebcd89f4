using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Flows.Pull;

/// <summary>Of a page of changed orders those that are due are queued; the others get their reason in the journal.</summary>
internal sealed class DueOrders(ISyncStore sync, IWorkQueue queue, OrderSelection selection, IJournal journal, ISeenOrders seen, RecentOrders recent, IIdSource ids, TimeProvider clock)
{
    private readonly RecentlyQueued _queued = new();

    /// <summary>What was read for the push of this process.</summary>
    public RecentOrders Recent => recent;

    /// <summary>What became of the orders of the page.</summary>
    /// <param name="cursor">What lies before it was journalled by an earlier pull.</param>
    /// <param name="rereads">Somebody asked for a time that was read before.</param>
    /// <param name="started">When the pull began.</param>
    public async Task<TakenPage> QueueAsync(OrderPage page, PullCursor? cursor, bool rereads, DateTimeOffset started, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = (await sync.GetAsync([.. page.Orders.Select(o => o.Id), .. page.Unreadable.Select(u => u.Id)], cancellationToken)).ToLookup(r => r.OrderId, StringComparer.Ordinal);
        var (echoes, unchanged, skips) = (0, 0, 0);
        var facts = new List<SeenOrder>();
        var (due, history, later) = (new List<WorkMessage>(), new List<JournalEntry>(), new List<(WorkMessage Message, DateTimeOffset At)>());
        foreach (var order in page.Orders)
        {
            var known = rows[order.Id].ToList();
            if (OrderPullRun.IsKnown(order, known))
            {
                // Pushed while this run goes on: the echo of our own mark, not an order of its own.
                if (known.TrueForAll(r => r.UpdatedAt >= started)) echoes++;
                else unchanged++;
                continue;
            }
            if (!rereads && _queued.Knows(order.Id, order.Version)) continue;
            var isNews = cursor is null || cursor.IsBefore(order.LastModifiedAt, order.Id);
            var decision = selection.Decide(order, now);
            if (isNews || decision is SelectionDecision.Due) facts.Add(SeenOrder.From(order, OrderVerdicts.From(decision)));
            switch (decision)
            {
                case SelectionDecision.Skipped skipped when known.Count == 0:
                    skips++;
                    Skip(order, skipped.Reason, isNews, history, now);
                    break;
                case SelectionDecision.Cancelled cancelled when known.Count == 0:
                    skips++;
                    Skip(order, cancelled.Reason + " before it was sent", isNews, history, now);
                    break;
                // One that was sent already must not ship before.
                case SelectionDecision.NotYet when known.Exists(r => r.Status == SyncStatus.Synced):
                    due.Add(Message(order, "changed", now));
                    break;
                case SelectionDecision.NotYet notYet:
                    if (isNews) later.Add((Message(order, "not sent yet: " + notYet.Reason, now), notYet.Until));
                    break;
                default:
                    due.Add(Message(order, known.Count == 0 ? "new" : "changed", now));
                    break;
            }
        }
        due.AddRange(page.Unreadable.Where(u => !OrderPullRun.IsKnown(u, rows[u.Id])).Select(u => Unreadable(u, now)));
        Remember(page.Orders, due);
        if (due.Count > 0) await queue.SendAsync(QueueNames.Orders, due, null, cancellationToken);
        foreach (var sameTime in later.GroupBy(l => l.At)) await queue.SendAsync(QueueNames.Orders, [.. sameTime.Select(l => l.Message)], sameTime.Key, cancellationToken);
        if (history.Count > 0) await journal.AppendAsync(history, cancellationToken);
        if (facts.Count > 0) await seen.TakeAsync(facts, cancellationToken);
        var queued = due.Select(m => m.Id).Concat(later.Select(l => l.Message.Id)).ToHashSet(StringComparer.Ordinal);
        foreach (var order in page.Orders.Where(o => queued.Contains(o.Id))) _queued.Add(order.Id, order.Version, order.LastModifiedAt);
        return new TakenPage(page.Orders.Count + page.Unreadable.Count - echoes, due.Count + later.Count, unchanged, skips);
    }

    /// <summary>What is pushed now need not be read again; of what is not, nothing older is left to push.</summary>
    private void Remember(IReadOnlyList<Order> orders, List<WorkMessage> due)
    {
        var now = due.Select(static m => m.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var order in orders)
        {
            if (now.Contains(order.Id)) recent.Keep(order);
            else if (!_queued.Knows(order.Id, order.Version)) recent.Forget(order.Id, order.Version);
        }
    }

    /// <summary>No pull sees an order that old again.</summary>
    public void ForgetBefore(DateTimeOffset modifiedAt) => _queued.ForgetBefore(modifiedAt);

    private static void Skip(Order order, string reason, bool isNews, List<JournalEntry> history, DateTimeOffset now)
    {
        if (isNews) history.Add(new JournalEntry(now, JournalKind.Decision, order.Id, order.NumberOrId, $"Not sent: {reason}")
        {
            Events = [new OrderEvent(OrderEventKind.NotSent, OrderActor.Connector, $"Not sent: {reason}")]
        });
    }

    private WorkMessage Message(Order order, string reason, DateTimeOffset now) => new()
    {
        Type = MessageTypes.PushOrder, Id = order.Id, OrderNumber = order.NumberOrId, Version = order.Version, Reason = reason, CorrelationId = ids.New(), EnqueuedAt = now
    };

    /// <summary>Queued like any other: the handler meets the same document and sends it to the error queue with the field named.</summary>
    private WorkMessage Unreadable(UnreadableOrder order, DateTimeOffset now) => new()
    {
        Type = MessageTypes.PushOrder, Id = order.Id, OrderNumber = order.OrderNumber ?? order.Id, Version = order.Version, Reason = ErrorCodes.OrderUnreadable,
        CorrelationId = ids.New(), EnqueuedAt = now
    };
}

/// <param name="Unchanged">Orders that were processed in this version.</param>
/// <param name="Skipped">Orders that are not sent.</param>
internal sealed record TakenPage(int Seen, int Queued, int Unchanged, int Skipped);
