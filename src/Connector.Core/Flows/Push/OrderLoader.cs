using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>
/// The orders of a batch and their rows: what the pull has just read is taken as it is, the others come in one query, and single reads are made only where that was behind
/// the message.
/// </summary>
internal sealed class OrderLoader(ICommerceOrders commerce, ISyncStore sync, ICursorStore cursors, RecentOrders recent, Reservations reservations)
{
    public async Task<LoadedBatch> LoadAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
    {
        // The rows first: who commits a newer order after this has changed them, so that what is decided here about an older one cannot be reserved.
        var stored = (await sync.GetAsync([.. messages.Select(m => m.Id)], cancellationToken)).ToLookup(r => r.OrderId, StringComparer.Ordinal);
        var found = await FindAsync(messages, stored, cancellationToken);
        var (orders, others) = (new List<LoadedOrder>(messages.Count), new List<UnloadedOrder>());
        foreach (var message in messages)
        {
            var rows = reservations.Read(stored[message.Id]);
            var (order, problem) = found.GetValueOrDefault(message.Id);
            if (problem is not null) others.Add(new UnloadedOrder(message, rows, new WorkOutcome.DeadLetter(FailureKind.Unmappable, ErrorCodes.OrderUnreadable, problem)));
            else if (order is null) others.Add(new UnloadedOrder(message, rows, Missing(rows)));
            else orders.Add(new LoadedOrder(message, order, rows));
        }
        return new LoadedBatch(orders, others);
    }

    /// <summary>
    /// For each message the order, or the problem of one that is there but cannot be read; neither for one that the shop does not have (any longer). Queries lag behind
    /// writes, so an order that is missing, or older than its message or what was sent of it, is read by its id.
    /// </summary>
    private async Task<IReadOnlyDictionary<string, (Order? Order, string? Problem)>> FindAsync(
        IReadOnlyList<WorkMessage> messages, ILookup<string, SyncRow> stored, CancellationToken cancellationToken)
    {
        var byId = await TakeRecentAsync(messages, stored, cancellationToken);
        var ids = messages.Select(m => m.Id).Where(id => !byId.ContainsKey(id)).ToHashSet(StringComparer.Ordinal);
        if (ids.Count == 0) return byId;
        var loaded = await commerce.LoadAsync(ids, cancellationToken);
        foreach (var order in loaded.Orders) byId[order.Id] = (order, null);
        foreach (var unreadable in loaded.Unreadable) byId[unreadable.Id] = (null, unreadable.Problem);
        foreach (var message in messages)
        {
            var (order, problem) = byId.GetValueOrDefault(message.Id);
            if (problem is not null || order?.Version >= stored[message.Id].Select(static row => row.OrderVersion).Append(message.Version ?? 0).Max()) continue;
            byId[message.Id] = await ReadOneAsync(message.Id, cancellationToken);
        }
        return byId;
    }

    /// <summary>Only for a first attempt, in exactly the version of the message, and where no row knows of a newer one: all else is read again.</summary>
    private async Task<Dictionary<string, (Order? Order, string? Problem)>> TakeRecentAsync(
        IReadOnlyList<WorkMessage> messages, ILookup<string, SyncRow> stored, CancellationToken cancellationToken)
    {
        var taken = new Dictionary<string, (Order? Order, string? Problem)>(StringComparer.Ordinal);
        if (recent.IsEmpty) return taken;
        var reached = (await cursors.GetAsync(CursorName.OrdersPull, cancellationToken))?.Value;
        foreach (var message in messages.Where(static m => m is { Type: MessageTypes.PushOrder, Attempt: 0, Retries: 0, Version: not null, Reason: not MessageReasons.Verify }))
        {
            if (recent.Take(message.Id, message.Version!.Value, reached) is not { } order || stored[message.Id].Any(row => row.OrderVersion > order.Version)) continue;
            taken[message.Id] = (order, null);
        }
        return taken;
    }

    private async Task<(Order? Order, string? Problem)> ReadOneAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await commerce.GetAsync(id, cancellationToken), null);
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.Unmappable)
        {
            return (null, e.Message);
        }
    }

    private static WorkOutcome Missing(IReadOnlyList<SyncRow> rows) => rows.Any(r => r.Status is SyncStatus.Synced or SyncStatus.Reserved)
        ? new WorkOutcome.DeadLetter(FailureKind.Rejected, ErrorCodes.OrderNotFound, "The order was deleted in the shop but still exists in ShipStation.")
        : new WorkOutcome.Skipped("the order no longer exists in commercetools");
}
