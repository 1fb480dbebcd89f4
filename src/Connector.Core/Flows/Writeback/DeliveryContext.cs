using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Writeback;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Flows.Writeback;

/// <summary>What a delivery plan needs to know besides the order and its shipments.</summary>
public sealed record DeliveryContext(WritebackRules Rules, LineShipping Lines, OrderFieldTarget Target)
{
    /// <summary>What carriers said of its parcels.</summary>
    public IReadOnlyList<TrackingRow> Tracking { get; init; } = [];

    /// <summary>The groups of the order, for shipments that list no items.</summary>
    public IReadOnlyList<SyncRow> Rows { get; init; } = [];

    /// <summary>Parts of its shipping orders that we marked as shipped, by account and id.</summary>
    internal IReadOnlySet<(string Account, long Id)> Marked { get; init; } = new HashSet<(string, long)>();
    public Func<string, string> CarrierName { get; init; } = code => code;
    public Func<string?, string?, string?> ServiceName { get; init; } = (_, service) => service;
    public Func<string?, string?, string?> TrackingUrl { get; init; } = (_, _) => null;

    /// <summary>What the order is once nothing of it counts as shipped any longer.</summary>
    public string StatusOtherwise { get; init; } = OrderStatusTexts.Exported;

    /// <summary>Where units of lines move.</summary>
    public LineStateTargets LineStates { get; init; } = LineStateTargets.None;

    /// <summary>Fields that go along when a write is made anyway: the address check.</summary>
    public IReadOnlyDictionary<string, JsonElement?> AlongWith { get; init; } = new Dictionary<string, JsonElement?>();

    /// <summary>The lines and quantities of the group that a shipment without items covers; null when no group is known.</summary>
    internal IReadOnlyList<ShippingItem>? GroupOf(Shipment shipment)
    {
        var row = Rows.FirstOrDefault(r => r.OrderKey == shipment.OrderKey) ?? Rows.FirstOrDefault(r => r.ShippingOrderId is { } id && id == shipment.ShippingOrderId);
        return row?.Payload is null ? null : PayloadJson.Unpack(row.Payload).Items;
    }

    /// <summary>Whether it is the trace of an order that we marked as shipped because it had ended by another way.</summary>
    internal bool IsOurMark(Shipment shipment)
    {
        if (shipment.Kind != ShipmentKind.Fulfillment || Rows.Count == 0) return false;
        if (shipment.ShippingOrderId is { } id && Marked.Contains((shipment.Account, id))) return true;
        var row = Rows.FirstOrDefault(r => r.OrderKey == shipment.OrderKey) ?? Rows.FirstOrDefault(r => r.ShippingOrderId is { } own && own == shipment.ShippingOrderId);
        return row is not null ? row.IsMarkedShipped() : Rows.All(static r => r.IsMarkedShipped());
    }

    /// <summary>
    /// Lines of the order as it was sent that no group has as goods. Known only while what was sent is this order: a line that was added since is still to ship.
    /// </summary>
    internal IReadOnlySet<string> SentWithAnother(Order order)
    {
        if (Rows.Count == 0 || Rows.Any(r => r.Payload is null || r.FailureCode is not null || r.OrderVersion < order.Version)) return new HashSet<string>();
        var sent = Rows.SelectMany(r => PayloadJson.Unpack(r.Payload!).Items).Where(i => !i.Adjustment).Select(i => i.LineItemKey).ToList();
        return order.Lines.Where(l => !sent.Exists(key => OrderKeys.IsOfLine(key, l.Id))).Select(l => l.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The order's shipping entry that the first shipped line goes with; the first entry where nothing says more.</summary>
    internal static string? ShippingKeyOf(Order order, Shipment shipment, IReadOnlyList<DeliveryItem> items)
    {
        var line = items.Select(i => order.Lines.FirstOrDefault(l => l.Id == i.LineId)).FirstOrDefault(l => l is not null);
        var target = line?.Targets.FirstOrDefault(t => t.ShippingKey is not null);
        return target?.ShippingKey ?? order.Shippings.FirstOrDefault(s => s.Key is not null)?.Key ?? shipment.OrderKey;
    }
}
