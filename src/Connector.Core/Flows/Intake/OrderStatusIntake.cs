using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Mapping.Writeback;

namespace Connector.Core.Flows.Intake;

/// <summary>Keeps what was read about shipping orders, and queues the shop orders to which it is news. Readings that are not news cause nothing.</summary>
internal sealed class OrderStatusIntake(
    MergeNews merges, PartNews parts, IShippingStore store, ShipmentIntake shipments, IWorkQueue queue, WritebackRules rules, IIdSource ids, TimeProvider clock)
{
    /// <summary>
    /// Queues the shop orders to which the readings are news, and keeps the readings. The messages come first: a reading that is kept is never news again. They wait
    /// a moment, so that the reading is there when they are handled; where keeping it took longer than that, they are sent again.
    /// </summary>
    public async Task TakeAsync(IReadOnlyList<ShippingOrderSnapshot> orders, CancellationToken cancellationToken)
    {
        await merges.TakeAsync(orders, cancellationToken);
        await parts.QueueAsync(orders, cancellationToken);
        var before = await BeforeAsync(orders, cancellationToken);
        var readings = orders.Select(o => Reading(o, before.GetValueOrDefault((o.Account, o.ShippingOrderId)))).ToList();
        var messages = Messages(readings, before);
        if (messages.Count > 0) await queue.SendAsync(QueueNames.Shipments, messages, clock.GetUtcNow() + UntilKept, cancellationToken);
        var sent = clock.GetTimestamp();
        var changed = await store.PutOrdersAsync(readings, cancellationToken);
        if (messages.Count > 0 && clock.GetElapsedTime(sent) >= UntilKept) await queue.SendAsync(QueueNames.Shipments, messages, null, cancellationToken);
        await ShareOutAsync(changed, cancellationToken);
    }

    /// <summary>What differs from what was kept, and says something: by itself, or by what it was before.</summary>
    private List<WorkMessage> Messages(List<ShippingOrderSnapshot> readings, Dictionary<(string, long), ShippingOrderSnapshot> before)
    {
        var now = clock.GetUtcNow();
        var messages = new List<WorkMessage>();
        foreach (var order in readings)
        {
            var kept = before.GetValueOrDefault((order.Account, order.ShippingOrderId));
            if (!ShippingReadings.IsChange(order, kept, now) || !(IsNews(order) || WasBad(kept) || (kept is not null && IsNews(kept)))) continue;
            if (!OrderKeys.TryParse(order.OrderKey, out var orderId, out _)) continue;
            messages.Add(new WorkMessage
            {
                Type = MessageTypes.RecordOrderStatus, Id = orderId, OrderNumber = order.OrderNumber, Reason = order.StatusText, CorrelationId = ids.New(), EnqueuedAt = now
            });
        }
        return messages;
    }

    /// <summary>What is kept of an order as it is read now: nothing of people, least of all where a customer was erased.</summary>
    private static ShippingOrderSnapshot Reading(ShippingOrderSnapshot order, ShippingOrderSnapshot? before)
    {
        var reading = ShippingReadings.WithoutPeople(order);
        return (before is { IsErased: true } ? ShippingReadings.Erase(reading) : reading) with { AddressWasBad = WasBad(before) };
    }

    private static bool WasBad(ShippingOrderSnapshot? kept) => kept is not null && (kept.AddressWasBad || kept.AddressCheck is AddressCheck.Failed or AddressCheck.Warning);

    private static readonly TimeSpan UntilKept = TimeSpan.FromSeconds(1);

    /// <summary>A label may have been read before the merge of its orders was: now each order gets its part.</summary>
    public async Task ShareOutAsync(IReadOnlyList<ShippingOrderSnapshot> changed, CancellationToken cancellationToken)
    {
        foreach (var survivor in changed.Where(o => o.MergedIds.Count > 0))
        {
            if (!OrderKeys.TryParse(survivor.OrderKey, out var orderId, out _)) continue;
            var known = await store.GetShipmentsAsync([orderId], cancellationToken);
            var itsOwn = known.Where(s => s.Shipment.ShippingOrderId == survivor.ShippingOrderId && s.Shipment.Part is null).Select(s => s.Shipment).ToList();
            await shipments.TakeAsync(itsOwn, "merged orders", cancellationToken);
        }
    }

    /// <summary>
    /// What was kept of them so far. Back from a hold, or from an address that did not pass (with perhaps a time without any result in between), is news although
    /// the reading says nothing by itself.
    /// </summary>
    private async Task<Dictionary<(string, long), ShippingOrderSnapshot>> BeforeAsync(IReadOnlyList<ShippingOrderSnapshot> orders, CancellationToken cancellationToken)
    {
        var keys = orders.Select(o => o.OrderKey).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (keys.Count == 0) return [];
        return (await store.GetOrdersAsync(keys, cancellationToken)).ToDictionary(o => (o.Account, o.ShippingOrderId));
    }

    /// <summary>Our own fresh orders come by as well; an open order whose address is fine is written with the next write that is made anyway (docs/adr/0007).</summary>
    private bool IsNews(ShippingOrderSnapshot order) =>
        order.Status is not (ShippingOrderStatus.AwaitingShipment or ShippingOrderStatus.AwaitingPayment or ShippingOrderStatus.Shipped)
        || order.AddressCheck is AddressCheck.Failed or AddressCheck.Warning
        || (order.AddressCheck == AddressCheck.Valid && rules.AddressChecks == AddressCheckScope.All)
        || order.ModifiedAt > order.CreatedAt.AddSeconds(PostProcessingSeconds);

    /// <summary>ShipStation completes a new order by itself about 18 seconds after its creation (recorded); what changes later was done by someone.</summary>
    private const int PostProcessingSeconds = 60;
}
