using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Flows.Pull;

/// <summary>A shop whose orders may become visible late, and a pull every ten seconds.</summary>
public sealed class OrderPullRunTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<(Order Order, DateTimeOffset VisibleAt)> _orders = [];
    private readonly List<OrderQuery> _asked = [];
    private readonly InMemoryCursorStore _cursors;
    private readonly InMemoryJournal _journal = new();
    private readonly InMemoryWorkQueue _queue;
    private readonly OrderPullRun _pull;
    private DateTimeOffset _shopTime = ManualTimeProvider.Start;
    private TimeSpan? _offset = TimeSpan.Zero;

    public OrderPullRunTests()
    {
        (_cursors, _queue) = (new InMemoryCursorStore(_clock), new InMemoryWorkQueue(_clock));
        var shop = new Mock<ICommerceOrders>();
        shop.SetupGet(static s => s.ClockOffset).Returns(() => _offset);
        shop.Setup(static s => s.ListChangedAsync(It.IsAny<OrderQuery>(), It.IsAny<CancellationToken>())).ReturnsAsync((OrderQuery query, CancellationToken _) => List(query));
        var due = new DueOrders(new InMemorySyncStore(), _queue, new ConnectorRules().CreateSelection(), _journal, A.Indexer(_clock), new RecentOrders(_clock), new IdSource(_clock), _clock);
        _pull = new OrderPullRun(shop.Object, _cursors, new SelectionRules(), due, _journal, Options.Create(new EngineOptions()), new SyncMeter(), _clock);
    }

    [Fact]
    public async Task When_the_overlap_is_over_the_question_begins_behind_the_cursor_and_leaves_no_run()
    {
        Place(3);
        await PullAsync(25); // 250 s
        var (runs, etag) = ((await _journal.ListRunsAsync(100, default)).Count, (await _cursors.GetAsync(CursorName.OrdersPull, default))!.ETag);

        var seen = await PullAsync(30);

        Assert.Equal(0, seen);
        Assert.NotNull(_asked[^1].After);
        Assert.Equal((runs, etag), ((await _journal.ListRunsAsync(100, default)).Count, (await _cursors.GetAsync(CursorName.OrdersPull, default))!.ETag));
    }

    [Theory]
    [InlineData(0, 170)] // before the last one that was seen, and late by nearly the overlap
    [InlineData(60, 170)]
    [InlineData(300, 170)] // long after it, when the pull has settled
    public async Task One_that_becomes_visible_late_within_the_overlap_is_found(int changedAfter, int late)
    {
        Place(1);
        var at = _shopTime.AddSeconds(changedAfter - 1);
        var order = An.Order(o => o with { LastModifiedAt = at });
        _orders.Add((order, at.AddSeconds(late)));

        await PullAsync(60);

        Assert.Contains(order.Id, await QueuedAsync());
    }

    [Fact]
    public async Task A_late_one_is_found_though_a_newer_one_came_meanwhile()
    {
        Place(1);
        await PullAsync(30);
        var order = An.Order(o => o with { LastModifiedAt = _shopTime });
        _orders.Add((order, _shopTime.AddSeconds(150)));
        await PullAsync(10);
        Place(1);
        await PullAsync(30);

        Assert.Contains(order.Id, await QueuedAsync());
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(2)]
    public async Task A_clock_of_ours_that_is_wrong_hides_no_late_one(int hoursAhead)
    {
        _offset = TimeSpan.FromHours(-hoursAhead);
        _shopTime = _clock.Now + _offset.Value;
        await A_late_one_is_found_though_a_newer_one_came_meanwhile();
    }

    [Fact]
    public async Task Without_the_shops_clock_a_margin_stands_in_for_it()
    {
        _offset = null;
        Place(1);
        Assert.NotEqual(0, await PullAsync(60)); // ten minutes: not yet
        await PullAsync(30);
        Assert.Equal(0, await PullAsync(10));
    }

    private void Place(int count)
    {
        for (var i = 0; i < count; i++) _orders.Add((An.Order(o => o with { LastModifiedAt = _shopTime }), _shopTime));
    }

    private async Task<long> PullAsync(int times)
    {
        var seen = 0L;
        for (var i = 0; i < times; i++)
        {
            seen += (await _pull.RunAsync(null, null, default)).Seen;
            _clock.Advance(TimeSpan.FromSeconds(10));
            _shopTime += TimeSpan.FromSeconds(10);
        }
        return seen;
    }

    private OrderPage List(OrderQuery query)
    {
        _asked.Add(query);
        var found = _orders.Where(o => o.VisibleAt <= _shopTime).Select(static o => o.Order).OrderBy(static o => o.LastModifiedAt).ThenBy(static o => o.Id, StringComparer.Ordinal)
            .Where(o => query.After is { } after ? new PullCursor(after.LastModifiedAt, after.Id).IsBefore(o.LastModifiedAt, o.Id) : o.LastModifiedAt >= query.ModifiedSince).ToList();
        return new OrderPage(found, found.Count == 0 ? null : new PagePosition(found[^1].LastModifiedAt, found[^1].Id), More: false, []);
    }

    private async Task<HashSet<string>> QueuedAsync()
    {
        var batch = await _queue.ReceiveAsync(QueueNames.Orders, 1000, TimeSpan.FromMinutes(5), default);
        return [.. batch.Select(static m => WorkMessageBody.Read(m.Body.Span, out _)!.Id)];
    }
}
