namespace Connector.Core.Flows.Intake;

/// <summary>The page that a pass over a list reads next. Pure; kept in the cursor, so that a pass that breaks off goes on from there.</summary>
/// <param name="From">Where the window starts.</param>
/// <param name="StartedAt">Our instant at which the pass began; everything that changed before was seen once it has ended.</param>
internal sealed record PollPosition(DateTimeOffset From, DateTimeOffset StartedAt)
{
    /// <summary>True when <see cref="From"/> is the instant of a row that was read; else the pass begins, and the client may start earlier.</summary>
    public bool Exact { get; init; }

    public int Page { get; init; } = 1;

    /// <summary>True on the way back over pages that were asked for by number.</summary>
    public bool Back { get; init; }

    /// <summary>On the way back: where to go on afterwards; null at the end of the list.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>The newest instant read so far.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>
    /// What to read after a page of a list that comes in the order of its instants; null at the end. Goes on from the instant of the last row, so that rows that move
    /// while the list is read (a change moves them to its end) make no other row slip to a page that was read already. Only where a page holds one instant, the next
    /// page is asked for by number; then the way leads back over these pages, because what slipped is on one of them.
    /// </summary>
    public PollPosition? After(PollPage page)
    {
        var here = this with { Newest = Later(Newest, page.Newest) };
        if (Back) return Page > 1 ? here with { Page = Page - 1 } : here.GoOn(Next);
        if (!page.More) return here.Return(null);
        return page is { First: { } first, Last: { } last } && last - first >= Step ? here.Return(last) : here with { Page = Page + 1 };
    }

    /// <summary>The same for a list in any order, in which rows are never taken out: by number, from page to page.</summary>
    public PollPosition? AfterUnordered(PollPage page) =>
        page.More ? this with { Page = Page + 1, Newest = Later(Newest, page.Newest) } : null;

    /// <summary>A window starts with a whole second, and one earlier (the client cannot know whether the start counts): only past both is its first row left behind.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private PollPosition? Return(DateTimeOffset? next) => Page == 1 ? GoOn(next) : this with { Page = Page - 1, Back = true, Next = next };

    private PollPosition? GoOn(DateTimeOffset? next) => next is { } from ? new PollPosition(from, StartedAt) { Exact = true, Newest = Newest } : null;

    public static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;
}

/// <summary>What of a page decides where to go on.</summary>
/// <param name="First">Instant of the first row; null when the page has none or is not in order.</param>
/// <param name="Last">Instant of the last row.</param>
/// <param name="Newest">Of all rows that are not from the future: a row with a date far ahead must hide nothing.</param>
internal sealed record PollPage(DateTimeOffset? First, DateTimeOffset? Last, DateTimeOffset? Newest, bool More)
{
    /// <param name="latest">What lies beyond is from the future.</param>
    public static PollPage From(IReadOnlyList<DateTimeOffset> instants, bool more, DateTimeOffset latest)
    {
        if (instants.Count == 0) return new PollPage(null, null, null, more);
        var sorted = true;
        for (var i = 1; i < instants.Count && sorted; i++) sorted = instants[i - 1] <= instants[i];
        DateTimeOffset? newest = null;
        foreach (var at in instants) if (at <= latest) newest = PollPosition.Later(newest, at);
        return new PollPage(sorted ? instants[0] : null, sorted ? instants[^1] : null, newest, more);
    }
}
