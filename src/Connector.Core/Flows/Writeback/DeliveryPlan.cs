using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Writeback;

namespace Connector.Core.Flows.Writeback;

/// <summary>
/// Pure: from what was shipped and what the shop order shows to the changes that are still missing. Empty when all is there, which is what makes a resent webhook,
/// a poll after a webhook and a retry harmless.
/// </summary>
/// <param name="Recorded">Shipments whose present state the order shows once the changes are made.</param>
/// <param name="Flags">What needs attention; the goods that could be written are written all the same.</param>
/// <param name="Coverage">What of the order has left.</param>
public sealed record DeliveryPlan(
    IReadOnlyList<OrderChange> Changes, IReadOnlyList<Shipment> Recorded, IReadOnlyList<DeliveryFlag> Flags, Coverage Coverage)
{
    /// <summary>What carriers said and the order shows once the changes are made.</summary>
    public IReadOnlyList<TrackingRow> WrittenBack { get; init; } = [];

    public static DeliveryPlan Make(Order order, IReadOnlyList<Shipment> shipments, DeliveryContext context)
    {
        // What we marked as shipped ourselves was shipped by another way: the shop knows how.
        shipments = [.. shipments.Where(s => !context.IsOurMark(s))];
        var changes = new List<OrderChange>();
        var flags = new List<DeliveryFlag>();
        var canDeliver = order.Shippings.Count > 0;
        var ledger = new DeliveryLedger(order, context.Lines, context.SentWithAnother(order));
        var deliveries = order.Shippings.SelectMany(s => s.Deliveries).Where(d => d.Key is not null).ToLookup(d => d.Key!, StringComparer.Ordinal);
        var live = shipments.Where(IsHere).OrderBy(s => s.CreatedAt).ThenBy(s => s.Id).ToList();

        foreach (var gone in shipments.Where(s => !IsHere(s)))
            foreach (var delivery in deliveries[gone.Key]) changes.Add(new OrderChange.RemoveDelivery(delivery.Id));

        foreach (var foreign in order.Shippings.SelectMany(s => s.Deliveries).Where(d => !IsOurs(d, shipments))) ledger.TakeForeign(foreign);

        foreach (var shipment in live)
        {
            var items = shipment.IsReturn ? [] : ledger.Take(shipment, context.GroupOf(shipment), context.Rows.Count == 1, flags);
            if (!canDeliver) continue;
            var present = deliveries[shipment.Key].FirstOrDefault();
            // Others delivered all of it: this only says that its order, or a part of it, was closed.
            if (present is null && items.Count == 0 && ledger.WithOthers && shipment is { Kind: ShipmentKind.Fulfillment, TrackingNumber: null or "" }) continue;
            if (present is null) changes.Add(Delivery(order, shipment, items, context));
            else changes.AddRange(Corrections(present, shipment, items, context));
        }
        if (!canDeliver && live.Count > 0)
            flags.Add(new DeliveryFlag(FailureKind.Unknown, "NoShippingInfo", "The order has no shipping info, so commercetools accepts no deliveries; only fields and states show the shipment.", NeedsAttention: false));
        // The push cancelled it there before anybody knew of the label.
        if (order.State == OrderState.Cancelled && live.Exists(s => !s.IsReturn) && context.Rows.Count > 0 && context.Rows.All(r => r.Status == SyncStatus.Cancelled))
            flags.Add(new DeliveryFlag(FailureKind.CancelledAfterShipment, ErrorCodes.CancelledAfterShipment, PushDecision.CancelledTooLate, NeedsAttention: true));
        flags.AddRange(ShippedAsPromised.Check(live, context.Rows, context.Rules));

        var coverage = ledger.Coverage(live.Exists(s => !s.IsReturn));
        var parcels = ParcelsOutcome.From(live, context.Tracking, coverage.State == ShipmentState.Shipped);
        changes.AddRange(OrderStateChanges.Compute(order, coverage, parcels, shipments, context.Rules));
        changes.AddRange(LineStateChanges.Compute(order, ledger.LeftOf, shipments.All(IsHere) ? context.LineStates with { Voided = null } : context.LineStates));
        changes.AddRange(context.Target.Changes(order, Fields(order, live, shipments, coverage, parcels, flags, context)));
        return new DeliveryPlan(changes, shipments, flags, coverage) { WrittenBack = context.Tracking };
    }

    internal static bool IsHere(Shipment shipment) => shipment is { Voided: false, IsForeign: false };

    private static bool IsOurs(Delivery delivery, IReadOnlyList<Shipment> shipments) => delivery.Key is { } key && shipments.Any(s => s.Key == key);

    private static OrderChange.AddDelivery Delivery(Order order, Shipment shipment, IReadOnlyList<DeliveryItem> items, DeliveryContext context)
    {
        var shippingKey = order.SeveralShippings ? DeliveryContext.ShippingKeyOf(order, shipment, items) : null;
        return new OrderChange.AddDelivery(shipment.Key, shippingKey, items, [new NewParcel(ParcelKey(shipment), TrackingOf(shipment, context), ParcelSizes.From(shipment), items)]);
    }

    /// <summary>Only what differs: tracking that came later, items corrected.</summary>
    private static IEnumerable<OrderChange> Corrections(Delivery present, Shipment shipment, IReadOnlyList<DeliveryItem> items, DeliveryContext context)
    {
        // None of a shipment whose items are known: others have taken all that was ordered.
        var areKnown = items.Count > 0 || shipment.Items is { Count: > 0 };
        if (areKnown && !SameItems(present.Items, items)) yield return new OrderChange.SetDeliveryItems(present.Id, items);
        var parcel = present.Parcels.FirstOrDefault(p => p.Key == ParcelKey(shipment));
        var tracking = TrackingOf(shipment, context);
        if (parcel is null)
        {
            yield return new OrderChange.AddParcel(present.Id, new NewParcel(ParcelKey(shipment), tracking, ParcelSizes.From(shipment), items));
            yield break;
        }
        if (parcel.Tracking != tracking) yield return new OrderChange.SetParcelTracking(parcel.Id, tracking);
        if (areKnown && !SameItems(parcel.Items, items)) yield return new OrderChange.SetParcelItems(parcel.Id, items);
        if (ParcelSizes.From(shipment) is { } size && parcel.Size != size) yield return new OrderChange.SetParcelSize(parcel.Id, size);
    }

    private static Dictionary<string, System.Text.Json.JsonElement?> Fields(
        Order order, List<Shipment> live, IReadOnlyList<Shipment> all, Coverage coverage, ParcelsOutcome parcels, List<DeliveryFlag> flags, DeliveryContext context)
    {
        var newest = live.LastOrDefault(s => !s.IsReturn);
        // One without a number says nothing of how the goods are followed.
        var tracked = live.LastOrDefault(s => !s.IsReturn && !string.IsNullOrEmpty(s.TrackingNumber)) ?? newest;
        var fields = new Dictionary<string, System.Text.Json.JsonElement?>(context.AlongWith);
        if (all.Count == 0) return fields;
        if (StatusOf(order, coverage, parcels, context) is { } status) fields[OrderFieldNames.Status] = FieldValues.Text(status);
        fields[OrderFieldNames.Carrier] = FieldValues.TextOrNone(tracked?.CarrierCode is { } code ? context.CarrierName(code) : null);
        fields[OrderFieldNames.Service] = FieldValues.TextOrNone(tracked is null ? null : context.ServiceName(tracked.CarrierCode, tracked.ServiceCode));
        fields[OrderFieldNames.Package] = FieldValues.TextOrNone(tracked?.PackageCode);
        fields[OrderFieldNames.TrackingUrl] = FieldValues.TextOrNone(tracked is null ? null : context.TrackingUrl(tracked.CarrierCode, tracked.TrackingNumber));
        fields[OrderFieldNames.ShipDate] = FieldValues.TextOrNone(newest?.ShipDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        if (context.Rules.Tracking != TrackingScope.None) parcels.Fill(fields);
        // What was expected once stays when nobody says anything any longer.
        if (context.Rules is { Tracking: not TrackingScope.None, EstimatedDeliveryField: { Length: > 0 } name } && parcels.EstimatedDelivery is { } day)
            fields[name] = FieldValues.Text(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        if (context.Rules.ShipmentCost)
            fields[OrderFieldNames.ShipmentCost] = FieldValues.TextOrNone(live.Count == 0 ? null : live.Sum(s => (s.ShipmentCost ?? 0) + (s.InsuranceCost ?? 0)).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
        var toReport = flags.Where(f => f.OnOrder).Select(f => f.Text).Distinct().ToList();
        if (toReport.Count > 0) fields[OrderFieldNames.Message] = FieldValues.Text(string.Join(' ', toReport));
        return fields;
    }

    /// <summary>Null leaves it: while nothing has left, holds and cancellations speak (<see cref="OrderStatusPlan"/>), and the two never contradict each other.</summary>
    private static string? StatusOf(Order order, Coverage coverage, ParcelsOutcome parcels, DeliveryContext context) => coverage.State switch
    {
        ShipmentState.Shipped => parcels.AllDelivered ? OrderStatusTexts.Delivered : OrderStatusTexts.Shipped,
        ShipmentState.Partial => OrderStatusTexts.PartiallyShipped,
        _ => order.CustomFields.TryGetValue(OrderFieldNames.Status, out var reported) && reported.ValueKind == System.Text.Json.JsonValueKind.String
            && reported.GetString() is OrderStatusTexts.Shipped or OrderStatusTexts.PartiallyShipped or OrderStatusTexts.Delivered
            ? context.StatusOtherwise
            : null
    };

    private static string ParcelKey(Shipment shipment) => shipment.Key + "-p";

    /// <summary>Carriers' numbers are short; anything absurd is cut where a custom field or screen would break.</summary>
    private static Tracking TrackingOf(Shipment shipment, DeliveryContext context) => new(
        shipment.TrackingNumber is { Length: > MaxTrackingLength } longNumber ? longNumber[..MaxTrackingLength] : shipment.TrackingNumber,
        shipment.CarrierCode is { } code ? context.CarrierName(code) : null, "ShipStation",
        shipment.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), shipment.IsReturn);

    private const int MaxTrackingLength = 256;

    private static bool SameItems(IReadOnlyList<DeliveryItem> a, IReadOnlyList<DeliveryItem> b) => a.Count == b.Count && a.ToHashSet().SetEquals(b);
}

/// <summary>Something about a shipment that somebody should know.</summary>
/// <param name="NeedsAttention">True sends the message to the error queue after everything that can be written was written.</param>
public sealed record DeliveryFlag(FailureKind Kind, string Code, string Text, bool NeedsAttention)
{
    /// <summary>Whether the shop order says so.</summary>
    public bool OnOrder { get; init; } = NeedsAttention;
}

/// <summary>How much of what must ship has left.</summary>
/// <param name="State">Pending (nothing), Partial or Shipped.</param>
public sealed record Coverage(ShipmentState State, long Shipped, long ToShip)
{
    /// <summary>Some of it left with deliveries of others.</summary>
    public bool WithOthers { get; init; }
}
