using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>
/// An order is on its way to ShipStation, or stands there already, when it changes in the shop: two workers, the pull that finds the change, the poll of ShipStation's orders and a
/// notification of ShipStation about it.
/// </summary>
internal sealed class PushPlay : ProtocolPlay
{
    private const string LastStreet = "14";
    private readonly bool _isCancelled;
    private bool _isPulled;

    /// <param name="isSent">ShipStation has the order as it was before.</param>
    /// <param name="isCancelled">It is not changed, but cancelled.</param>
    public PushPlay(EnginePlant plant, bool isTold, bool isSent, bool isCancelled, Func<object, object>? broken = null) : base(plant, isTold, broken: broken)
    {
        _isCancelled = isCancelled;
        Shop.Place(PlacedOrder());
        Send(QueueNames.Orders, MessageTypes.PushOrder, 3);
        if (isSent)
        {
            Prepare();
            // A first change is on its way.
            Shop.Change(OrderId, static o => WithStreet(o, "13"));
            Send(QueueNames.Orders, MessageTypes.PushOrder, Shop.Find(OrderId).Version);
        }
        BeginWorker("w1", QueueNames.Orders, QueueNames.Shipments);
        Begin("pull", async process =>
        {
            Shop.Change(OrderId, o => isCancelled ? o with { State = OrderState.Cancelled } : WithStreet(o, LastStreet));
            _isPulled = await RunTimerAsync(process, TimerNames.PullOrders);
        });
        BeginWorker("w2", QueueNames.Orders, QueueNames.Shipments);
        BeginTimer("poll", TimerNames.PollShipStationOrders);
        Begin("hook", static process => NotifyAsync(process, "https://ssapi.shipstation.com/orders?x", "ORDER_NOTIFY"));
    }

    /// <summary>Whether the shop order shows that it was sent.</summary>
    public bool IsMarked { get; init; } = true;

    /// <summary>What was queued must be enough; only a pull that did not come to its end is made again.</summary>
    protected override IReadOnlyList<string> TimersAtRest => _isPulled ? [] : [TimerNames.PullOrders];

    protected override async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        var problems = new List<string>();
        var rows = await Ports.Sync.GetAsync([OrderId], default);
        if (Account.Orders.Count > 1) problems.Add($"ShipStation has {Account.Orders.Count} orders.");
        if (_isCancelled)
        {
            foreach (var open in Account.Orders.Where(static o => o.Status != ShippingOrderStatus.Cancelled)) problems.Add($"A cancelled order is {open.Status} in ShipStation.");
            return problems;
        }
        if (Account.Orders.FirstOrDefault() is not { } there) return [.. problems, "ShipStation does not have the order."];
        if (there.Content.ShipTo.Street1 is not { } street || !street.Contains(LastStreet, StringComparison.Ordinal)) problems.Add($"ShipStation has the address {there.Content.ShipTo.Street1}.");
        foreach (var row in rows)
            if (row.PayloadHash != WantedContent.From(there.Content).Hash) problems.Add($"The row does not say what ShipStation has: {Text(row)}");
        if (IsMarked && (Shop.Find(OrderId).SyncMarks is not [.., { ExternalId: var marked }] || marked != there.ShippingOrderId.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            problems.Add("The order has no mark, or a wrong one.");
        return problems;
    }

    private static Order WithStreet(Order order, string number) => order with { ShippingAddress = order.ShippingAddress! with { StreetNumber = number } };
}
