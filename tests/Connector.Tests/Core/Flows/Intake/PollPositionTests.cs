using Connector.Core.Flows.Intake;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Intake;

/// <summary>Where a pass goes on after a page: seconds after T0, null for a page without rows (or in no order).</summary>
public sealed class PollPositionTests
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;

    [Theory]
    // The page holds several instants: page 1 again, from the last row.
    [InlineData(1, 0, 9, true, 9, 1, false)]
    [InlineData(1, 0, 2, true, 2, 1, false)]
    // It holds one instant (the client's window starts up to two seconds early): the next page.
    [InlineData(1, 5, 5, true, 0, 2, false)]
    [InlineData(1, 5, 6, true, 0, 2, false)]
    [InlineData(3, 5, 6, true, 0, 4, false)]
    // No readable row, or no order to go by: the next page.
    [InlineData(1, null, null, true, 0, 2, false)]
    // Past pages that were asked for by number: back over them first.
    [InlineData(3, 5, 9, true, 0, 2, true)]
    [InlineData(3, 5, 5, false, 0, 2, true)]
    // The end.
    [InlineData(1, 0, 9, false, null, 0, false)]
    [InlineData(1, null, null, false, null, 0, false)]
    public void The_next_page_follows_from_the_last_one(int page, int? first, int? last, bool more, int? from, int nextPage, bool back)
    {
        var next = At(0, page).After(Page(first, last, more));

        Assert.Equal(from is null ? null : T0.AddSeconds(from.Value), next?.From);
        if (next is not null) Assert.Equal((nextPage, back, from != 0), (next.Page, next.Back, next.Exact));
    }

    [Fact]
    public void The_way_back_ends_at_the_first_page_and_goes_on_where_the_way_there_stopped()
    {
        var back = At(0, 3).After(Page(5, 9, more: true))!;
        var first = back.After(Page(5, 5, more: true))!;
        var on = first.After(Page(5, 5, more: true))!;

        Assert.Equal([(2, true), (1, true), (1, false)], new[] { back, first, on }.Select(static p => (p.Page, p.Back)));
        Assert.Equal((T0.AddSeconds(9), true), (on.From, on.Exact));
        Assert.Equal(T0.AddSeconds(9), on.Newest);
        Assert.Null(At(0, 2).After(Page(5, 5, more: false))!.After(Page(5, 5, more: true)));
    }

    [Fact]
    public void A_list_without_order_is_read_by_number()
    {
        Assert.Equal((T0, 2, T0.AddSeconds(9)), At(0, 1).AfterUnordered(Page(0, 9, more: true)) is { } next ? (next.From, next.Page, next.Newest) : default);
        Assert.Null(At(0, 4).AfterUnordered(Page(0, 9, more: false)));
    }

    [Fact]
    public void Of_rows_in_no_order_only_the_newest_counts_and_of_rows_from_the_future_none()
    {
        Assert.Equal(new PollPage(null, null, T0.AddSeconds(9), true), PollPage.From([T0.AddSeconds(9), T0], more: true, T0.AddDays(1)));
        Assert.Equal(new PollPage(T0, T0.AddYears(3), T0, false), PollPage.From([T0, T0.AddYears(3)], more: false, T0.AddDays(1)));
    }

    private static PollPosition At(int from, int page) => new(T0.AddSeconds(from), T0.AddHours(1)) { Page = page };

    private static PollPage Page(int? first, int? last, bool more) =>
        new(first is { } f ? T0.AddSeconds(f) : null, last is { } l ? T0.AddSeconds(l) : null, last is { } n ? T0.AddSeconds(n) : null, more);
}
