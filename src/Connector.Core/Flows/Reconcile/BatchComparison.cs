using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Reconcile;

/// <summary>Compares up to 500 shop orders with what is on the shipping side.</summary>
internal sealed class BatchComparison(
    ISyncStore sync, IShippingStore store, PushDecider deciding, WritebackReview writeback, ShippingReader shipping, MergedOrders merged, RuleVersion rules, TimeProvider clock)
{
    public async Task<BatchFindings> CompareAsync(IReadOnlyList<Order> orders, ShippingIndex index, DateTimeOffset freshFrom, SliceLimit limit, CancellationToken cancellationToken)
    {
        var rows = (await sync.GetAsync([.. orders.Select(o => o.Id)], cancellationToken)).ToLookup(r => r.OrderId, StringComparer.Ordinal);
        var kept = (await store.GetShipmentsAsync([.. orders.Select(o => o.Id)], cancellationToken)).ToLookup(s => s.OrderId!, StringComparer.Ordinal);
        var (loaded, fresh) = (new List<LoadedOrder>(), 0);
        foreach (var order in orders)
        {
            if (order.LastModifiedAt > freshFrom || index.OrdersOf(order.Id).Any(s => s.Snapshot.ModifiedAt > freshFrom)) fresh++;
            else loaded.Add(Loaded(order, [.. rows[order.Id]]));
        }
        var (found, inSync) = (new List<Difference>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var work in await deciding.PlanAsync(loaded, cancellationToken))
        {
            var existing = index.OrdersOf(work.Message.Id);
            var differences = OrderComparison.Compare(work, existing, await GoneAsync(work, existing, index, limit, cancellationToken), index, rules.Hash).ToList();
            var back = await writeback.CompareAsync(work, [.. kept[work.Message.Id]], index.ShipmentsOf(work.Message.Id), existing, cancellationToken);
            // The repair of the rest writes the status as well.
            var pushing = differences.Count > 0;
            differences.AddRange(back.Differences.Where(d => !pushing || d.Kind != DifferenceKind.StatusNotWrittenBack));
            found.AddRange(differences);
            var blocked = work.Outcome is WorkOutcome.DeadLetter or WorkOutcome.RetryAt || work.Afterwards is WorkOutcome.DeadLetter || work.Groups.Any(g => g.Failure is not null);
            if (differences.Count == 0 && !blocked && !back.NeedsAttention) inSync.Add(work.Message.Id);
        }
        return new BatchFindings(found, inSync, fresh);
    }

    /// <summary>Orders that the window did not show are asked for one by one: they may just not have changed for long.</summary>
    private async Task<HashSet<string>> GoneAsync(PlannedOrder work, IReadOnlyList<RemoteOrder> existing, ShippingIndex index, SliceLimit limit, CancellationToken cancellationToken)
    {
        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in work.Groups.Where(g => g.Wanted is not null && g.Failure is null).Select(g => g.Row).OfType<SyncRow>())
        {
            if (row is not { ShippingOrderId: { } id, Status: SyncStatus.Synced } || row.Reservation is not null) continue;
            if (existing.Any(s => s.Id == id) || index.SurvivorOf(row.Account, id).Count > 0) continue;
            // Its goods may be in parts; made again they would be there twice.
            if (index.PartsOf(row).Any(p => p.Status != ShippingOrderStatus.Cancelled)) continue;
            if (await merged.FindSurvivorAsync(row.Account, id, cancellationToken) is not null) continue;
            if (await shipping.AskAsync(row.Account, id, limit, cancellationToken) is null) gone.Add(row.OrderKey);
        }
        return gone;
    }

    private LoadedOrder Loaded(Order order, IReadOnlyList<SyncRow> rows) => new(new WorkMessage
    {
        Type = MessageTypes.PushOrder, Id = order.Id, OrderNumber = order.NumberOrId, Version = order.Version, Reason = "reconciliation", CorrelationId = "reconciliation", EnqueuedAt = clock.GetUtcNow()
    }, order, rows);
}

/// <param name="InSync">Orders about which both sides agree and nothing needs attention.</param>
internal sealed record BatchFindings(IReadOnlyList<Difference> Differences, IReadOnlySet<string> InSync, int TooFresh);
