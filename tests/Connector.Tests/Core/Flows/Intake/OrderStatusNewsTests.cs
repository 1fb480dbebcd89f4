using Connector.Core.Flows.Intake;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Mapping.Writeback;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Flows.Intake;

/// <summary>News of an order is queued before its reading is kept, and never again once it is.</summary>
public sealed class OrderStatusNewsTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryWorkQueue _queue;
    private readonly InMemoryShippingStore _kept;
    private readonly Mock<IWorkQueue> _broken = new();
    private readonly Mock<IShippingStore> _slow = new();
    private readonly ShippingOrderSnapshot _held;

    public OrderStatusNewsTests()
    {
        (_queue, _kept) = (new InMemoryWorkQueue(_clock), new InMemoryShippingStore(_clock));
        _held = A.Snapshot(null, s => s with { OrderKey = $"{Ids.OrderId()}-main", Status = ShippingOrderStatus.OnHold });
        _broken.Setup(static q => q.SendAsync(It.IsAny<string>(), It.IsAny<IReadOnlyList<WorkMessage>>(), It.IsAny<DateTimeOffset?>(), It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("disk full"));
        _slow.Setup(static s => s.GetOrdersAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        _slow.Setup(static s => s.PutOrdersAsync(It.IsAny<IReadOnlyList<ShippingOrderSnapshot>>(), It.IsAny<CancellationToken>()))
            .Callback(() => _clock.Advance(TimeSpan.FromSeconds(30))).ReturnsAsync([]);
    }

    [Fact]
    public async Task What_could_not_be_queued_is_news_at_the_next_reading()
    {
        await Assert.ThrowsAsync<IOException>(() => Intake(_broken.Object, _kept).TakeAsync([_held], default));

        await Intake(_queue, _kept).TakeAsync([_held], default);

        Assert.Single(await QueuedAsync());
    }

    [Fact]
    public async Task An_equal_reading_is_no_news()
    {
        await Intake(_queue, _kept).TakeAsync([_held], default);
        await Intake(_queue, _kept).TakeAsync([_held with { ObservedAt = _clock.Now.AddSeconds(5) }], default);

        Assert.Single(await QueuedAsync());
    }

    [Fact]
    public async Task A_message_that_may_have_come_before_its_reading_was_kept_is_sent_again()
    {
        await Intake(_queue, _slow.Object).TakeAsync([_held], default);

        Assert.Equal(2, (await QueuedAsync()).Count);
    }

    private OrderStatusIntake Intake(IWorkQueue queue, IShippingStore store)
    {
        var (sync, ids) = (new InMemorySyncStore(), new IdSource(_clock));
        var intake = new ShipmentIntake(store, new ShipmentOwners(store, sync, Mock.Of<IShippingAccounts>()), queue, Mock.Of<ISeenShipments>(), ids, _clock);
        return new OrderStatusIntake(
            new MergeNews(new MergedOrders(new InMemoryCursorStore(_clock)), sync, store, queue, ids, _clock), new PartNews(new ForeignOrders(sync, new InMemoryCursorStore(_clock)), sync, store, queue, ids, _clock), store, intake, queue, new WritebackRules(), ids, _clock);
    }

    private async Task<IReadOnlyList<QueuedMessage>> QueuedAsync()
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return await _queue.ReceiveAsync(QueueNames.Shipments, 10, TimeSpan.FromMinutes(1), default);
    }
}
