using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Flows.Writeback;

/// <summary>Keeps account of the units of each line while shipments are laid against them; never gives out more than there is.</summary>
internal sealed class DeliveryLedger
{
    private readonly Order _order;
    private readonly Dictionary<string, long> _ordered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _toShip = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _left = new(StringComparer.Ordinal);

    /// <summary>Goods are in deliveries of others.</summary>
    public bool WithOthers { get; private set; }

    /// <param name="withAnother">Lines that the shipping side never sees because they go in the parcel of another: part of a bundle.</param>
    public DeliveryLedger(Order order, LineShipping lines, IReadOnlySet<string> withAnother)
    {
        _order = order;
        foreach (var line in order.Lines.Where(l => l.Id.Length > 0))
        {
            _ordered[line.Id] = Math.Max(line.Quantity, 0);
            if (!withAnother.Contains(line.Id) && lines.Classify(line) == LineNature.Goods && lines.KeptUnits(order, line) is > 0 and var kept) _toShip[line.Id] = kept;
        }
    }

    /// <summary>Deliveries that the shop or another system made count, but are never touched.</summary>
    public void TakeForeign(Delivery delivery)
    {
        foreach (var item in delivery.Items) Leave(item.LineId, item.Quantity);
        WithOthers |= delivery.Items.Any(i => i.Quantity > 0 && _toShip.ContainsKey(i.LineId));
    }

    /// <summary>The delivery items of a shipment, capped at what is left of each line.</summary>
    /// <param name="group">Lines of its group, for a shipment that lists no items; null when they are not known (yet).</param>
    /// <param name="onlyGroup">The order has no other group, so an unknown one is the whole order.</param>
    public IReadOnlyList<DeliveryItem> Take(Shipment shipment, IReadOnlyList<ShippingItem>? group, bool onlyGroup, List<DeliveryFlag> flags)
    {
        var reported = shipment.Items ?? (shipment.Kind == ShipmentKind.Fulfillment ? Rest(group ?? (onlyGroup ? All() : null)) : null);
        if (reported is null || (reported.Count == 0 && shipment.Kind == ShipmentKind.Label))
        {
            flags.Add(new DeliveryFlag(FailureKind.Unknown, "NoItems", $"Shipment {shipment.Id} lists no items: its parcel is shown without items.", NeedsAttention: false));
            return [];
        }
        var items = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var item in reported)
        {
            var lines = LineMatch.Candidates(_order, item);
            if (lines.Count == 0)
            {
                flags.Add(new DeliveryFlag(FailureKind.Unknown, "ItemNotInOrder", $"Shipment {shipment.Id} contains {item.Sku ?? item.Name ?? "an item"}, which is not in the order.", NeedsAttention: false));
                continue;
            }
            if (item.Quantity <= 0) continue;
            // Of several lines with the SKU each gets what is still to ship of it, then what was ordered of it.
            long left = item.Quantity, free = lines.Sum(l => Free(l, _ordered));
            foreach (var limit in lines.Count == 1 ? (Dictionary<string, long>[])[_ordered] : [_toShip, _ordered])
            {
                foreach (var line in lines)
                {
                    var taken = Math.Min(left, Free(line, limit));
                    if (taken <= 0) continue;
                    items[line.Id] = items.GetValueOrDefault(line.Id) + taken;
                    Leave(line.Id, taken);
                    left -= taken;
                }
            }
            if (left > 0)
                flags.Add(new DeliveryFlag(FailureKind.OverShipment, ErrorCodes.OverShipment, $"Shipment {shipment.Id} contains {item.Quantity} of {lines[0].Sku ?? lines[0].Id}, but only {free} were left to ship.", NeedsAttention: true));
        }
        return [.. items.Select(i => new DeliveryItem(i.Key, i.Value))];
    }

    private long Free(OrderLine line, Dictionary<string, long> limit) => Math.Max(limit.GetValueOrDefault(line.Id) - _left.GetValueOrDefault(line.Id), 0);

    /// <summary>A fulfillment without items covers what is left of its group.</summary>
    private List<ShipmentItem>? Rest(IReadOnlyList<ShippingItem>? group) => group?
        .Where(i => !i.Adjustment)
        .Select(i => (Item: i, Line: LineMatch.Find(_order, new ShipmentItem(i.LineItemKey, i.Sku, i.Name, i.Quantity))))
        .Where(i => i.Line is not null)
        .Select(i => new ShipmentItem(i.Line!.Id, i.Item.Sku, i.Item.Name, (int)Math.Min(i.Item.Quantity, Math.Max(_ordered[i.Line.Id] - _left.GetValueOrDefault(i.Line.Id), 0))))
        .Where(i => i.Quantity > 0)
        .ToList();

    private List<ShippingItem> All() =>
        [.. _order.Lines.Where(l => _toShip.ContainsKey(l.Id)).Select(l => new ShippingItem { LineItemKey = l.Id, Sku = l.Sku, Name = l.Sku ?? l.Id, Quantity = (int)Math.Min(_toShip[l.Id], int.MaxValue) })];

    /// <summary>Units of the line that have left.</summary>
    public long LeftOf(OrderLine line) => _left.GetValueOrDefault(line.Id);

    public Coverage Coverage(bool anythingLeft)
    {
        var toShip = _toShip.Values.Sum();
        var shipped = _toShip.Sum(line => Math.Min(line.Value, _left.GetValueOrDefault(line.Key)));
        var state = shipped >= toShip && toShip > 0 ? ShipmentState.Shipped
            : shipped > 0 || anythingLeft ? ShipmentState.Partial
            : ShipmentState.Pending;
        return new Coverage(state, shipped, toShip) { WithOthers = WithOthers };
    }

    private void Leave(string lineId, long quantity) => _left[lineId] = _left.GetValueOrDefault(lineId) + quantity;
}
