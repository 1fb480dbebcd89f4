using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using ShipmentState = Connector.Core.Model.Orders.ShipmentState;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>The label of an order is due, and two messages ask for it: two workers, the timer that queues due labels, the poll that reads labels and a notification about them.</summary>
internal sealed class LabelPlay : ProtocolPlay
{
    public LabelPlay(EnginePlant plant, bool isTold, bool hasV2, TimeSpan visibleAfter, Func<object, object>? broken = null) : base(plant, isTold, hasV2, visibleAfter, broken)
    {
        Shop.Place(PlacedOrder());
        Send(QueueNames.Orders, MessageTypes.PushOrder, 3);
        Prepare();
        Send(QueueNames.Labels, MessageTypes.BuyLabel);
        BeginWorker("w1", QueueNames.Labels, QueueNames.Shipments);
        Begin("timer", process =>
        {
            Send(QueueNames.Labels, MessageTypes.BuyLabel);
            return RunTimerAsync(process, TimerNames.BuyLabels);
        });
        BeginWorker("w2", QueueNames.Labels, QueueNames.Shipments);
        BeginTimer("poll", TimerNames.PollShipments);
        Begin("hook", process => NotifyAsync(process, "https://ssapi.shipstation.com/shipments?x", "SHIP_NOTIFY", isSigned: hasV2));
    }

    protected override IReadOnlyList<string> TimersAtRest => [TimerNames.BuyLabels, TimerNames.PollShipStationOrders, TimerNames.PollShipments];

    protected override async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        var problems = new List<string>();
        if (Account.Labels.Count != 1) problems.Add($"{Account.Labels.Count} labels were bought.");
        var rows = await Ports.Labels.GetAsync([OrderId], default);
        if (rows is not [{ State: LabelState.Bought, Purchase: { } purchase }]) problems.Add($"Not bought, or not once: {Text(rows)}");
        else if (Account.Labels.All(l => l.Id != purchase.ShipmentId)) problems.Add($"The row names label {purchase.ShipmentId}.");
        var spent = (await Ports.Ledger.GetAsync(Account.Name, DateOnly.FromDateTime(Clock.Now.UtcDateTime), default)).Rows.Sum(static r => r.Amount);
        if (spent != Account.Labels.Sum(static l => l.ShipmentCost)) problems.Add($"The ledger has {spent}, charged were {Account.Labels.Sum(static l => l.ShipmentCost)}.");
        var order = Shop.Find(OrderId);
        if (!order.Shippings.SelectMany(static s => s.Deliveries).Select(static d => d.Key!).SequenceEqual(Account.Labels.Select(static l => l.Key))) problems.Add("The shop does not show each label once.");
        if (order.ShipmentState != ShipmentState.Shipped) problems.Add($"The order is {order.ShipmentState}.");
        return problems;
    }
}
