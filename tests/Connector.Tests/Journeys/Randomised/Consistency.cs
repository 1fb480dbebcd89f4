using System.Text.Json;

namespace Connector.Tests.Journeys.Randomised;

/// <summary>What must hold of an order when everything has arrived, read off both sides' documents and nothing else.</summary>
internal static class Consistency
{
    /// <param name="dead">An entry of the order waits in the error queue.</param>
    public static async Task<IEnumerable<string>> ProblemsAsync(World world, Stage stage, string number, bool dead)
    {
        var shop = world.ShopOrder(number);
        var existing = (await world.ShippingOrdersAsync(number)).Where(o => o.Text("orderKey")!.StartsWith(shop.Text("id")!, StringComparison.Ordinal)).ToList();
        var labels = await stage.LabelsAsync(number);
        var fulfillments = await stage.FulfillmentsAsync(number);
        return Existing(shop, existing, labels.Count + fulfillments.Count, dead).Concat(Deliveries(shop, labels, fulfillments)).Concat(States(shop, labels, fulfillments)).Select(p => $"{number}: {p}");
    }

    private static IEnumerable<string> Existing(JsonElement shop, List<JsonElement> existing, int shipments, bool dead)
    {
        if (existing.Count > 1) yield return $"stands in ShipStation {existing.Count} times";
        var isCancelled = shop.Text("orderState") == "Cancelled";
        var status = existing.Count == 0 ? null : existing[0].Text("orderStatus");
        if (!isCancelled && existing.Count == 0) yield return "was never pushed";
        if (isCancelled && status is "awaiting_shipment" or "on_hold" && isCancelled && shipments == 0) yield return $"is cancelled in the shop and {status} in ShipStation";
        if (isCancelled && shipments > 0 && !dead && shop.Field("shipstationMessage") is null) yield return "was cancelled after a label and nobody is asked";
        if (!isCancelled && !dead && status is "awaiting_shipment" or "on_hold" && !isCancelled)
        {
            var (wanted, there) = (shop.Text("shippingAddress.streetName"), existing[0].Text("shipTo.street1"));
            if (!string.Equals(wanted, there, StringComparison.OrdinalIgnoreCase)) yield return $"goes to {wanted} in the shop and to {there} in ShipStation";
        }
    }

    private static IEnumerable<string> Deliveries(JsonElement shop, IReadOnlyList<JsonElement> labels, IReadOnlyList<JsonElement> fulfillments)
    {
        var reported = shop.Deliveries().Select(d => d.Text("key")!).Order(StringComparer.Ordinal).ToList();
        var true_ = labels.Select(l => $"ss-{l.Text("shipmentId")}").Concat(fulfillments.Select(f => $"ssf-{f.Text("fulfillmentId")}")).Order(StringComparer.Ordinal).ToList();
        if (!reported.SequenceEqual(true_)) yield return $"tells of [{string.Join(' ', reported)}], there is [{string.Join(' ', true_)}]";
        foreach (var label in labels)
        {
            var delivery = shop.Deliveries().FirstOrDefault(d => d.Text("key") == $"ss-{label.Text("shipmentId")}");
            if (delivery.ValueKind == JsonValueKind.Undefined) continue;
            var packed = label.List("shipmentItems").Select(i => (i.Text("lineItemKey")!, i.GetProperty("quantity").GetInt32())).Order().ToList();
            if (!delivery.Items().Order().SequenceEqual(packed)) yield return $"delivery {delivery.Text("key")} holds {string.Join(' ', delivery.Items())}, the parcel {string.Join(' ', packed)}";
            if (delivery.Text("parcels.0.trackingData.trackingId") != label.Text("trackingNumber")) yield return $"delivery {delivery.Text("key")} has another tracking number";
        }
    }

    private static IEnumerable<string> States(JsonElement shop, IReadOnlyList<JsonElement> labels, IReadOnlyList<JsonElement> fulfillments)
    {
        var ordered = shop.List("lineItems").Sum(l => l.GetProperty("quantity").GetInt32());
        var packed = labels.SelectMany(l => l.List("shipmentItems")).Sum(i => i.GetProperty("quantity").GetInt32());
        var state = shop.Text("shipmentState") ?? "Pending";
        var wanted = fulfillments.Count > 0 || packed >= ordered ? "Shipped" : packed > 0 ? "Partial" : "Pending";
        if (state != wanted) yield return $"is {state}, but {packed} of {ordered} units have a label and {fulfillments.Count} fulfillments exist";
    }
}
