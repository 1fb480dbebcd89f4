using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Push;

/// <summary>Reads the orders of a batch: one query for all, and single reads only where that was behind the message.</summary>
internal sealed class OrderLoader(ICommerceOrders commerce)
{
    /// <summary>
    /// For each message the order, or why there is none. Queries lag behind writes, so an order that is missing or older than its message is read by its id.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, LoadedOrder>> LoadAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
    {
        var loaded = await commerce.LoadAsync(messages.Select(m => m.Id).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var byId = new Dictionary<string, LoadedOrder>(StringComparer.Ordinal);
        foreach (var order in loaded.Orders) byId[order.Id] = new LoadedOrder(order, null);
        foreach (var unreadable in loaded.Unreadable) byId[unreadable.Id] = new LoadedOrder(null, unreadable.Problem);
        foreach (var message in messages)
        {
            var found = byId.GetValueOrDefault(message.Id);
            if (found is { Problem: not null } || found?.Order?.Version >= (message.Version ?? 0)) continue;
            byId[message.Id] = await ReadOneAsync(message.Id, cancellationToken);
        }
        return byId;
    }

    private async Task<LoadedOrder> ReadOneAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return new LoadedOrder(await commerce.GetAsync(id, cancellationToken), null);
        }
        catch (ConnectorException e) when (e.Kind == FailureKind.Unmappable)
        {
            return new LoadedOrder(null, e.Message);
        }
    }
}

/// <param name="Order">Null when the shop does not have it (any longer) or it cannot be read.</param>
/// <param name="Problem">Set when it is there but cannot be read; names the field.</param>
internal sealed record LoadedOrder(Order? Order, string? Problem);
