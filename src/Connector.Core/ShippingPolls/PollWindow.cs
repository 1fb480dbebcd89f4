using Connector.Core.Errors;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.ShippingPolls;

/// <summary>
/// Reads the pages of one kind of record from where the last poll stopped. Every poll starts at the frontier; once in the overlap time it starts earlier, so that
/// late records are found without reading a busy quarter of an hour again at every tick.
/// </summary>
internal sealed class PollWindow(ICursorStore cursors, IOptions<EngineOptions> options, TimeProvider clock)
{
    /// <param name="name">Cursor name: kind and account.</param>
    /// <param name="maxPages">How many pages this poll may read; the next one goes on from there.</param>
    /// <param name="readPage">Reads one page of the window.</param>
    /// <param name="instantOf">What the window runs over.</param>
    /// <param name="ordered">True when the pages come in the order of that instant, so that a poll that breaks off may go on from the last page it read.</param>
    /// <param name="take">Keeps a page durably; the cursor moves only afterwards.</param>
    public async Task ReadAsync<T>(
        string name, int maxPages, Func<ShippingWindow, Task<ShippingPage<T>>> readPage, Func<T, DateTimeOffset> instantOf, bool ordered, Func<ShippingPage<T>, Task> take,
        CancellationToken cancellationToken)
    {
        var started = clock.GetUtcNow();
        var overlap = TimeSpan.FromSeconds(options.Value.PollOverlapSeconds);
        var stored = await cursors.GetAsync(name, cancellationToken);
        var cursor = (stored is null ? null : PollCursor.Read(stored.Value))
            ?? new PollCursor(started.AddHours(-options.Value.FirstPollHours), started, DateTimeOffset.MinValue);
        var widen = started - cursor.OverlapAt >= overlap;
        var from = widen ? cursor.Frontier - overlap : cursor.Frontier;
        var frontier = cursor.Frontier;
        var atEnd = false;
        try
        {
            for (var page = 1; page <= maxPages && !atEnd; page++)
            {
                var read = await readPage(new ShippingWindow(from, null, page));
                await take(read);
                foreach (var item in read.Items)
                    if (instantOf(item) is var at && at > frontier) frontier = at;
                atEnd = !read.More;
            }
        }
        catch (ConnectorException) when (ordered && frontier > cursor.Frontier)
        {
            // The calls of the window ran out, say: the next poll goes on from here.
            await cursors.TrySetAsync(name, (cursor with { Frontier = frontier }).Write(), stored?.ETag, cancellationToken);
            throw;
        }
        var moved = cursor with { Frontier = frontier, OverlapAt = widen && atEnd ? started : cursor.OverlapAt, CaughtUpAt = atEnd ? started : cursor.CaughtUpAt };
        // A poll that was cut off inside its overlap has nothing new yet: give the overlap up rather than read the same pages for ever.
        if (widen && !atEnd && frontier == cursor.Frontier) moved = moved with { OverlapAt = started };
        await cursors.TrySetAsync(name, moved.Write(), stored?.ETag, cancellationToken);
    }
}
