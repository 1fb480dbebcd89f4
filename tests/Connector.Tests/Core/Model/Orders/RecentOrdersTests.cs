using Connector.Core.Model.Orders;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Model.Orders;

public sealed class RecentOrdersTests
{
    private const string Stored = "cursor 1";
    private readonly ManualTimeProvider _clock = new();
    private readonly RecentOrders _recent;

    public RecentOrdersTests()
    {
        _recent = new RecentOrders(_clock);
        _recent.Begin(null);
        _recent.Reach(Stored);
    }

    [Fact]
    public void An_order_is_given_out_once_in_the_version_that_was_read()
    {
        var order = Keep(version: 3);

        Assert.Same(order, _recent.Take(order.Id, 3, Stored));
        Assert.Null(_recent.Take(order.Id, 3, Stored));
        Assert.True(_recent.IsEmpty);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Another_version_than_the_one_that_is_asked_for_is_read_again(long asked)
    {
        var order = Keep(version: 3);

        Assert.Null(_recent.Take(order.Id, asked, Stored));
    }

    [Fact]
    public void What_was_read_too_long_ago_is_read_again()
    {
        var (young, old) = (Keep(version: 1), Keep(version: 1));
        _clock.Advance(RecentOrders.Longest - TimeSpan.FromMilliseconds(1));
        Assert.Same(young, _recent.Take(young.Id, 1, Stored));
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(_recent.Take(old.Id, 1, Stored));
    }

    [Fact]
    public void Where_another_process_has_moved_the_cursor_nothing_is_taken()
    {
        var order = Keep(version: 1);

        Assert.Null(_recent.Take(order.Id, 1, "cursor of another"));
    }

    [Fact]
    public void While_the_cursor_of_a_page_is_being_stored_the_one_before_is_known_too()
    {
        var (before, after) = (Keep(version: 1), Keep(version: 1));
        _recent.Reach("cursor 2");

        Assert.Same(before, _recent.Take(before.Id, 1, Stored));
        Assert.Same(after, _recent.Take(after.Id, 1, "cursor 2"));
    }

    [Fact]
    public void A_push_that_read_the_cursor_before_two_pages_takes_as_well_as_one_that_read_it_now()
    {
        var order = Keep(version: 1);
        _recent.Reach("cursor 2");
        _recent.Reach("cursor 3");

        Assert.Same(order, _recent.Take(order.Id, 1, Stored));
    }

    [Fact]
    public void Cursors_of_a_pull_that_another_process_overtook_are_forgotten()
    {
        _recent.Reach("cursor 2");
        _recent.Begin("cursor of another");
        var order = Keep(version: 1);

        Assert.Null(_recent.Take(order.Id, 1, Stored));
    }

    [Fact]
    public void A_pull_that_begins_where_another_process_ended_forgets_what_was_read_before()
    {
        var order = Keep(version: 1);
        _recent.Begin("cursor of another");

        Assert.Null(_recent.Take(order.Id, 1, "cursor of another"));
    }

    [Fact]
    public void A_pull_that_goes_on_where_it_ended_forgets_nothing()
    {
        var order = Keep(version: 1);
        _recent.Begin(Stored);

        Assert.Same(order, _recent.Take(order.Id, 1, Stored));
    }

    [Fact]
    public void Of_an_order_that_is_not_pushed_any_longer_no_older_version_is_given_out_or_kept()
    {
        var order = Keep(version: 3);
        _recent.Forget(order.Id, 4);

        Assert.Null(_recent.Take(order.Id, 3, Stored));

        _recent.Keep(order);
        Assert.Null(_recent.Take(order.Id, 3, Stored));
    }

    [Fact]
    public void A_page_that_was_read_earlier_and_comes_later_replaces_nothing_newer()
    {
        var newer = Keep(version: 5);
        _recent.Keep(newer with { Version = 4 });

        Assert.Same(newer, _recent.Take(newer.Id, 5, Stored));
    }

    [Fact]
    public void No_more_are_kept_than_there_is_room_for()
    {
        var orders = Enumerable.Range(0, RecentOrders.Most + 1).Select(_ => Keep(version: 1)).ToList();

        Assert.Null(_recent.Take(orders[^1].Id, 1, Stored));
        Assert.Equal(RecentOrders.Most, orders.Count(o => _recent.Take(o.Id, 1, Stored) is not null));
    }

    [Fact]
    public void Large_documents_are_counted_by_their_size()
    {
        var orders = Enumerable.Range(0, 40).Select(_ => Keep(version: 1, documentBytes: 1024 * 1024)).ToList();

        Assert.InRange(orders.Count(o => _recent.Take(o.Id, 1, Stored) is not null), 10, (int)(RecentOrders.MostBytes / (1024 * 1024)));
    }

    [Fact]
    public async Task The_next_page_waits_until_the_push_has_taken_most()
    {
        var orders = Enumerable.Range(0, RecentOrders.Most).Select(_ => Keep(version: 1)).ToList();
        var waiting = _recent.WaitForRoomAsync(default);
        var enough = RecentOrders.Most - RecentOrders.Left;
        foreach (var order in orders.Take(enough - 1)) _recent.Take(order.Id, 1, Stored);
        Assert.False(waiting.IsCompleted);

        _recent.Take(orders[enough - 1].Id, 1, Stored);

        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
    }

    [Fact]
    public async Task It_does_not_wait_longer_than_orders_are_kept()
    {
        for (var i = 0; i < RecentOrders.Most; i++) Keep(version: 1);
        var waiting = _recent.WaitForRoomAsync(default);
        Assert.False(waiting.IsCompleted);

        _clock.Advance(RecentOrders.Longest);

        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
    }

    [Fact]
    public async Task It_waits_for_nobody_a_second_time_until_somebody_takes_again()
    {
        var orders = Enumerable.Range(0, RecentOrders.Most).Select(_ => Keep(version: 1)).ToList();
        var waiting = _recent.WaitForRoomAsync(default);
        _clock.Advance(RecentOrders.Longest - TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);

        for (var i = 0; i < RecentOrders.Most; i++) Keep(version: 1);
        Assert.True(_recent.WaitForRoomAsync(default).IsCompleted);

        _recent.Take(orders[0].Id, 1, Stored);
        Assert.False(_recent.WaitForRoomAsync(default).IsCompleted);
    }

    private Order Keep(long version, int documentBytes = 0)
    {
        var order = An.Order(o => o with { Version = version, DocumentBytes = documentBytes });
        _recent.Keep(order);
        return order;
    }
}
