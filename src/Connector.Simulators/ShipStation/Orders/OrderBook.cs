using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>All orders, with the indexes that the lists need. Not safe for several threads: the account's lock guards it.</summary>
internal sealed class OrderBook
{
    private readonly List<OrderRecord> _byId = [];
    private readonly Dictionary<long, OrderRecord> _ids = [];
    private readonly Dictionary<string, OrderRecord> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, OrderRecord[]> _imports = [];
    private readonly SortedSet<(string Number, long Id)> _numbers = new(NumberOrder.Instance);
    private readonly TimeIndex<OrderRecord> _created = new(static order => order.Departure is null ? order.CreateDate : null, static order => order.OrderId);
    private readonly TimeIndex<OrderRecord> _modified = new(static order => order.Departure is null ? order.ModifyDate : null, static order => order.OrderId);
    private long _lastOrderId = 900_100_000;
    private long _lastItemId = 5_550_000_000;

    /// <summary>Those in the lists.</summary>
    public int Count { get; private set; }

    /// <summary>By rising id.</summary>
    public IEnumerable<OrderRecord> All => _byId.Where(static order => order.Departure is null);

    public long NextOrderId() => ++_lastOrderId;

    public long NextItemId() => ++_lastItemId;

    /// <summary>Null also for one that was deleted or merged away.</summary>
    public OrderRecord? Find(long orderId) => _ids.GetValueOrDefault(orderId) is { Departure: null } order ? order : null;

    /// <summary>The order that was created with the key; parts split off later share the key but are found by id only. A merged one is still found.</summary>
    public OrderRecord? FindByKey(string orderKey) => _keys.GetValueOrDefault(orderKey);

    /// <summary>Orders whose number starts so, ignoring case.</summary>
    public IEnumerable<OrderRecord> StartingWith(string prefix) =>
        _numbers.GetViewBetween((prefix, long.MinValue), (prefix + char.MaxValue, long.MaxValue)).Select(entry => _ids[entry.Id]).Where(static order => order.Departure is null);

    /// <summary>Both ends inclusive.</summary>
    public IEnumerable<OrderRecord> Modified(DateTime? from, DateTime? to, bool descending) => _modified.Between(from, to, descending);

    /// <inheritdoc cref="Modified"/>
    public IEnumerable<OrderRecord> Created(DateTime? from, DateTime? to, bool descending) => _created.Between(from, to, descending);

    public IEnumerable<OrderRecord> Imported(Guid batch) => _imports.GetValueOrDefault(batch, []).Where(static order => order.Departure is null);

    /// <param name="ownsKey">False for a part split off another order.</param>
    public void Add(OrderRecord order, bool ownsKey = true)
    {
        _byId.Add(order);
        _ids.Add(order.OrderId, order);
        if (ownsKey) _keys[order.OrderKey] = order;
        _numbers.Add((order.OrderNumber, order.OrderId));
        _created.Moved(order, before: null);
        _modified.Moved(order, before: null);
        Count++;
    }

    /// <summary>Sets the modification date.</summary>
    public void Touch(OrderRecord order, DateTime now)
    {
        var before = order.ModifyDate;
        order.ModifyDate = now;
        if (order.Departure is null) _modified.Moved(order, before);
    }

    /// <summary>Replaces what was sent, number included.</summary>
    public void Resend(OrderRecord order, OrderDraft sent)
    {
        _numbers.Remove((order.OrderNumber, order.OrderId));
        order.Sent = sent with { Items = [] };
        _numbers.Add((order.OrderNumber, order.OrderId));
    }

    /// <summary>Takes it out of the lists. The key of a deleted one is free again.</summary>
    public void Remove(OrderRecord order, Departure departure)
    {
        order.Departure = departure;
        order.LookAgainAt = null;
        _created.Moved(order, order.CreateDate);
        _modified.Moved(order, order.ModifyDate);
        _numbers.Remove((order.OrderNumber, order.OrderId));
        if (departure == Departure.Deleted && ReferenceEquals(_keys.GetValueOrDefault(order.OrderKey), order)) _keys.Remove(order.OrderKey);
        Count--;
    }

    public void Import(Guid batch, OrderRecord[] orders) => _imports[batch] = orders;

    /// <summary>Forgets all orders; ids go on rising.</summary>
    public void Clear()
    {
        _byId.Clear();
        _ids.Clear();
        _keys.Clear();
        _imports.Clear();
        _numbers.Clear();
        _created.Clear();
        _modified.Clear();
        Count = 0;
    }

    private sealed class NumberOrder : IComparer<(string Number, long Id)>
    {
        public static readonly NumberOrder Instance = new();

        public int Compare((string Number, long Id) x, (string Number, long Id) y)
        {
            var order = string.Compare(x.Number, y.Number, StringComparison.OrdinalIgnoreCase);
            return order != 0 ? order : x.Id.CompareTo(y.Id);
        }
    }
}
