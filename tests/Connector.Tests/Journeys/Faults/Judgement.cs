using System.Text.Json;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Tests.Journeys.Faults;

/// <summary>What must hold when the last fault is over and time has passed, read off both vendors' documents and the error queue, and nothing else.</summary>
internal sealed class Judgement(FaultWorld world, FaultStage stage, int orders)
{
    /// <summary>What only a person can settle. Anything else in the error queue is a fault that left its mark.</summary>
    private static readonly HashSet<string> s_forPeople = new(StringComparer.Ordinal)
    {
        ErrorCodes.CancelledAfterShipment, ErrorCodes.ChangedAfterShipment, ErrorCodes.ReopenedAfterCancel, ErrorCodes.LockedInShipping, ErrorCodes.OverShipment, ErrorCodes.AddressFailed
    };

    public async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        var errors = await world.Seen<IErrorQueue>().ListAsync(new ErrorFilter(), default);
        var dead = errors.Select(e => e.Info.OrderNumber).ToHashSet(StringComparer.Ordinal);
        var problems = errors.Where(e => !s_forPeople.Contains(e.Info.Code) && !IsOfMerged(e))
            .Select(e => $"{e.Info.OrderNumber}: {e.MessageType} is in the error queue with {e.Info.Kind} {e.Info.Code}: {e.Info.Description}").ToList();
        var all = await world.ShippingOrdersAsync();
        var (labels, fulfillments) = (new List<JsonElement>(), new List<JsonElement>());
        foreach (var account in world.Accounts.Keys)
        {
            labels.AddRange(await stage.ShipmentsAsync(account));
            fulfillments.AddRange(await stage.FulfillmentsAsync(account));
        }
        for (var i = 0; i < orders; i++)
        {
            var number = $"US-{i + 1}";
            var shop = world.Shop.FindOrder(number)!.Value;
            problems.AddRange(Of(shop, number, all, labels, fulfillments, dead.Contains(number)).Select(p => $"{number}: {p}"));
        }
        var report = await world.Seen<ReconciliationRun>().RunAsync(new ReconciliationScope(DateTimeOffset.UnixEpoch, null, Fix: false, TimeSpan.Zero), null, default);
        problems.AddRange(report.Differences.Where(d => !dead.Contains(d.OrderNumber)).Select(d => $"{d.OrderNumber}: reconciliation finds {d.Kind} {d.Text}"));
        return problems;
    }

    /// <summary>Staff put the order into another one before the connector could know: ShipStation refuses to change it, and a person must.</summary>
    private bool IsOfMerged(ErrorQueueEntry entry) =>
        entry.Info.Code == ErrorCodes.PushRejected && stage.Merged.Any(index => entry.Info.OrderNumber == $"US-{index + 1}");

    private IEnumerable<string> Of(
        JsonElement shop, string number, IReadOnlyList<JsonElement> all, IReadOnlyList<JsonElement> labels, IReadOnlyList<JsonElement> fulfillments, bool dead)
    {
        var id = shop.Text("id")!;
        var ordered = shop.List("lineItems").ToDictionary(l => l.Text("id")!, l => l.GetProperty("quantity").GetInt32(), StringComparer.Ordinal);
        var family = all.Where(o => o.Text("orderKey")!.StartsWith(id, StringComparison.Ordinal)).ToList();
        var carriers = all.Where(o => o.Text("orderStatus") != "cancelled" && o.List("items").Any(i => ordered.ContainsKey(i.Text("lineItemKey") ?? ""))).ToList();
        var isMerged = carriers.Any(o => o.List("items").Any(i => i.Text("lineItemKey") is { } line && !ordered.ContainsKey(line)) || !family.Any(f => f.Text("orderId") == o.Text("orderId")));
        var own = labels.Where(l => l.List("shipmentItems").Any(i => ordered.ContainsKey(i.Text("lineItemKey") ?? ""))).ToList();
        var handed = fulfillments.Where(f => f.Text("orderNumber") == number).ToList();
        return Goods(shop, ordered, family, carriers, dead).Concat(Open(shop, family, carriers, isMerged, dead, own.Count + handed.Count)).Concat(WrittenBack(shop, ordered, own, handed));
    }

    private IEnumerable<string> Goods(JsonElement shop, Dictionary<string, int> ordered, List<JsonElement> family, List<JsonElement> carriers, bool dead)
    {
        if (family.Count(o => o.Text("advancedOptions.parentId") is null) > 1) yield return "stands in ShipStation more than once";
        foreach (var (line, quantity) in ordered)
        {
            var there = carriers.SelectMany(o => o.List("items")).Where(i => i.Text("lineItemKey") == line).Sum(i => i.GetProperty("quantity").GetInt32());
            if (there > quantity) yield return $"{quantity} units were ordered and {there} stand in ShipStation";
            if (shop.Text("orderState") == "Cancelled" || dead || stage.CancelledByStaff.Contains(line)) continue;
            if (there < quantity) yield return $"{quantity} units were ordered and only {there} stand in ShipStation";
        }
    }

    private static IEnumerable<string> Open(JsonElement shop, List<JsonElement> family, List<JsonElement> carriers, bool isMerged, bool dead, int shipments)
    {
        var open = family.Where(IsOpen).ToList();
        var isCancelled = shop.Text("orderState") == "Cancelled";
        if (isCancelled && !dead)
        {
            // Also where its goods were put into another order.
            foreach (var order in open.Concat(carriers.Where(IsOpen)).DistinctBy(o => o.Text("orderId"))) yield return $"is cancelled in the shop, and {order.Text("orderNumber")} is {order.Text("orderStatus")} in ShipStation";
            if (shipments > 0 && shop.Field("shipstationMessage") is null) yield return "was cancelled after a label and nobody is asked";
        }
        if (isCancelled || dead || isMerged) yield break;
        var wanted = shop.Text("shippingAddress.streetName");
        foreach (var order in open.Where(o => !string.Equals(o.Text("shipTo.street1"), wanted, StringComparison.OrdinalIgnoreCase)))
            yield return $"goes to {wanted} in the shop, and {order.Text("orderNumber")} to {order.Text("shipTo.street1")} in ShipStation";
    }

    private static bool IsOpen(JsonElement order) => order.Text("orderStatus") is "awaiting_shipment" or "on_hold";

    private static IEnumerable<string> WrittenBack(JsonElement shop, Dictionary<string, int> ordered, List<JsonElement> labels, List<JsonElement> fulfillments)
    {
        var deliveries = shop.Deliveries();
        var left = deliveries.ToDictionary(d => d.Text("key")!, StringComparer.Ordinal);
        var packedInAll = 0;
        foreach (var label in labels)
        {
            var key = $"ss-{label.Text("shipmentId")}";
            var packed = label.List("shipmentItems").Where(i => ordered.ContainsKey(i.Text("lineItemKey") ?? ""))
                .GroupBy(i => i.Text("lineItemKey")!).Select(g => (g.Key, g.Sum(i => i.GetProperty("quantity").GetInt32()))).Order().ToList();
            packedInAll += packed.Sum(p => p.Item2);
            var found = left.Keys.FirstOrDefault(k => k == key || k.StartsWith(key + "-", StringComparison.Ordinal));
            if (found is null)
            {
                yield return $"says nothing of shipment {key}";
                continue;
            }
            left.Remove(found, out var delivery);
            if (!delivery.Items().Order().SequenceEqual(packed)) yield return $"delivery {found} holds {string.Join(' ', delivery.Items())}, the parcel {string.Join(' ', packed)}";
        }
        foreach (var fulfillment in fulfillments)
            if (!left.Remove($"ssf-{fulfillment.Text("fulfillmentId")}")) yield return $"says nothing of fulfillment {fulfillment.Text("fulfillmentId")}";
        if (left.Count > 0) yield return $"says of shipments that do not exist: {string.Join(' ', left.Keys)}";
        var state = shop.Text("shipmentState") ?? "Pending";
        var wanted = fulfillments.Count > 0 || packedInAll >= ordered.Values.Sum() ? "Shipped" : packedInAll > 0 ? "Partial" : "Pending";
        if (state != wanted) yield return $"is {state}, but {packedInAll} of {ordered.Values.Sum()} units have a label and {fulfillments.Count} fulfillments exist";
    }
}
