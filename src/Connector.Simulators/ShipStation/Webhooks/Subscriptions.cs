using System.Collections.Concurrent;

namespace Connector.Simulators.ShipStation.Webhooks;

/// <summary>Who asked to be told of what. Subscribing twice makes two.</summary>
internal sealed class Subscriptions
{
    public static readonly string[] Events = ["ORDER_NOTIFY", "ITEM_ORDER_NOTIFY", "SHIP_NOTIFY", "ITEM_SHIP_NOTIFY", "FULFILLMENT_SHIPPED", "FULFILLMENT_REJECTED"];

    private readonly ConcurrentDictionary<long, Subscription> _byId = [];
    private long _lastId = 318_900;

    public IEnumerable<Subscription> All => _byId.Values.OrderBy(hook => hook.Id);

    public Subscription Add(Uri url, string name, long? storeId, string? friendlyName)
    {
        var hook = new Subscription(Interlocked.Increment(ref _lastId), url, name, storeId, friendlyName);
        _byId[hook.Id] = hook;
        return hook;
    }

    public bool Remove(long id) => _byId.TryRemove(id, out _);

    public IEnumerable<Subscription> For(string name, long[] stores) =>
        All.Where(hook => hook.Event == name && (hook.StoreId is null || stores.Contains(hook.StoreId.Value)));

    public void Clear() => _byId.Clear();
}

/// <param name="StoreId">Null for all stores.</param>
internal sealed record Subscription(long Id, Uri Url, string Event, long? StoreId, string? FriendlyName);
