using System.Text.Json;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.Tests.Journeys.Randomised;

/// <summary>What must hold when the last fault is over and time has passed, read off both vendors' documents and the error queue, and nothing else.</summary>
internal sealed class Judgement(Scene scene, Func<IServiceProvider> connector, Hands hands, int orders, int first = 0)
{
    /// <summary>What only a person can settle. Anything else in the error queue is a fault that left its mark.</summary>
    private static readonly HashSet<string> s_forPeople = new(StringComparer.Ordinal)
    {
        ErrorCodes.CancelledAfterShipment, ErrorCodes.ChangedAfterShipment, ErrorCodes.ReopenedAfterCancel, ErrorCodes.LockedInShipping, ErrorCodes.OverShipment, ErrorCodes.AddressFailed
    };

    public async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        var errors = await connector().GetRequiredService<IErrorQueue>().ListAsync(new ErrorFilter(), default);
        var codes = errors.Where(e => e.Info.OrderNumber is not null).ToLookup(e => e.Info.OrderNumber!, e => e.Info.Code, StringComparer.Ordinal);
        var problems = errors.Where(e => !s_forPeople.Contains(e.Info.Code) && !IsOfMerged(e))
            .Select(e => $"{e.Info.OrderNumber}: {e.MessageType} is in the error queue with {e.Info.Kind} {e.Info.Code}: {e.Info.Description}").ToList();
        var (pictures, differences) = (await PicturesAsync(), await CompareAsync());
        // Whether what a program made while a call had no known outcome is a part or a copy, nothing says: people are told.
        var twice = pictures.Where(p => p.StandsTwice && differences.Any(d => d is { Kind: DifferenceKind.DuplicateInShipping, Repairable: false } && d.OrderNumber == p.Number)).Select(p => p.Number).ToHashSet(StringComparer.Ordinal);
        foreach (var picture in pictures) problems.AddRange(Problems(picture, twice.Contains(picture.Number) ? [.. codes[picture.Number], "told"] : [.. codes[picture.Number]]).Select(p => $"{picture.Number}: {p}"));
        problems.AddRange(Copies(await scene.ShippingOrdersAsync()));
        foreach (var difference in differences.Where(d => !codes.Contains(d.OrderNumber) && !IsForPeople(d) && !(d.Kind == DifferenceKind.DuplicateInShipping && twice.Contains(d.OrderNumber))))
            problems.Add($"{difference.OrderNumber}: reconciliation finds {difference.Kind} {difference.Text}");
        return problems;
    }

    /// <summary>What may ship there and must not, as the documents show it now.</summary>
    /// <param name="reported">Who has an entry in the error queue is left out: somebody was asked.</param>
    public async Task<IReadOnlyList<(string Number, string Text)>> ShippableAsync(Func<string, bool> reported) =>
        [.. from picture in await PicturesAsync() where !reported(picture.Number) && !hands.Merged.Contains(picture.Index) from text in Shippable(picture) select (picture.Number, text)];

    public async Task<IReadOnlyList<Difference>> CompareAsync() =>
        (await connector().GetRequiredService<ReconciliationRun>().RunAsync(new ReconciliationScope(DateTimeOffset.UnixEpoch, null, Fix: false, TimeSpan.Zero), null, default)).Differences;

    public async Task<HashSet<string>> ReportedAsync() =>
        (await connector().GetRequiredService<IErrorQueue>().ListAsync(new ErrorFilter(), default)).Select(e => e.Info.OrderNumber).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Staff put the order into another one before the connector could know: ShipStation refuses to change it, and a person must.</summary>
    private bool IsOfMerged(ErrorQueueEntry entry) => entry.Info.Code == ErrorCodes.PushRejected && hands.Merged.Any(index => entry.Info.OrderNumber == Scene.NumberOf(index));

    /// <summary>What people made and only people may change is said each time.</summary>
    private bool IsForPeople(Difference difference)
    {
        if (difference.Repairable) return false;
        var index = Enumerable.Range(first, orders).First(i => Scene.NumberOf(i) == difference.OrderNumber);
        return difference.Kind switch
        {
            DifferenceKind.DuplicateInShipping or DifferenceKind.CancelledButOpen => hands.Copies.Values.Any(c => c.Index == index),
            DifferenceKind.NoLongerDueButOpen => hands.ReleasedThoughStopped.Contains(index),
            _ => false
        };
    }

    private IEnumerable<string> Copies(IReadOnlyList<JsonElement> all)
    {
        foreach (var ((account, id), (index, before)) in hands.Copies)
        {
            if (account != scene.AccountOf(index)) continue;
            var now = all.Where(o => o.GetProperty("orderId").GetInt64() == id && o.Text("orderNumber")!.StartsWith(Scene.NumberOf(index) + "-R", StringComparison.Ordinal)).Select(Hands.PictureOf).SingleOrDefault();
            if (now != before) yield return $"{Scene.NumberOf(index)}: the copy {id} was {before} and is {now}";
        }
    }

    private async Task<IReadOnlyList<OrderPicture>> PicturesAsync()
    {
        var pictures = new List<OrderPicture>();
        foreach (var account in scene.Accounts.Keys)
        {
            var (all, labels, fulfillments) = (await scene.People[account].AllShippingOrdersAsync(), await scene.LabelsAsync(account), await scene.FulfillmentsAsync(account));
            for (var i = first; i < first + orders; i++)
                if (scene.AccountOf(i) == account) pictures.Add(OrderPicture.From(scene, hands, i, all, labels, fulfillments));
        }
        return [.. pictures.OrderBy(p => p.Index)];
    }

    private IEnumerable<string> Problems(OrderPicture picture, IReadOnlyCollection<string> codes) =>
        Goods(picture, codes.Count > 0).Concat(Open(picture, codes.Count > 0)).Concat(WrittenBack(picture, picture.HasLeftTooOften)).Concat(codes.Count > 0 || picture.IsMerged ? [] : Shippable(picture));

    private IEnumerable<string> Goods(OrderPicture picture, bool dead)
    {
        if (picture.Family.Count(o => o.Text("advancedOptions.parentId") is null) > 1) yield return "stands in ShipStation more than once";
        foreach (var (line, quantity) in picture.Ordered)
        {
            var there = picture.UnitsIn(picture.Carriers, line);
            // A program split it while a call had no known outcome, and that call put the units back: somebody was asked, or is when what is held now is due again.
            // What people sent of both, although they were asked, has left.
            if (there > quantity && !((dead || picture.IsUnpaid || picture.HasLeftTooOften) && picture.Parts.Count > 0)) yield return $"{quantity} units were ordered and {there} stand in ShipStation";
            if (picture.IsCancelled || dead || hands.CancelledByStaff.Contains(line) || (picture.IsUnpaid && picture.Family.Count == 0)) continue;
            var wanted = Math.Max(quantity - picture.ByOthers[line].Sum(), 0);
            // What was held when others delivered is brought up to date when it is due again.
            if (there < wanted) yield return $"{wanted} units are to be shipped and only {there} stand in ShipStation";
        }
    }

    /// <summary>No unit leaves twice, and nothing unpaid or cancelled can ship.</summary>
    private IEnumerable<string> Shippable(OrderPicture picture)
    {
        var waiting = picture.Carriers.Where(o => o.Text("orderStatus") == "awaiting_shipment").ToList();
        var can = picture.Ordered.Keys.ToDictionary(line => line, line => picture.UnitsIn(waiting, line) - picture.LabelledIn(waiting, line), StringComparer.Ordinal);
        if ((picture.IsCancelled || (picture.IsUnpaid && !hands.ReleasedThoughStopped.Contains(picture.Index))) && can.Values.Sum() > 0)
            yield return $"is {(picture.IsCancelled ? "cancelled" : "unpaid")}, and {string.Join(", ", waiting.Select(o => o.Text("orderNumber")))} can ship";
        if (picture.IsCancelled || picture.IsUnpaid) yield break;
        foreach (var (line, quantity) in picture.Ordered)
        {
            var left = picture.LeftOf(line);
            if (can[line] > Math.Max(quantity - left, 0)) yield return $"{quantity} units of {line} were ordered, {left} have left, and {can[line]} can ship";
        }
    }

    private static IEnumerable<string> Open(OrderPicture picture, bool dead)
    {
        var (shop, open) = (picture.Shop, picture.Family.Concat(picture.Parts).Where(IsOpen).ToList());
        if (picture.IsCancelled && !dead)
        {
            // Also where its goods were put into another order.
            foreach (var order in open.Concat(picture.Carriers.Where(IsOpen)).DistinctBy(o => o.Text("orderId"))) yield return $"is cancelled in the shop, and {order.Text("orderNumber")} is {order.Text("orderStatus")} in ShipStation";
            if (picture.Labels.Count + picture.Handed.Count > 0 && shop.Field("shipstationMessage") is null) yield return "was cancelled after a label and nobody is asked";
        }
        if (picture.IsCancelled || picture.IsUnpaid || dead || picture.IsMerged) yield break;
        var wanted = shop.Text("shippingAddress.streetName");
        foreach (var order in open.Where(o => !string.Equals(o.Text("shipTo.street1"), wanted, StringComparison.OrdinalIgnoreCase)))
            yield return $"goes to {wanted} in the shop, and {order.Text("orderNumber")} to {order.Text("shipTo.street1")} in ShipStation";
    }

    private static bool IsOpen(JsonElement order) => order.Text("orderStatus") is "awaiting_shipment" or "on_hold" or "awaiting_payment";

    /// <param name="over">More has left than was ordered: deliveries stop at what was ordered.</param>
    private static IEnumerable<string> WrittenBack(OrderPicture picture, bool over)
    {
        var left = picture.Shop.Deliveries().Where(d => d.Text("key") is not null).ToDictionary(d => d.Text("key")!, StringComparer.Ordinal);
        foreach (var label in picture.Labels)
        {
            var key = $"ss-{label.Text("shipmentId")}";
            var packed = label.List("shipmentItems").Select(i => (Line: picture.LineOf(i), Quantity: i.GetProperty("quantity").GetInt32())).Where(i => i.Line is not null)
                .GroupBy(i => i.Line!).Select(g => (g.Key, g.Sum(i => i.Quantity))).Order().ToList();
            var found = left.Keys.FirstOrDefault(k => k == key || k.StartsWith(key + "-", StringComparison.Ordinal));
            if (found is null)
            {
                yield return $"says nothing of shipment {key}";
                continue;
            }
            left.Remove(found, out var delivery);
            if (!over && !delivery.Items().Order().SequenceEqual(packed)) yield return $"delivery {found} holds {string.Join(' ', delivery.Items())}, the parcel {string.Join(' ', packed)}";
            if (delivery.Text("parcels.0.trackingData.trackingId") != label.Text("trackingNumber")) yield return $"delivery {found} has another tracking number";
        }
        foreach (var fulfillment in picture.Handed)
            if (!left.Remove($"ssf-{fulfillment.Text("fulfillmentId")}")) yield return $"says nothing of fulfillment {fulfillment.Text("fulfillmentId")}";
        if (left.Count > 0) yield return $"says of shipments that do not exist: {string.Join(' ', left.Keys)}";
        foreach (var (line, quantity) in picture.Ordered)
            if (picture.Shop.Deliveries().SelectMany(d => d.Items()).Where(i => i.Line == line).Sum(i => i.Quantity) is var shown && shown > Math.Max(quantity, picture.ByOthers[line].Sum())) yield return $"shows {shown} of {quantity} units as delivered";
        var state = picture.Shop.Text("shipmentState") ?? "Pending";
        var packedInAll = picture.Ordered.Sum(line => Math.Min(line.Value, picture.PackedOf(line.Key) + picture.ByOthers[line.Key].Sum()));
        var wanted = picture.Handed.Count > 0 || packedInAll >= picture.Ordered.Values.Sum() ? "Shipped" : packedInAll > 0 ? "Partial" : "Pending";
        // While nothing of ours has left, the state is theirs who delivered.
        if (state != wanted && (picture.Labels.Count + picture.Handed.Count > 0 || picture.ByOthers.Count == 0)) yield return $"is {state}, but {packedInAll} of {picture.Ordered.Values.Sum()} units have left and {picture.Handed.Count} fulfillments exist";
    }
}
