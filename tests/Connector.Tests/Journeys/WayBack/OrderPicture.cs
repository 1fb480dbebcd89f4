using System.Globalization;
using System.Text.Json;
using Connector.Simulators.Commercetools.Seeds;

namespace Connector.Tests.Journeys.WayBack;

/// <summary>
/// What a person sees of the orders, as lines of text: order and shipment state; each delivery with its items, carrier and whatever is special about its parcel; lines
/// whose state was moved; the connector's fields; what stands in ShipStation; what waits in the error queue.
/// </summary>
internal static class OrderPicture
{
    private static readonly string[] s_workflow = ["order-received", "sent-to-warehouse", "order-on-hold", "order-shipped"];

    public static async Task<string> DrawAsync(Stage stage)
    {
        var world = stage.World;
        var lines = new List<string>();
        var orders = world.Shop.Orders().OrderBy(order => order.Text("orderNumber"), StringComparer.Ordinal).ToList();
        var fulfillments = orders.SelectMany(AllDeliveries).Select(delivery => delivery.Text("key")).OfType<string>()
            .Where(key => key.StartsWith("ssf-", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal).ToList();
        string NameOf(string? key) => key switch
        {
            null => "entered in the shop",
            _ when key.StartsWith("ssf-", StringComparison.Ordinal) => $"fulfillment {fulfillments.IndexOf(key) + 1}",
            // A label of merged orders has a delivery on each, with a key of its own.
            _ => string.Create(CultureInfo.InvariantCulture, $"label {stage.Labels.ToList().IndexOf(long.Parse(key.Split('-')[1], CultureInfo.InvariantCulture)) + 1}")
        };
        foreach (var order in orders) Draw(order, NameOf, lines);
        foreach (var there in (await world.People.AllShippingOrdersAsync()).OrderBy(order => order.Text("orderNumber"), StringComparer.Ordinal))
            lines.Add($"in ShipStation {there.Text("orderNumber")} {there.Text("orderStatus")}");
        lines.AddRange((await world.ErrorsAsync()).Select(error => $"error {error.Info.Code} {error.Info.OrderNumber}").Order(StringComparer.Ordinal));
        return string.Join('\n', lines);
    }

    private static void Draw(JsonElement order, Func<string?, string> nameOf, List<string> lines)
    {
        lines.Add($"{order.Text("orderNumber")} {order.Text("orderState")} {order.Text("shipmentState") ?? "-"}");
        if (order.Text("state.id") is { } workflow) lines.Add("  workflow: " + s_workflow.Single(key => ReferenceSeed.StateId(key) == workflow));
        lines.AddRange(Runs([.. AllDeliveries(order).OrderBy(delivery => delivery.Text("key"), StringComparer.Ordinal).Select(delivery => (nameOf(delivery.Text("key")), WrittenBack(order, delivery)))]));
        foreach (var line in order.List("lineItems").Where(line => line.List("state").Any(state => state.Text("state.id") != ReferenceSeed.StateId("Initial")))) lines.Add($"  moved line: {line.Text("variant.sku")}");
        lines.AddRange(Fields(order));
    }

    /// <summary>Deliveries that are alike are shown together.</summary>
    private static IEnumerable<string> Runs(List<(string Name, string WrittenBack)> deliveries)
    {
        for (var at = 0; at < deliveries.Count;)
        {
            var end = at;
            while (end + 1 < deliveries.Count && deliveries[end + 1].WrittenBack == deliveries[at].WrittenBack) end++;
            yield return end - at < 3
                ? string.Join('\n', deliveries[at..(end + 1)].Select(delivery => $"  {delivery.Name}: {delivery.WrittenBack}"))
                : $"  {deliveries[at].Name} to {deliveries[end].Name}: {deliveries[at].WrittenBack}";
            at = end + 1;
        }
    }

    private static string WrittenBack(JsonElement order, JsonElement delivery)
    {
        var items = Items(order, delivery);
        var parcels = delivery.List("parcels").Select(parcel => Parcel(parcel) + (Items(order, parcel) == items ? "" : $" holds {Items(order, parcel)}"));
        return $"{items}; {string.Join("; ", parcels)}";
    }

    private static string Items(JsonElement order, JsonElement holder)
    {
        var items = holder.Items().Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Quantity} {NameOf(order, item.Line)}")).ToList();
        return items.Count == 0 ? "no items" : string.Join(", ", items);
    }

    private static string Parcel(JsonElement parcel)
    {
        var number = parcel.Text("trackingData.trackingId");
        var ordinary = number == string.Create(CultureInfo.InvariantCulture, $"94001{parcel.Text("trackingData.providerTransaction"),17}").Replace(' ', '0');
        var tracking = number is null ? " without tracking" : ordinary ? "" : number.Length > 60 ? $" number of {number.Length} characters" : " " + number;
        return (parcel.Text("trackingData.carrier") ?? "no carrier") + tracking + (parcel.Text("trackingData.isReturn") == "True" ? ", return" : "");
    }

    private static IEnumerable<string> Fields(JsonElement order)
    {
        var carrier = order.Field("shipstationCarrier") is { } name ? $", {name} {order.Field("shipstationService")} {order.Field("shipstationShipDate")}" : "";
        var page = order.Field("shipstationTrackingUrl") is null ? "" : ", page";
        var cost = order.Field("shipstationShipmentCost") is { } paid ? $", cost {paid}" : "";
        var address = order.Field("shipstationAddressCheck") is { } check ? $", address {check}" : "";
        if (order.Field("shipstationStatus") is { } status) yield return $"  shows: {status}{carrier}{page}{cost}{address}";
        if (order.Field("shipstationMessage") is { } message) yield return $"  says: {message}";
    }

    private static IEnumerable<JsonElement> AllDeliveries(JsonElement order) =>
        order.Deliveries().Concat(order.List("shipping").SelectMany(shipping => shipping.List("shippingInfo.deliveries")));

    private static string NameOf(JsonElement order, string line) =>
        order.List("lineItems").Where(each => each.Text("id") == line).Select(each => each.Text("variant.sku"))
            .Concat(order.List("customLineItems").Where(each => each.Text("id") == line).Select(each => each.Text("slug"))).SingleOrDefault() ?? "an unknown line";
}
