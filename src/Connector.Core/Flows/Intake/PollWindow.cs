using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Intake;

/// <summary>
/// Reads the pages of one list from where the last poll stopped. A pass leads from the frontier to the end; beside it, once in the overlap time, another looks back for
/// what became visible late. Both go on where the last poll had to stop, and neither waits for the other (docs/adr/0008).
/// </summary>
internal sealed class PollWindow(ICursorStore cursors, IOptions<EngineOptions> options, TimeProvider clock)
{
    /// <summary>True when a pass that began in this poll reached the end: everything that changed before the call was seen.</summary>
    public async Task<bool> ReadAsync<T>(PollList<T> list, CancellationToken cancellationToken)
    {
        var started = clock.GetUtcNow();
        var stored = await cursors.GetAsync(list.Name, cancellationToken);
        var before = stored is null ? null : PollCursor.Read(stored.Value);
        var run = new Run<T>(list, new PollRules(TimeSpan.FromSeconds(options.Value.PollOverlapSeconds)), clock, started)
        {
            Cursor = PollRules.Sane(
                before ?? new PollCursor(started.AddHours(-options.Value.FirstPollHours), started, DateTimeOffset.MinValue), started, TheirTime(started, list.ClockOffset()))
        };
        try
        {
            await run.ReadAheadAsync();
            await run.ReadLateAsync();
        }
        catch (ConnectorException)
        {
            // The calls of the window ran out, say: the next poll goes on from here.
            await SaveAsync(list.Name, run.Cursor, before, stored?.ETag, cancellationToken);
            throw;
        }
        await SaveAsync(list.Name, run.Cursor, before, stored?.ETag, cancellationToken);
        return run.CaughtUp;
    }

    private async Task SaveAsync(CursorName name, PollCursor cursor, PollCursor? before, string? etag, CancellationToken cancellationToken)
    {
        if (cursor.IsNews(before)) await cursors.TrySetAsync(name, cursor.Write(), etag, cancellationToken);
    }

    private static DateTimeOffset TheirTime(DateTimeOffset ours, TimeSpan? offset) => ours + (offset ?? TimeSpan.Zero);

    private sealed class Run<T>(PollList<T> list, PollRules rules, TimeProvider clock, DateTimeOffset started)
    {
        private readonly HashSet<(string, DateTimeOffset)> _taken = [];
        private int _pages;

        public required PollCursor Cursor { get; set; }
        public bool CaughtUp { get; private set; }

        public async Task ReadAheadAsync()
        {
            var at = Cursor.Ahead ?? PollRules.Begin(Cursor, started);
            for (; _pages < list.MaxPages; _pages++)
            {
                var page = await ReadAsync(at, Cursor.CaughtUpAt > DateTimeOffset.MinValue ? Cursor.CaughtUpAt - PollRules.Skew : null);
                if ((list.Ordered ? at.After(page) : at.AfterUnordered(page)) is { } next)
                {
                    at = next;
                    Cursor = Cursor with { Ahead = at };
                    continue;
                }
                _pages++;
                var newest = PollPosition.Later(at.Newest, page.Newest);
                // What joins a list without order while it is read may be on a page that was read already: then it is newer than the beginning of the pass.
                if (!list.Ordered && newest > SafeTime(at.StartedAt)) newest = SafeTime(at.StartedAt);
                Cursor = rules.EndPass(Cursor, at, newest, SafeTime(started));
                CaughtUp = at.StartedAt == started;
                return;
            }
        }

        /// <summary>With the pages that are left, and one at least: a flood of changes must not keep it from ever ending.</summary>
        public async Task ReadLateAsync()
        {
            if (rules.IsLateDue(Cursor, started)) Cursor = rules.BeginLate(Cursor, started, SafeTime(started));
            for (var left = Math.Max(1, list.MaxPages - _pages); left > 0 && Cursor.Late is { } at; left--)
            {
                var page = await ReadAsync(at, null);
                // Beyond lies what the pass from the frontier reads.
                var rest = list.Ordered && page.Last > Cursor.LateUntil ? page with { More = false } : page;
                var next = list.Ordered ? at.After(rest) : at.AfterUnordered(rest);
                Cursor = next is null ? rules.EndLate(Cursor) : Cursor with { Late = next };
            }
        }

        private async Task<PollPage> ReadAsync(PollPosition at, DateTimeOffset? seenUntil)
        {
            var page = await list.ReadPage(new ShippingWindow(at.From, null, at.Page) { IsContinued = at.Exact, SeenUntil = seenUntil });
            var fresh = page.Items.Where(item => _taken.Add((list.KeyOf(item), list.InstantOf(item)))).ToList();
            if (fresh.Count > 0) await list.Take(fresh);
            return PollPage.From([.. page.Items.Select(list.InstantOf)], page.More, TheirTime(clock.GetUtcNow(), list.ClockOffset()) + PollRules.Skew);
        }

        /// <summary>The other side's time, or one that is surely not later.</summary>
        private DateTimeOffset SafeTime(DateTimeOffset ours) => list.ClockOffset() is { } offset ? ours + offset : ours - PollRules.UnknownSkew;
    }
}
