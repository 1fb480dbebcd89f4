using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Selection;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Pull;

/// <summary>
/// One pass over the orders that changed: those that are due are queued, the others get their reason in the journal. A second run is harmless: a message is only a
/// hint, and orders whose version is known are not queued again. The cursor moves only after the page is safely queued, and a pull starts a little earlier than its value
/// until nothing of that time can become visible any longer: then it starts behind it, so that a quiet shop costs an empty page.
/// </summary>
public sealed class OrderPullRun
{
    private readonly ICommerceOrders _commerce;
    private readonly ICursorStore _cursors;
    private readonly SelectionRules _rules;
    private readonly DueOrders _due;
    private readonly IJournal _journal;
    private readonly IOptions<EngineOptions> _options;
    private readonly SyncMeter _meter;
    private readonly TimeProvider _clock;

    internal OrderPullRun(
        ICommerceOrders commerce, ICursorStore cursors, SelectionRules rules, DueOrders due, IJournal journal, IOptions<EngineOptions> options, SyncMeter meter, TimeProvider clock) =>
        (_commerce, _cursors, _rules, _due, _journal, _options, _meter, _clock) = (commerce, cursors, rules, due, journal, options, meter, clock);

    /// <summary>Taken off our clock where the shop's is not known.</summary>
    private static readonly TimeSpan UnknownSkew = TimeSpan.FromMinutes(10);

    /// <summary>Returns how many orders were seen and how many of them were queued.</summary>
    /// <param name="since">Start here instead of at the cursor; moving back is safe.</param>
    /// <param name="progress">Reports after each page the orders seen so far.</param>
    /// <param name="paced">Orders are pushed meanwhile in this process: the next page waits a while for the push, so that it finds them read.</param>
    public async Task<PullResult> RunAsync(DateTimeOffset? since, IProgress<long>? progress, CancellationToken cancellationToken, bool paced = false)
    {
        var started = _clock.GetUtcNow();
        var stored = await _cursors.GetAsync(CursorName.OrdersPull, cancellationToken);
        var cursor = stored is null ? null : PullCursor.Read(stored.Value);
        _due.Recent.Begin(stored?.Value);
        var from = since ?? From(cursor, _options.Value);
        var (seen, queued, etag) = (0L, 0L, stored?.ETag);
        var (moved, ahead) = (false, true);
        var after = since is null && cursor is { Settled: true } ? cursor.Position : null;
        for (var more = true; more;)
        {
            var query = new OrderQuery(from, after, _rules.Predicate);
            if (paced) await _due.Recent.WaitForRoomAsync(cancellationToken);
            var page = await _commerce.ListChangedAsync(query, cancellationToken);
            var taken = await _due.QueueAsync(page, cursor, since is not null, started, cancellationToken);
            queued += taken.Queued;
            seen += taken.Seen;
            Count(taken);
            progress?.Report(seen);
            if (page.Last is { } last && (cursor is null || cursor.IsBefore(last.LastModifiedAt, last.Id)))
            {
                cursor = new PullCursor(last.LastModifiedAt, last.Id);
                var written = cursor.Write();
                _due.Recent.Reach(written);
                if (!await _cursors.TrySetAsync(CursorName.OrdersPull, written, etag, cancellationToken)) // another run is ahead of us
                {
                    _due.Recent.ForgetAll();
                    ahead = false;
                    break;
                }
                moved = true;
                etag = (await _cursors.GetAsync(CursorName.OrdersPull, cancellationToken))?.ETag;
                _due.ForgetBefore(last.LastModifiedAt.AddSeconds(-_options.Value.PullOverlapSeconds));
            }
            (after, more) = (page.Last, page.More && page.Last is not null);
        }
        if (ahead && cursor is { Settled: false } && !(since > From(cursor, _options.Value)) && IsSettled(cursor, started)) await SettleAsync(cursor, etag, cancellationToken);
        // A pull that found nothing leaves no row: there are thousands a day.
        if (moved || queued > 0 || since is not null)
            await _journal.AppendAsync([new JournalEntry(_clock.GetUtcNow(), JournalKind.Run, null, null, $"pull: {seen} orders seen since {from:u}, {queued} queued")], cancellationToken);
        return new PullResult(seen, queued);
    }

    private void Count(TakenPage taken)
    {
        _meter.Add(Measure.Pulled, taken.Seen);
        _meter.Add(Measure.Eligible, taken.Queued);
        _meter.Add(Measure.Unchanged, taken.Unchanged);
        _meter.Add(Measure.Skipped, taken.Skipped);
    }

    /// <summary>The cursor's instant is the shop's, so the shop's clock is asked whether the overlap is over.</summary>
    private bool IsSettled(PullCursor cursor, DateTimeOffset started) =>
        (_commerce.ClockOffset is { } offset ? started + offset : started - UnknownSkew) > cursor.LastModifiedAt.AddSeconds(_options.Value.PullOverlapSeconds);

    private async Task SettleAsync(PullCursor cursor, string? etag, CancellationToken cancellationToken)
    {
        var written = (cursor with { Settled = true }).Write();
        _due.Recent.Reach(written);
        await _cursors.TrySetAsync(CursorName.OrdersPull, written, etag, cancellationToken);
        _due.ForgetBefore(cursor.LastModifiedAt.AddTicks(1));
    }

    /// <summary>This version of the order was dealt with: nothing is to be decided again.</summary>
    internal static bool IsKnown(Order order, IReadOnlyCollection<SyncRow> rows) => rows.Count > 0 && rows.All(r => r.OrderVersion >= order.Version && r.Reservation is null);

    internal static bool IsKnown(UnreadableOrder order, IEnumerable<SyncRow> rows) => rows.Any(r => r.OrderVersion >= order.Version);

    /// <summary>Where the next pass begins when nobody says otherwise.</summary>
    internal static DateTimeOffset From(PullCursor? cursor, EngineOptions options) =>
        cursor is null ? DateTimeOffset.UnixEpoch : cursor.LastModifiedAt.AddSeconds(-options.PullOverlapSeconds);
}

public sealed record PullResult(long Seen, long Queued);
