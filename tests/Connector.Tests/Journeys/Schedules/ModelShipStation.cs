using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.TestSupport;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>
/// ShipStation as far as the protocols go: an upsert by key without any version, where the last one wins; lists; labels that cost money, of which nothing hinders a second one for the same order.
/// </summary>
internal sealed class ModelShipStation(TimeProvider clock) : IShippingAccount, IShippingAccounts
{
    public const decimal Price = 5.00m;
    private readonly SortedDictionary<string, ShippingOrderSnapshot> _orders = new(StringComparer.Ordinal);
    private readonly List<(Shipment Label, DateTimeOffset VisibleAt)> _labels = [];
    private long _ids = 1000;

    public string Name => A.Account;
    public TimeSpan LongestCall => TimeSpan.FromSeconds(100);
    public TimeSpan? ClockOffset => TimeSpan.Zero;
    public IReadOnlyList<string> Names { get; } = [A.Account];

    /// <summary>So long a label is in no list.</summary>
    public TimeSpan LabelsAreVisibleAfter { get; init; } = TimeSpan.Zero;

    public IReadOnlyCollection<ShippingOrderSnapshot> Orders => _orders.Values;
    public IReadOnlyList<Shipment> Labels => [.. _labels.Select(static l => l.Label)];
    public decimal Balance { get; private set; } = 100m;

    public IShippingAccount Get(string name) => this;

    /// <summary>Somebody, or a call of ours, buys a label: the order has left.</summary>
    public Shipment Buy(long shippingOrderId, string? carrier, string? service)
    {
        var order = _orders.Values.Single(o => o.ShippingOrderId == shippingOrderId);
        var (now, id) = (clock.GetUtcNow(), ++_ids);
        var label = new Shipment
        {
            Account = Name, Kind = ShipmentKind.Label, Id = id, OrderKey = order.OrderKey, ShippingOrderId = shippingOrderId, OrderNumber = order.OrderNumber, CreatedAt = now,
            ShipDate = DateOnly.FromDateTime(now.UtcDateTime), TrackingNumber = FormattableString.Invariant($"TEST{id}"), CarrierCode = carrier, ServiceCode = service, PackageCode = "package",
            ShipmentCost = Price, InsuranceCost = 0m, Weight = order.Content.Weight, Dimensions = order.Content.Dimensions,
            Items = [.. order.Content.Items.Where(static i => !i.Adjustment).Select(static i => new ShipmentItem(i.LineItemKey, i.Sku, i.Name, i.Quantity))]
        };
        _labels.Add((label, now + LabelsAreVisibleAfter));
        Balance -= Price;
        Store(order with { Status = ShippingOrderStatus.Shipped });
        return label;
    }

    public IReadOnlyList<Shipment> VisibleLabels() => [.. _labels.Where(l => l.VisibleAt <= clock.GetUtcNow()).Select(l => l.Label with { ObservedAt = clock.GetUtcNow() })];

    public Task<IReadOnlyList<UpsertResult>> UpsertAsync(IReadOnlyList<ShippingOrder> orders, RateLane lane, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<UpsertResult>>([.. orders.Select(Upsert)]);

    public Task MarkShippedAsync(long shippingOrderId, string? orderKey, RateLane lane, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ShippingOrderSnapshot?> GetOrderAsync(long shippingOrderId, RateLane lane, CancellationToken cancellationToken) => Task.FromResult(Read().FirstOrDefault(o => o.ShippingOrderId == shippingOrderId));

    public Task<IReadOnlyList<ShippingOrderSnapshot>> FindOrdersAsync(string orderNumber, RateLane lane, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ShippingOrderSnapshot>>([.. Read().Where(o => o.OrderNumber == orderNumber)]);

    public Task<IReadOnlyList<ShippingOrderSnapshot>> FindOrdersByPrefixAsync(string numberPrefix, RateLane lane, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ShippingOrderSnapshot>>([.. Read().Where(o => o.OrderNumber.StartsWith(numberPrefix, StringComparison.Ordinal))]);

    public Task<ShippingPage<ShippingOrderSnapshot>> ListOrdersAsync(ShippingWindow window, RateLane lane, CancellationToken cancellationToken) =>
        Task.FromResult(new ShippingPage<ShippingOrderSnapshot>([.. Read().Where(o => o.ModifiedAt >= window.From).OrderBy(static o => o.ModifiedAt)], false, []));

    public Task<ShippingPage<Shipment>> ListShipmentsAsync(ShippingWindow window, bool voided, RateLane lane, CancellationToken cancellationToken) =>
        Task.FromResult(new ShippingPage<Shipment>(voided ? [] : [.. VisibleLabels().Where(s => s.CreatedAt >= window.From)], false, []));

    public Task<IReadOnlyList<Shipment>> ListShipmentsOfOrderAsync(long shippingOrderId, RateLane lane, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Shipment>>([.. VisibleLabels().Where(s => s.ShippingOrderId == shippingOrderId)]);

    public Task<ShippingPage<Shipment>> ListFulfillmentsAsync(ShippingWindow window, RateLane lane, CancellationToken cancellationToken) => Task.FromResult(new ShippingPage<Shipment>([], false, []));

    /// <summary>Its address names one of the lists.</summary>
    public Task<NotificationContent> ReadNotificationAsync(string resourceUrl, int page, CancellationToken cancellationToken) => Task.FromResult(
        resourceUrl.Contains("shipments", StringComparison.Ordinal) ? new NotificationContent(VisibleLabels(), [], [], false) : new NotificationContent([], [], [.. Read()], false));

    private IEnumerable<ShippingOrderSnapshot> Read() => _orders.Values.Select(o => o with { ObservedAt = clock.GetUtcNow() });

    private UpsertResult Upsert(ShippingOrder order)
    {
        var known = _orders.GetValueOrDefault(order.OrderKey);
        if (known?.Status is ShippingOrderStatus.Shipped or ShippingOrderStatus.Cancelled) return new UpsertResult(order.OrderKey, null, false, "The order cannot be changed.");
        var id = known?.ShippingOrderId ?? ++_ids;
        Store(new ShippingOrderSnapshot
        {
            Account = Name, ShippingOrderId = id, OrderKey = order.OrderKey, OrderNumber = order.OrderNumber, Status = order.Status, CreatedAt = known?.CreatedAt ?? clock.GetUtcNow(),
            AddressCheck = AddressCheck.Valid, Content = order with { ShippingOrderId = id }
        });
        return new UpsertResult(order.OrderKey, id, true, null);
    }

    private void Store(ShippingOrderSnapshot order) => _orders[order.OrderKey!] = order with
    {
        StatusText = order.Status.ToString(), ModifiedAt = clock.GetUtcNow(), Content = order.Content with { Status = order.Status }
    };
}
