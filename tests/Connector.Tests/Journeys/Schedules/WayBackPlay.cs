using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>Somebody buys a label in ShipStation: its notification, the poll and two workers bring it to the shop, while the customer changes the order there.</summary>
internal sealed class WayBackPlay : ProtocolPlay
{
    private readonly bool _isSigned;
    private bool _isTaken;

    public WayBackPlay(EnginePlant plant, bool isTold, bool isSigned, Func<object, object>? broken = null) : base(plant, isTold, broken: broken)
    {
        _isSigned = isSigned;
        Shop.Place(PlacedOrder());
        Send(QueueNames.Orders, MessageTypes.PushOrder, 3);
        Prepare();
        Account.Buy(Account.Orders.First().ShippingOrderId, "stamps_com", "usps_ground_advantage");
        Begin("hook", async process => _isTaken = await NotifyAsync(process));
        BeginWorker("w1", QueueNames.Shipments, QueueNames.Orders);
        BeginTimer("poll", TimerNames.PollShipments);
        BeginWorker("w2", QueueNames.Shipments, QueueNames.Orders);
        // Another delivery of the same notification.
        Begin("copy", NotifyAsync);
        Begin("shop", _ =>
        {
            Shop.Change(OrderId, static o => o with { PaymentMethod = "invoice" });
            return Task.CompletedTask;
        });
    }

    /// <summary>A notification that was taken needs no poll.</summary>
    protected override IReadOnlyList<string> TimersAtRest => _isTaken ? [] : [TimerNames.PollShipments];

    protected override async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        var problems = new List<string>();
        var order = Shop.Find(OrderId);
        var deliveries = order.Shippings.SelectMany(static s => s.Deliveries).Select(static d => d.Key!).Order(StringComparer.Ordinal);
        if (!deliveries.SequenceEqual(Account.Labels.Select(static l => l.Key))) problems.Add($"The shop has the deliveries {string.Join(", ", deliveries)}.");
        var left = order.Shippings.SelectMany(static s => s.Deliveries).SelectMany(static d => d.Items).Sum(static i => i.Quantity);
        if (left != order.Lines.Sum(static l => l.Quantity)) problems.Add($"{left} units left by what the shop shows.");
        if (order.ShipmentState != ShipmentState.Shipped) problems.Add($"The order is {order.ShipmentState}.");
        foreach (var row in await Ports.Sync.GetAsync([OrderId], default))
            if (row.Status != SyncStatus.Shipped) problems.Add($"The row is not shipped: {Text(row)}");
        foreach (var open in (await Ports.Shipments.GetShipmentsAsync([OrderId], default)).Where(static s => s.Outstanding)) problems.Add($"Shipment {open.Shipment.Id} is not noted as written.");
        return problems;
    }

    private Task<bool> NotifyAsync(Process process) => NotifyAsync(process, "https://ssapi.shipstation.com/shipments?x", "SHIP_NOTIFY", _isSigned);
}
