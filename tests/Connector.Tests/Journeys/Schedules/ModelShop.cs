using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>commercetools as far as the protocols go: orders with versions, and updates that name one.</summary>
internal sealed class ModelShop(TimeProvider clock) : ICommerceOrders, ICommerceReferences, ICommerceProducts
{
    private static readonly CommerceType s_type = new("type-1", "shipstation-order", 1, OrderFieldNames.Definitions.Select(static d => d.Name).ToHashSet(StringComparer.Ordinal));
    private readonly Dictionary<string, Order> _orders = new(StringComparer.Ordinal);

    public TimeSpan? ClockOffset => TimeSpan.Zero;

    public Order Find(string id) => _orders[id];

    public void Place(Order order) => _orders[order.Id] = order with { CreatedAt = clock.GetUtcNow(), LastModifiedAt = clock.GetUtcNow() };

    /// <summary>A customer or a merchant changes an order.</summary>
    public void Change(string id, Func<Order, Order> change) => Store(change(_orders[id]));

    public Task<OrderPage> ListChangedAsync(OrderQuery query, CancellationToken cancellationToken)
    {
        var found = _orders.Values.Where(o => o.LastModifiedAt >= query.ModifiedSince).OrderBy(static o => o.LastModifiedAt).ThenBy(static o => o.Id, StringComparer.Ordinal)
            .Where(o => query.After is not { } after || o.LastModifiedAt > after.LastModifiedAt || (o.LastModifiedAt == after.LastModifiedAt && string.CompareOrdinal(o.Id, after.Id) > 0)).ToList();
        return Task.FromResult(new OrderPage(found, found.Count == 0 ? null : new PagePosition(found[^1].LastModifiedAt, found[^1].Id), false, []));
    }

    public Task<LoadedOrders> LoadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        Task.FromResult(new LoadedOrders([.. ids.Select(id => _orders.GetValueOrDefault(id)).OfType<Order>()], []));

    public Task<Order?> GetAsync(string id, CancellationToken cancellationToken) => Task.FromResult(_orders.GetValueOrDefault(id));

    public Task<Order?> FindByNumberAsync(string orderNumber, CancellationToken cancellationToken) => Task.FromResult(_orders.Values.FirstOrDefault(o => o.Number == orderNumber));

    public Task<long> UpdateAsync(string id, long version, IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken)
    {
        var order = _orders[id];
        if (order.Version != version) throw new ConnectorException(FailureKind.Conflict, ErrorCodes.VersionConflict, $"the order is at version {order.Version}, not {version}");
        return Task.FromResult(Store(changes.Aggregate(order, Apply)).Version);
    }

    public Task<CommerceType?> GetTypeAsync(string idOrKey, CancellationToken cancellationToken) => Task.FromResult<CommerceType?>(s_type);
    public Task<CommerceChannel?> GetChannelAsync(string key, CancellationToken cancellationToken) => Task.FromResult<CommerceChannel?>(new CommerceChannel("channel-1", key, ["OrderExport"]));
    public Task<CommerceState?> GetStateAsync(string key, CancellationToken cancellationToken) => Task.FromResult<CommerceState?>(null);
    public Task<IReadOnlyList<CommerceChannel>> ListChannelsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CommerceChannel>>([]);
    public Task<IReadOnlyList<CommerceShippingMethod>> ListShippingMethodsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CommerceShippingMethod>>([]);
    public Task<IReadOnlyList<StockEntry>> ListStockAsync(IReadOnlyCollection<string> skus, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<StockEntry>>([]);
    public Task<bool> EnsureExportChannelAsync(string key, CancellationToken cancellationToken) => Task.FromResult(false);
    public Task<IReadOnlyList<string>> EnsureOrderTypeAsync(string key, IReadOnlyList<FieldDefinition> fields, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);
    public Task<IReadOnlyList<VariantFacts>> FindVariantsAsync(IReadOnlyCollection<string> skus, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<VariantFacts>>([]);
    public Task<IReadOnlyList<VariantFacts>> FindVariantsOfAsync(IReadOnlyCollection<string> productIds, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<VariantFacts>>([]);
    public Task<IReadOnlyList<AttributeDefinition>> ListAttributesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AttributeDefinition>>([]);

    private Order Store(Order order) => _orders[order.Id] = order with { Version = order.Version + 1, LastModifiedAt = clock.GetUtcNow() };

    private Order Apply(Order order, OrderChange change) => change switch
    {
        OrderChange.AddDelivery add => WithDeliveries(order, all => all.Append(new Delivery
        {
            Id = $"d-{add.DeliveryKey}-{order.Version}", Key = add.DeliveryKey, CreatedAt = clock.GetUtcNow(), Items = add.Items, Parcels = [.. add.Parcels.Select(Parcel)]
        })),
        OrderChange.RemoveDelivery gone => WithDeliveries(order, all => all.Where(d => d.Id != gone.DeliveryId)),
        OrderChange.SetDeliveryItems items => WithDeliveries(order, all => all.Select(d => d.Id == items.DeliveryId ? d with { Items = items.Items } : d)),
        OrderChange.AddParcel add => WithDeliveries(order, all => all.Select(d => d.Id == add.DeliveryId ? d with { Parcels = [.. d.Parcels, Parcel(add.Parcel)] } : d)),
        OrderChange.SetParcelTracking set => WithParcel(order, set.ParcelId, p => p with { Tracking = set.Tracking }),
        OrderChange.SetParcelSize set => WithParcel(order, set.ParcelId, p => p with { Size = set.Size }),
        OrderChange.SetParcelItems set => WithParcel(order, set.ParcelId, p => p with { Items = set.Items }),
        OrderChange.SetShipmentState set => order with { ShipmentState = set.State },
        OrderChange.SetOrderState set => order with { State = set.State },
        OrderChange.MarkSynced mark => order with { SyncMarks = [.. order.SyncMarks, new SyncMark("channel-1", mark.ChannelKey, mark.ExternalId, mark.SyncedAt)] },
        OrderChange.SetCustomType set => order with { CustomTypeId = s_type.Id, CustomFields = set.Fields },
        OrderChange.SetCustomField set => order with
        {
            CustomFields = order.CustomFields.Where(f => f.Key != set.Name).Concat(set.Value is { } value ? [KeyValuePair.Create(set.Name, value)] : []).ToDictionary(StringComparer.Ordinal)
        },
        _ => throw new NotSupportedException(change.GetType().Name)
    };

    private static Parcel Parcel(NewParcel parcel) => new() { Id = "p-" + parcel.Key, Key = parcel.Key, Tracking = parcel.Tracking, Size = parcel.Size, Items = parcel.Items };

    private static Order WithDeliveries(Order order, Func<IEnumerable<Delivery>, IEnumerable<Delivery>> change) =>
        order with { Shippings = [.. order.Shippings.Select(s => s with { Deliveries = [.. change(s.Deliveries)] })] };

    private static Order WithParcel(Order order, string id, Func<Parcel, Parcel> change) =>
        WithDeliveries(order, all => all.Select(d => d with { Parcels = [.. d.Parcels.Select(p => p.Id == id ? change(p) : p)] }));
}
