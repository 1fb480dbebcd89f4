using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Flows.Writeback;

public sealed class ShipmentCommitTests
{
    private readonly ManualTimeProvider _clock = new();

    /// <summary>Everything left with a copy. The queue fails when the push of our own order is asked for: the next attempt must ask again.</summary>
    [Fact]
    public async Task An_order_of_which_all_has_left_with_another_is_pushed_though_the_first_attempt_failed()
    {
        var (sync, store, queue) = (new InMemorySyncStore(), new InMemoryShippingStore(_clock), new Mock<IWorkQueue>());
        var row = (await sync.WriteAsync([A.SyncRow(null, r => r with { Status = SyncStatus.Synced, ShippingOrderId = 7, Reservation = null, ETag = null })], default))[0]!;
        await store.PutShipmentsAsync([(A.Shipment(s => s with { Account = row.Account, OrderKey = "copied-by-hand", ShippingOrderId = 8 }), row.OrderId)], default);
        queue.SetupSequence(q => q.SendAsync(QueueNames.Orders, It.IsAny<IReadOnlyList<WorkMessage>>(), It.IsAny<DateTimeOffset?>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IOException("The queue cannot be reached.")).Returns(Task.CompletedTask);
        var commit = new ShipmentCommit(sync, store, new ParcelTracker(new InMemoryTrackingStore()), new ForeignOrders(sync, new InMemoryCursorStore(_clock)), new PushRequests(queue.Object, new IdSource(_clock), _clock), new SyncMeter());

        await Assert.ThrowsAsync<IOException>(() => CommitAsync());
        await CommitAsync();

        queue.Verify(q => q.SendAsync(QueueNames.Orders, It.IsAny<IReadOnlyList<WorkMessage>>(), It.IsAny<DateTimeOffset?>(), It.IsAny<CancellationToken>()), Times.Exactly(2));

        async Task CommitAsync()
        {
            var shipments = await store.GetShipmentsAsync([row.OrderId], default);
            await commit.CommitAsync(new ShippedOrder(row.OrderId, [row], shipments, []), new DeliveryPlan([], [.. shipments.Select(s => s.Shipment)], [], new Coverage(ShipmentState.Shipped, 1, 1)), default);
        }
    }
}
