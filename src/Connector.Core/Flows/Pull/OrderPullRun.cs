using Connector.Core.Model;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Pull;

/// <summary>
/// One pass over the orders that changed: those that are due are queued, the others get their reason in the journal. A second run is harmless: a message is only a
/// hint, and orders whose version is known are not queued again. The cursor moves only after the page is safely queued, and a pull starts a little earlier than its value
/// until nothing of that time can become visible any longer: then it starts behind it, so that a quiet shop costs an empty page.
/// </summary>
public sealed class OrderPullRun(
    ICommerceOrders commerce, ISyncStore sync, IWorkQueue queue, ICursorStore cursors, OrderSelection selection, ConnectorRules rules, IJournal journal, IIdSource ids,
    IOptions<EngineOptions> options, SyncMeter meter, TimeProvider clock)
{
    /// <summary>Taken off our clock where the shop's is not known.</summary>
    private static readonly TimeSpan UnknownSkew = TimeSpan.FromMinutes(10);

    private readonly RecentlyQueued _recent = new();

    /// <summary>Returns how many orders were seen and how many of them were queued.</summary>
    /// <param name="since">Start here instead of at the cursor; moving back is safe.</param>
    /// <param name="progress">Reports after each page the orders seen so far.</param>
    public async Task<PullResult> RunAsync(DateTimeOffset? since, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var started = clock.GetUtcNow();
        var stored = await cursors.GetAsync(PullCursor.Name, cancellationToken);
        var cursor = stored is null ? null : PullCursor.Read(stored.Value);
        var from = since ?? From(cursor, options.Value);
        var (seen, queued, etag) = (0L, 0L, stored?.ETag);
        var (moved, ahead) = (false, true);
        var after = since is null && cursor is { Settled: true } ? cursor.Position : null;
        for (var more = true; more;)
        {
            var page = await commerce.ListChangedAsync(new OrderQuery(from, after, rules.Selection.Predicate), cancellationToken);
            var taken = await QueueAsync(page, cursor, since is not null, started, cancellationToken);
            queued += taken.Queued;
            seen += taken.Seen;
            meter.Add(Measure.Pulled, taken.Seen);
            progress?.Report(seen);
            if (page.Last is { } last && (cursor is null || cursor.IsBefore(last.LastModifiedAt, last.Id)))
            {
                cursor = new PullCursor(last.LastModifiedAt, last.Id);
                if (!await cursors.TrySetAsync(PullCursor.Name, cursor.Write(), etag, cancellationToken)) // another run is ahead of us
                {
                    ahead = false;
                    break;
                }
                moved = true;
                etag = (await cursors.GetAsync(PullCursor.Name, cancellationToken))?.ETag;
                _recent.ForgetBefore(last.LastModifiedAt.AddSeconds(-options.Value.PullOverlapSeconds));
            }
            (after, more) = (page.Last, page.More && page.Last is not null);
        }
        if (ahead && cursor is { Settled: false } && !(since > From(cursor, options.Value)) && IsSettled(cursor, started)) await SettleAsync(cursor, etag, cancellationToken);
        // A pull that found nothing leaves no row: there are thousands a day.
        if (moved || queued > 0 || since is not null)
            await journal.AppendAsync([new JournalEntry(clock.GetUtcNow(), JournalKind.Run, null, null, $"pull: {seen} orders seen since {from:u}, {queued} queued")], cancellationToken);
        return new PullResult(seen, queued);
    }

    /// <summary>The cursor's instant is the shop's, so the shop's clock is asked whether the overlap is over.</summary>
    private bool IsSettled(PullCursor cursor, DateTimeOffset started) =>
        (commerce.ClockOffset is { } offset ? started + offset : started - UnknownSkew) > cursor.LastModifiedAt.AddSeconds(options.Value.PullOverlapSeconds);

    private async Task SettleAsync(PullCursor cursor, string? etag, CancellationToken cancellationToken)
    {
        await cursors.TrySetAsync(PullCursor.Name, (cursor with { Settled = true }).Write(), etag, cancellationToken);
        _recent.ForgetBefore(cursor.LastModifiedAt.AddTicks(1));
    }

    private async Task<PullResult> QueueAsync(OrderPage page, PullCursor? cursor, bool rereads, DateTimeOffset started, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rows = (await sync.GetAsync([.. page.Orders.Select(o => o.Id), .. page.Unreadable.Select(u => u.Id)], cancellationToken)).ToLookup(r => r.OrderId, StringComparer.Ordinal);
        var echoes = 0;
        var (due, history, later) = (new List<WorkMessage>(), new List<JournalEntry>(), new List<(WorkMessage Message, DateTimeOffset At)>());
        foreach (var order in page.Orders)
        {
            var known = rows[order.Id].ToList();
            if (IsKnown(order, known))
            {
                // Pushed while this run goes on: the echo of our own mark, not an order of its own.
                if (known.TrueForAll(r => r.UpdatedAt >= started)) echoes++;
                else meter.Add(Measure.Unchanged);
                continue;
            }
            if (!rereads && _recent.Knows(order.Id, order.Version)) continue;
            var isNews = cursor is null || cursor.IsBefore(order.LastModifiedAt, order.Id);
            switch (selection.Decide(order, now))
            {
                case SelectionDecision.Skipped skipped when known.Count == 0:
                    Skip(order, skipped.Reason, isNews, history, now);
                    break;
                case SelectionDecision.Cancelled cancelled when known.Count == 0:
                    Skip(order, cancelled.Reason + " before it was sent", isNews, history, now);
                    break;
                case SelectionDecision.NotYet notYet:
                    if (isNews) later.Add((Message(order, "not sent yet: " + notYet.Reason, now), notYet.Until));
                    break;
                default:
                    due.Add(Message(order, known.Count == 0 ? "new" : "changed", now));
                    break;
            }
        }
        due.AddRange(page.Unreadable.Where(u => !IsKnown(u, rows[u.Id])).Select(u => Unreadable(u, now)));
        meter.Add(Measure.Eligible, due.Count + later.Count);
        if (due.Count > 0) await queue.SendAsync(QueueNames.Orders, due, null, cancellationToken);
        foreach (var sameTime in later.GroupBy(l => l.At)) await queue.SendAsync(QueueNames.Orders, [.. sameTime.Select(l => l.Message)], sameTime.Key, cancellationToken);
        if (history.Count > 0) await journal.AppendAsync(history, cancellationToken);
        var queued = due.Select(m => m.Id).Concat(later.Select(l => l.Message.Id)).ToHashSet(StringComparer.Ordinal);
        foreach (var order in page.Orders.Where(o => queued.Contains(o.Id))) _recent.Add(order.Id, order.Version, order.LastModifiedAt);
        return new PullResult(page.Orders.Count + page.Unreadable.Count - echoes, due.Count + later.Count);
    }

    /// <summary>This version of the order was dealt with: nothing is to be decided again.</summary>
    internal static bool IsKnown(Order order, IReadOnlyCollection<SyncRow> rows) => rows.Count > 0 && rows.All(r => r.OrderVersion >= order.Version && r.Reservation is null);

    internal static bool IsKnown(UnreadableOrder order, IEnumerable<SyncRow> rows) => rows.Any(r => r.OrderVersion >= order.Version);

    /// <summary>Where the next pass begins when nobody says otherwise.</summary>
    internal static DateTimeOffset From(PullCursor? cursor, EngineOptions options) =>
        cursor is null ? DateTimeOffset.UnixEpoch : cursor.LastModifiedAt.AddSeconds(-options.PullOverlapSeconds);

    private void Skip(Order order, string reason, bool isNews, List<JournalEntry> history, DateTimeOffset now)
    {
        meter.Add(Measure.Skipped);
        if (isNews) history.Add(new JournalEntry(now, JournalKind.Decision, order.Id, order.NumberOrId, $"Not sent: {reason}"));
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

public sealed record PullResult(long Seen, long Queued);
