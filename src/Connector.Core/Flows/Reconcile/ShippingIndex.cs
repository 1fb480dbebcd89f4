using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Reconcile;

/// <summary>What the shipping side was read to hold in the window, by shop order. Contents are dropped but for what a status shows.</summary>
internal sealed class ShippingIndex
{
    private readonly Dictionary<string, List<RemoteOrder>> _ours = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Account, string Number), List<RemoteOrder>> _foreign = [];
    private readonly Dictionary<(string Account, long Id), RemoteOrder> _byId = [];
    private ILookup<(string Account, string Number), RemoteOrder>? _ties;
    private readonly Dictionary<(string Account, long Id), long> _survivors = [];
    private readonly HashSet<(string Account, string Key)> _counted = [];
    private ILookup<(string Account, long Id), ShippingOrderSnapshot>? _parts;
    private readonly Dictionary<string, List<Shipment>> _shipments = new(StringComparer.Ordinal);

    public long Orders => _byId.Count;
    public long Shipments { get; private set; }

    /// <summary>Shop orders that something there carries the key of.</summary>
    public IEnumerable<string> OrderIds => _ours.Keys.Concat(_shipments.Keys).Distinct(StringComparer.Ordinal);

    /// <summary>The later reading of the same order wins.</summary>
    public void Add(ShippingOrderSnapshot read)
    {
        (_parts, _ties) = (null, null);
        var existing = RemoteOrder.From(read);
        if (_byId.Remove((read.Account, read.ShippingOrderId), out var before)) ListOf(before).Remove(before);
        _byId[(read.Account, read.ShippingOrderId)] = existing;
        ListOf(existing).Add(existing);
        foreach (var merged in read.MergedIds) _survivors[(read.Account, merged)] = read.ShippingOrderId;
    }

    /// <param name="orderId">The shop order; null for labels that are not ours.</param>
    public void Add(Shipment read, string? orderId)
    {
        if (_counted.Add((read.Account, read.Key))) Shipments++;
        if (orderId is null) return;
        if (!_shipments.TryGetValue(orderId, out var known)) _shipments[orderId] = known = [];
        var at = known.FindIndex(s => s.Account == read.Account && s.Key == read.Key);
        if (at < 0) known.Add(read);
        else known[at] = ShippingReadings.Merge((known[at], orderId), (read, orderId)).Shipment;
    }

    public IReadOnlyList<RemoteOrder> OrdersOf(string orderId) => _ours.GetValueOrDefault(orderId) ?? [];
    public IReadOnlyList<Shipment> ShipmentsOf(string orderId) => _shipments.GetValueOrDefault(orderId) ?? [];
    public RemoteOrder? Find(string account, long id) => _byId.GetValueOrDefault((account, id));

    /// <summary>Everything that was split off the row's order, down to the last part of a part.</summary>
    public IReadOnlyList<ShippingOrderSnapshot> PartsOf(SyncRow row) => row.ShippingOrderId is { } root ? PartsOf(row.Account, root, row.OrderKey, row.OrderId) : [];

    private IReadOnlyList<ShippingOrderSnapshot> PartsOf(string account, long root, string orderKey, string? orderId)
    {
        _parts ??= _byId.Values.Where(s => s.Snapshot.ParentId is not null).Select(s => s.Snapshot).ToLookup(s => (s.Account, s.ParentId!.Value));
        var read = (orderId is null ? [] : OrdersOf(orderId)).Where(s => s.Account == account).Select(s => s.Snapshot).ToDictionary(s => s.ShippingOrderId);
        var (next, walked) = (new Queue<long>([root]), new HashSet<long> { root });
        while (next.TryDequeue(out var parent))
        {
            foreach (var part in _parts[(account, parent)].Where(p => walked.Add(p.ShippingOrderId)))
            {
                read[part.ShippingOrderId] = part;
                next.Enqueue(part.ShippingOrderId);
            }
        }
        return PartTree.From(root, orderKey, read.Values);
    }

    /// <summary>Orders with this number that do not carry a key of ours.</summary>
    public IReadOnlyList<RemoteOrder> ForeignWith(string account, string number) => _foreign.GetValueOrDefault((account, number)) ?? [];

    /// <summary>Orders without a key of ours that carry this number in a custom field, and line keys of the shop's.</summary>
    public IEnumerable<RemoteOrder> ForeignFrom(string account, string number)
    {
        _ties ??= _foreign.Values.SelectMany(static list => list).Where(static s => ForeignParts.MayBeOne(s.Snapshot))
            .SelectMany(static s => ForeignParts.NumbersOf(s.Snapshot).Select(n => (Key: (s.Account, n), Order: s))).ToLookup(static t => t.Key, static t => t.Order);
        return _ties[(account, number)];
    }

    /// <summary>The order that people merged it into, and that one's parts; empty for an order that is not known to be merged.</summary>
    public IReadOnlyList<ShippingOrderSnapshot> SurvivorOf(string account, long id)
    {
        RemoteOrder? survivor = null;
        for (var depth = 0; depth < Deepest && _survivors.TryGetValue((account, survivor?.Id ?? id), out var into) && Find(account, into) is { } found; depth++) survivor = found;
        return survivor is null ? [] : [survivor.Snapshot, .. PartsOf(account, survivor.Id, survivor.Key ?? "", survivor.OrderId)];
    }

    /// <summary>An order that took others in may be merged again itself.</summary>
    private const int Deepest = 20;

    private List<RemoteOrder> ListOf(RemoteOrder order)
    {
        if (order.OrderId is { } orderId) return _ours.TryGetValue(orderId, out var mine) ? mine : _ours[orderId] = [];
        return _foreign.TryGetValue((order.Account, order.Number), out var others) ? others : _foreign[(order.Account, order.Number)] = [];
    }
}

/// <summary>An order as it is on the shipping side, without its content.</summary>
/// <param name="OrderId">The shop order that its key names; null when the key is not ours.</param>
/// <param name="Goods">The SKUs and quantities as one text, to know the same goods again.</param>
/// <param name="Snapshot">What status and address check are read from.</param>
internal sealed record RemoteOrder(string? OrderId, string? GroupKey, string Account, long Id, string? Key, string Number, long StoreId, string Goods, ShippingOrderSnapshot Snapshot)
{
    public ShippingOrderStatus Status => Snapshot.Status;
    public bool Open => Status is ShippingOrderStatus.AwaitingPayment or ShippingOrderStatus.AwaitingShipment or ShippingOrderStatus.OnHold;

    /// <summary>True for what people made of an order by splitting or merging it there; that is their business.</summary>
    public bool Derived => Snapshot.ParentId is not null || Snapshot.MergedOrSplit;

    public static RemoteOrder From(ShippingOrderSnapshot read)
    {
        var ours = OrderKeys.TryParse(read.OrderKey, out var orderId, out var groupKey);
        var goods = read.Content.Items.Where(i => !i.Adjustment).Select(i => $"{i.Sku ?? i.Name} x{i.Quantity}").Order(StringComparer.Ordinal);
        return new RemoteOrder(
            ours ? orderId : null, ours ? groupKey : null, read.Account, read.ShippingOrderId, read.OrderKey, read.OrderNumber, read.Content.StoreId, string.Join(';', goods),
            read with
            {
                Content = new ShippingOrder
                {
                    OrderKey = read.Content.OrderKey, OrderNumber = read.OrderNumber, BillTo = read.Content.ShipTo, ShipTo = read.Content.ShipTo, StoreId = read.Content.StoreId,
                    CustomField1 = ours ? null : read.Content.CustomField1, CustomField2 = ours ? null : read.Content.CustomField2, CustomField3 = ours ? null : read.Content.CustomField3,
                    // Which unit is where.
                    Items = [.. read.Content.Items.Select(static i => new ShippingItem { LineItemKey = i.LineItemKey, Sku = i.LineItemKey.Length > 0 ? null : i.Sku, Name = "", Quantity = i.Quantity, Adjustment = i.Adjustment })]
                }
            });
    }
}
