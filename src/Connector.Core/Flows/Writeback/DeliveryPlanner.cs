using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Mapping.Writeback;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Flows.Writeback;

/// <summary>Makes the <see cref="DeliveryPlan"/> of an order with the merchant's rules; shared by the write-back and its dry run.</summary>
internal sealed class DeliveryPlanner(
    OrderFieldTargets targets, LineShipping lines, ServiceMap services, WritebackRules rules, ICommerceReferences references, ITrackingStore tracking, MarkedParts marked)
{
    /// <summary>Reads the order's Type where it is not known yet; writes nothing.</summary>
    /// <param name="rows">The groups of the order.</param>
    /// <param name="seen">Last readings of its shipping orders.</param>
    public async Task<DeliveryPlan> MakeAsync(
        Order order, IReadOnlyList<SyncRow> rows, IReadOnlyList<Shipment> shipments, IReadOnlyList<ShippingOrderSnapshot> seen, CancellationToken cancellationToken)
    {
        var context = new DeliveryContext(rules, lines, await targets.ForAsync(order, cancellationToken))
        {
            Rows = rows, Marked = await marked.ListAsync(shipments.Any(static s => s.Kind == ShipmentKind.Fulfillment) ? rows : [], cancellationToken),
            CarrierName = services.CarrierName, TrackingUrl = services.TrackingUrl,
            ServiceName = (carrier, service) => services.MerchantService(carrier, service) ?? service, AlongWith = AddressFields.AlongWith(order, seen),
            StatusOtherwise = OrderStatusPlan.StatusOf(seen) ?? OrderStatusTexts.Exported,
            LineStates = new LineStateTargets(await StateAsync(rules.LineStateWhenShipped, cancellationToken), await StateAsync(rules.LineStateWhenVoided, cancellationToken)),
            Tracking = rules.Tracking == TrackingScope.None ? [] : await tracking.GetAsync([order.Id], cancellationToken)
        };
        return DeliveryPlan.Make(order, shipments, context);
    }

    /// <summary>Null where no state is named or the shop has none of that key; `doctor` shows that.</summary>
    private async Task<LineStateTarget?> StateAsync(string? key, CancellationToken cancellationToken) =>
        key is not null && await references.GetStateAsync(key, cancellationToken) is { } state ? new LineStateTarget(state.Id, key) : null;
}
