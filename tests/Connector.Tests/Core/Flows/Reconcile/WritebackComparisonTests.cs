using Connector.Core.Flows.Reconcile;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Reconcile;

/// <summary>What the write-back would do about an order, and the differences that it amounts to.</summary>
public sealed class WritebackComparisonTests
{
    private static readonly Order Shown = An.Order(static o => o with { Shippings = [A.Shipping(static s => s with { Deliveries = [new Delivery { Id = "d-7", Key = "ss-7", Items = [], Parcels = [] }] })] });
    private static readonly Shipment Label = A.Shipment(static s => s with { Id = 7 });
    private static readonly OrderChange Add = new OrderChange.AddDelivery("ss-8", null, [], []);
    private static readonly OrderChange AddSecond = new OrderChange.AddDelivery("ss-9", null, [], []);
    private static readonly OrderChange Remove = new OrderChange.RemoveDelivery("d-7");
    private static readonly OrderChange Tracking = new OrderChange.SetParcelTracking("p-7", null);
    private static readonly OrderChange State = new OrderChange.SetShipmentState(ShipmentState.Shipped);
    private static readonly OrderChange Field = new OrderChange.SetCustomField("shipstationStatus", null);

    /// <summary>What would be written of the shipments, what of the status; null where there is no such plan.</summary>
    public static TheoryData<string, OrderChange[]?, OrderChange[]?, string> Plans => new()
    {
        { "nothing sent, nothing shipped", null, null, "" },
        { "all is shown", [], [], "" },
        { "a label is not shown", [Add, State], null, "ShipmentNotWrittenBack ss-8 (shipments)" },
        { "two labels are not shown", [Add, AddSecond, State], [], "ShipmentNotWrittenBack ss-8 (shipments); ShipmentNotWrittenBack ss-9 (shipments)" },
        { "a voided label is shown", [Remove, State], null, "VoidNotWrittenBack ss-7 (shipments)" },
        { "one bought, one voided", [Remove, Add], null, "VoidNotWrittenBack ss-7 (shipments); ShipmentNotWrittenBack ss-8 (shipments)" },
        { "other values", [Tracking, State, Tracking], null, "ShopShowsOtherValues ss-7 (shipments)" },
        { "a status is not shown", null, [Field], "StatusNotWrittenBack own-key (status)" },
        { "a status is not shown, all labels are", [], [Field], "StatusNotWrittenBack own-key (status)" },
        { "a label and the status are not shown: one repair writes both", [Add], [Field], "ShipmentNotWrittenBack ss-8 (shipments)" },
        { "other values and the status", [Tracking], [Field], "ShopShowsOtherValues ss-7 (shipments)" }
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void What_would_be_written_is_a_difference(string situation, OrderChange[]? ofShipments, OrderChange[]? ofStatus, string expected)
    {
        var delivery = ofShipments is null ? null : new DeliveryPlan(ofShipments, [Label], [], new Coverage(ShipmentState.Shipped, 1, 1));
        var status = ofStatus is null ? null : new OrderStatusPlan(ofStatus, false, false, false);

        var found = WritebackComparison.Compare(Shown, [Label], delivery, [Label], [There()], status);

        Assert.Equal((situation, expected), (situation, string.Join("; ", found.Select(static d => $"{d.Kind} {d.ShippingKey} ({Short(d.Repair)})"))));
    }

    [Fact]
    public void A_difference_names_each_value_once() =>
        Assert.Equal(
            "Different from the shipments: tracking, shipment state.",
            Assert.Single(WritebackComparison.Compare(Shown, [Label], new DeliveryPlan([Tracking, State, Tracking], [Label], [], new Coverage(ShipmentState.Shipped, 1, 1)), [], [], null)).Text);

    /// <summary>What was kept, what was read now, whether the shipping order holds others that were merged into it; and the items, whether it is foreign, whether it is voided.</summary>
    public static TheoryData<string, Shipment?, Shipment?, bool, string> Known => new()
    {
        { "kept only", Label, null, false, "2 here" },
        { "read only", null, Label, false, "2 here" },
        { "read again, and voided", Label, Later(Label) with { Voided = true }, false, "2 here voided" },
        { "read again with more units", Label, Later(Label) with { Items = Units(5) }, false, "5 here" },
        { "read again with the units of merged orders", Label, Later(Label) with { Items = Units(5) }, true, "2 here" },
        { "foreign as kept, read with the units of merged orders", Label with { IsForeign = true }, Later(Label), true, "2 foreign" },
        { "read only, with the units of merged orders", null, Label with { Items = Units(5) }, true, "5 here" }
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void What_is_known_of_a_label(string situation, Shipment? kept, Shipment? read, bool isMerged, string expected)
    {
        var joined = Assert.Single(WritebackComparison.Join(
            Shown.Id, kept is null ? [] : [new ShipmentRow(kept, Shown.Id, null, null)], read is null ? [] : [read], [There(isMerged ? [4] : [])]));

        Assert.Equal((situation, expected), (situation, $"{joined.Items!.Sum(static i => i.Quantity)} {(joined.IsForeign ? "foreign" : "here")}{(joined.Voided ? " voided" : "")}"));
    }

    private static Shipment Later(Shipment shipment) => shipment with { ObservedAt = shipment.ObservedAt.AddMinutes(1) };

    private static ShipmentItem[] Units(int quantity) => [new ShipmentItem(null, "MUG-BLUE", "Item MUG-BLUE", quantity)];

    private static RemoteOrder There(params long[] mergedIds) =>
        RemoteOrder.From(A.Snapshot(A.ShippingOrder(static o => o with { ShippingOrderId = Label.ShippingOrderId, OrderKey = "own-key" }), s => s with { MergedIds = mergedIds }));

    private static string Short(Repair? repair) => repair switch
    {
        Repair.RecordShipments { Read: [{ Id: 7 }] } => "shipments",
        Repair.RecordStatus { Read: [{ OrderKey: "own-key" }] } => "status",
        _ => $"{repair}"
    };
}
