using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Selection.Routing;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

/// <summary>What becomes of one order, in each situation; and the same question twice gets the same plan.</summary>
public sealed class PushPlannerTests
{
    private static readonly DateTimeOffset Now = ManualTimeProvider.Start.AddHours(1);
    private static readonly ConnectorRules Rules = new() { Locations = [new LocationRule { Key = "main", StoreId = 41_001, Account = A.Account }] };
    private static readonly PushKnowledge Nothing = new([], [], []);
    private readonly PushPlanner _planner = new(Rules.CreateSelection(), Rules.CreateRouter(), Rules.CreateMapping(), Rules.Selection);
    private readonly Order _order = An.Order();

    public static TheoryData<string, string> Situations => new()
    {
        { "never sent", "Create" },
        { "sent like this", "None" },
        { "sent otherwise", "Update" },
        { "sent like this, and another call had no response", "Verify" },
        { "another worker sends it", "None, RetryAt" },
        { "cancelled in the shop", "Cancel" },
        { "cancelled in the shop, never sent", "Skipped" },
        { "of a group that it no longer has", "Create, Cancel" },
        { "changed after it was shipped", "None (ChangedAfterShipment)" },
        { "others delivered a unit after it was shipped", "None" },
        { "others delivered a unit of an open part after the rest was shipped", "None (LockedInShipping)" },
        { "others delivered a unit, people took it out of the open part", "None" },
        { "others delivered a unit, and the open part holds what was labelled elsewhere", "None (LockedInShipping)" }
    };

    [Theory]
    [MemberData(nameof(Situations))]
    public void An_order(string situation, string expected)
    {
        var (loaded, known) = Situation(situation);
        Assert.Equal(expected, Short(_planner.Plan(loaded, known, Now)));
    }

    [Theory]
    [MemberData(nameof(Situations))]
    public void The_same_question_gets_the_same_plan(string situation, string expected)
    {
        Assert.NotEmpty(expected);
        var (loaded, known) = Situation(situation);
        var (before, first) = (Describe(loaded), Describe(_planner.Plan(loaded, known, Now)));

        Assert.Equal(first, Describe(_planner.Plan(loaded, known, Now)));
        Assert.Equal(before, Describe(loaded));
    }

    private (LoadedOrder, PushKnowledge) Situation(string name) => name switch
    {
        "never sent" => (Loaded(_order), Nothing),
        "sent like this" => (Loaded(_order, Row()), Nothing),
        "sent otherwise" => (Loaded(_order, Row() with { PayloadHash = "other" }), Nothing),
        "sent like this, and another call had no response" => (Loaded(_order, Row() with { Unverified = new UnverifiedCalls([[1]], Now.AddMinutes(-6)) }), Nothing),
        "another worker sends it" => (Loaded(_order, Row() with { PayloadHash = "other", Reservation = new Reservation("other#1", 3, "h", Now.AddMinutes(1)) }), Nothing),
        "cancelled in the shop" => (Loaded(_order with { State = OrderState.Cancelled }, Row()), Nothing),
        "cancelled in the shop, never sent" => (Loaded(_order with { State = OrderState.Cancelled }), Nothing),
        "of a group that it no longer has" => (Loaded(_order, Row() with { GroupKey = "west", OrderKey = OrderKeys.OrderKey(_order.Id, "west") }), Nothing),
        "changed after it was shipped" => (Loaded(_order, Row() with { Status = SyncStatus.Shipped, PayloadHash = "other" }), Nothing),
        "others delivered a unit after it was shipped" => (Loaded(Delivered(1), Shipped()), Nothing),
        "others delivered a unit of an open part after the rest was shipped" => (Loaded(Delivered(1), Shipped()), Parted(2)),
        "others delivered a unit, people took it out of the open part" => (Loaded(Delivered(1), Shipped()), Parted(1)),
        "others delivered a unit, and the open part holds what was labelled elsewhere" => (Loaded(Delivered(1), Shipped()), Parted(1) with
        {
            Shipments = [new ShipmentRow(A.Shipment(s => s with { ShippingOrderId = 9001, Items = [new ShipmentItem(_order.Lines[0].Id, null, null, 1)] }), _order.Id, null, null)]
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null)
    };

    private SyncRow Shipped() => Row() with { Status = SyncStatus.Shipped };

    /// <summary>Units of the first line, of which two were ordered.</summary>
    private Order Delivered(int byOthers) => _order with { Shippings = [_order.Shippings[0] with { Deliveries = [new Delivery { Id = "d", Items = [new DeliveryItem(_order.Lines[0].Id, byOthers)] }] }] };

    /// <summary>The order has shipped; a part that was split off it holds so many units of the first line.</summary>
    private PushKnowledge Parted(int units)
    {
        var whole = A.Snapshot(A.ShippingOrder(o => o with { OrderKey = Row().OrderKey, ShippingOrderId = 9001, Items = [] }), s => s with { Status = ShippingOrderStatus.Shipped });
        var part = A.Snapshot(whole.Content with { ShippingOrderId = 9002, Items = [A.Item(quantity: units) with { LineItemKey = _order.Lines[0].Id }] }, s => s with { ParentId = 9001 });
        return Nothing with { Seen = [whole, part] };
    }

    private static LoadedOrder Loaded(Order order, params SyncRow[] rows) => new(A.PushOrder(order.Id), order, rows);

    /// <summary>The row of the order as it is now, acknowledged.</summary>
    private SyncRow Row()
    {
        var wanted = _planner.Plan(Loaded(_order), Nothing, Now).Groups.Single();
        return A.SyncRow(_order.Id, r => r with
        {
            GroupKey = wanted.GroupKey, OrderKey = wanted.Wanted!.Order.OrderKey, Status = SyncStatus.Synced, ShippingOrderId = 9001, PayloadHash = wanted.Wanted.Hash, Payload = wanted.Wanted.Packed
        });
    }

    private static string Short(PlannedOrder planned) =>
        string.Join(", ", planned.Groups.Select(g => g.Action + (g.Failure is { } failure ? $" ({failure.Code})" : "")).Concat(planned.Outcome is { } outcome ? [outcome.GetType().Name] : []));

    private static string Describe(PlannedOrder planned) => string.Join('\n', planned.Groups.Select(Describe).Concat(planned.Remarks)) + $"\n{planned.Outcome} {planned.Cancelled}";

    private static string Describe(PlannedGroup group) =>
        $"{group.GroupKey} {group.Account} {group.Action} {group.ShippingOrderId} {group.Verifies} {group.PartsDue} {group.IsDone} {group.BusyUntil} {group.Failure} {group.Wanted?.Hash} {group.Row} "
        + string.Join(' ', group.Remarks) + (group.ToSend is { } content ? Convert.ToBase64String(PayloadJson.Write(content)) : "-");

    private static string Describe(LoadedOrder loaded) => $"{loaded.Message} {loaded.Order.Version} {loaded.Order.State} {string.Join(' ', loaded.Rows)}";
}
