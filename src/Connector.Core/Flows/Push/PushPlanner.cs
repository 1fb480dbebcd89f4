using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Flows.Push;

/// <summary>Pure: from an order and what we know of it to the groups that must be created, updated or cancelled. The same question gets the same plan.</summary>
internal sealed class PushPlanner(OrderSelection selection, OrderRouter router, OrderMapping mapping, SelectionRules rules)
{
    public bool NeedsStock => router.NeedsStock;

    /// <summary>The groups with their actions, or the outcome where nothing is to be sent.</summary>
    public PlannedOrder Plan(LoadedOrder loaded, PushKnowledge known, DateTimeOffset now)
    {
        var shipments = known.Shipments.Where(s => s.OrderId == loaded.Order.Id && s.Shipment is { IsReturn: false, IsForeign: false }).ToList();
        var planned = Decide(loaded, known, now) with { HasShipments = shipments.Exists(static s => !s.Shipment.Voided) };
        var others = shipments.Count > 0 && loaded.Order.ShipmentState is not (ShipmentState.Shipped or ShipmentState.Delivered) && loaded.Order.Lines.Any(l => OpenQuantity.DeliveredByOthers(loaded.Order, l) > 0);
        return planned with { OthersDelivered = others };
    }

    /// <inheritdoc cref="StoppedOrders.PlanUnread"/>
    public PlannedOrder? PlanUnread(UnloadedOrder unread, DateTimeOffset now) => StoppedOrders.PlanUnread(rules, unread, now);

    private PlannedOrder Decide(LoadedOrder loaded, PushKnowledge known, DateTimeOffset now)
    {
        switch (selection.Decide(loaded.Order, now))
        {
            case SelectionDecision.Skipped skipped:
                return StoppedOrders.PlanSkipped(rules, loaded, skipped, known, now)
                    ?? Planned(loaded, skipped.Cause == SkipCause.Ended ? [.. LateChanges(loaded, known).Concat(Crossed(loaded, known)).DistinctBy(static g => g.GroupKey)] : [], new WorkOutcome.Skipped(skipped.Reason)) with { HasEnded = skipped.Cause == SkipCause.Ended && !StoppedOrders.HoldsOthersOnly(loaded, known) };
            case SelectionDecision.NotYet notYet:
                return Waiting(loaded, notYet.Reason, new WorkOutcome.RetryAt(notYet.Until, FailureKind.RateLimited, "NotYet", notYet.Reason), now);
            case SelectionDecision.Cancelled cancelled:
                var unwanted = loaded.Rows.Select(row => Unwanted(row, orderCancelled: true, known, now)).ToList();
                return Planned(loaded, unwanted, new WorkOutcome.Skipped(cancelled.Reason)) with { Cancelled = true };
            default:
                return PlanWanted(loaded, known, now);
        }
    }

    private PlannedOrder PlanWanted(LoadedOrder loaded, PushKnowledge known, DateTimeOffset now)
    {
        var route = RouteOf(loaded, known);
        if (route.Problem is { } problem) return Waiting(loaded, problem.Description, new WorkOutcome.DeadLetter(FailureKind.Unmappable, problem.Code, problem.Description), now);
        var mapped = mapping.Map(loaded.Order, route);
        if (mapped.Problem is { } refused) return Waiting(loaded, refused.Description, new WorkOutcome.DeadLetter(FailureKind.Unmappable, refused.Code, refused.Description), now);
        var wanted = mapped.Orders.Select(m => m.Group.GroupKey).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<PlannedGroup> groups =
        [
            .. mapped.Orders.Select(each => Wanted(loaded, each, known, now)),
            .. loaded.Rows.Where(r => !wanted.Contains(r.GroupKey)).Select(row => StoppedOrders.PlanLeftover(rules, loaded.Order, row, known, now) ?? Unwanted(row, orderCancelled: false, known, now))
        ];
        return Planned(loaded, groups, new WorkOutcome.Skipped("nothing left to ship")) with { Remarks = [.. loaded.Order.Overrides.Select(static o => $"{o.Field}: set for this order by {o.By}"), .. mapped.Warnings.Select(w => $"{w.Field}: {w.Text}"), .. loaded.Order.Lines.Select(FactsText).OfType<string>()] };
    }

    /// <summary>Where values come from that the line does not hold.</summary>
    private static string? FactsText(OrderLine line) => line.FromProduct is not { Names.Count: > 0 } facts
        ? null
        : $"{line.Sku}: {string.Join(", ", facts.Names.Order(StringComparer.Ordinal))} of the product as it is now (version {facts.Version}), as the line lacks it";

    /// <param name="otherwise">What it means that there is no group.</param>
    internal static PlannedOrder Planned(LoadedOrder loaded, IReadOnlyList<PlannedGroup> groups, WorkOutcome otherwise) => new(loaded, groups)
    {
        Outcome = groups.Count == 0 ? otherwise
            : groups.LastOrDefault(g => g.BusyUntil is not null)?.BusyUntil is { } until ? new WorkOutcome.RetryAt(until, FailureKind.RateLimited, "UnderWay", "another worker is sending this order")
            : null
    };

    /// <summary>It cannot be sent for now: what is open there waits as well.</summary>
    private PlannedOrder Waiting(LoadedOrder loaded, string reason, WorkOutcome outcome, DateTimeOffset now) =>
        StoppedOrders.PlanWaiting(rules, loaded, reason, outcome, now) ?? new PlannedOrder(loaded, []) { Outcome = outcome };

    /// <summary>What has shipped is due no more, but other goods or another address than those that left must be reported, even where the shop knew of the label first.</summary>
    private IEnumerable<PlannedGroup> LateChanges(LoadedOrder loaded, PushKnowledge known)
    {
        var shipped = loaded.Rows.Where(r => r is { Status: SyncStatus.Shipped, Payload: not null }).ToList();
        if (shipped.Count == 0) yield break;
        if (MapWithoutOthers(loaded, known) is not { Problem: null } mapped) yield break;
        foreach (var row in shipped)
        {
            var wanted = mapped.Orders.FirstOrDefault(m => m.Group.GroupKey == row.GroupKey)?.Order;
            if (wanted is null || LastSent(row) is not { } left || (wanted.ShipTo == left.ShipTo && Goods(wanted).SetEquals(Goods(left)))) continue;
            yield return new PlannedGroup(row.GroupKey, row.Account, PushAction.None)
            {
                Row = row, ShippingOrderId = row.ShippingOrderId,
                Failure = new GroupFailure(FailureKind.Rejected, ErrorCodes.ChangedAfterShipment, PushDecision.ChangedTooLate, Final: true)
            };
        }
    }

    /// <summary>What somebody made of it while a call of ours had no known outcome, and is open though the order is not: nothing says whether its units have left.</summary>
    private static IEnumerable<PlannedGroup> Crossed(LoadedOrder loaded, PushKnowledge known)
    {
        foreach (var row in loaded.Rows.Where(static r => !StoppedGroups.IsOpen(r)))
        {
            if (known.Seen.Where(s => PartTree.IsOpen(s.Status) && ForeignParts.MayBeCrossed(row, s)).Select(static s => s.OrderNumber).ToList() is not { Count: > 0 } open) continue;
            yield return StoppedGroups.Untouched(row) with { Failure = GroupFailure.Crossed($"{string.Join(", ", open)} is open there, and the order is not.") };
        }
    }

    /// <summary>The order as if nobody else had delivered anything: what they delivered is no change of goods that have left.</summary>
    private MappingResult MapWithoutOthers(LoadedOrder loaded, PushKnowledge known)
    {
        var alone = loaded.Order with { Shippings = [.. loaded.Order.Shippings.Select(s => s with { Deliveries = [.. s.Deliveries.Where(d => Shipment.IsKey(d.Key))] })] };
        return mapping.Map(alone, RouteOf(loaded with { Order = alone }, known));
    }

    private static HashSet<(string? Line, string? Sku, long Quantity)> Goods(ShippingOrder order) =>
        [.. order.Items.Where(i => !i.Adjustment).Select(i => ((string?)i.LineItemKey, i.Sku, (long)i.Quantity))];

    private static ShippingOrder? LastSent(SyncRow row) => row.Payload is { } sent ? PayloadJson.Unpack(sent) : null;

    private RoutePlan RouteOf(LoadedOrder loaded, PushKnowledge known) => router.Plan(loaded.Order, known.Stock, router.NeedsStock ? Existing(loaded.Rows) : []);

    /// <summary>What is on the shipping side already: an order must not wander off because its own reservation took the last units.</summary>
    private List<ExistingUnits> Existing(IReadOnlyList<SyncRow> rows) =>
    [
        .. from row in rows
           where row.Status is SyncStatus.Synced or SyncStatus.Shipped
           let sent = LastSent(row)
           where sent is not null
           from location in router.LocationKeys
           where OrderKeys.GroupKey(location) == row.GroupKey
           from item in sent.Items
           where !item.Adjustment
           select new ExistingUnits(item.LineItemKey, location, item.Quantity)
    ];

    private PlannedGroup Wanted(LoadedOrder loaded, MappedOrder mapped, PushKnowledge known, DateTimeOffset now)
    {
        var row = loaded.Rows.FirstOrDefault(r => r.GroupKey == mapped.Group.GroupKey);
        var wanted = WantedContent.From(HoldWhereAddressFailed(mapped.Order, row, known));
        if (row is { Status: SyncStatus.Shipped } && row.PayloadHash != wanted.Hash && loaded.Order.Lines.Any(l => OpenQuantity.DeliveredByOthers(loaded.Order, l) > 0)
            && MapWithoutOthers(loaded, known).Orders.FirstOrDefault(m => m.Group.GroupKey == row.GroupKey) is { } alone && WantedContent.From(alone.Order) is var before && before.Hash == row.PayloadHash)
        {
            // Its parts were made before others delivered: what they hold is for people to lower.
            if (StoppedGroups.MayShipTooMany(loaded.Order, row, known)) return StoppedGroups.Untouched(row) with { Failure = SplitParts.Split };
            wanted = before;
        }
        var group = PlannedGroup.From(PushDecision.ForWanted(row, wanted.Hash, now), mapped.Group.GroupKey, mapped.Group.Location.Account) with
        {
            Wanted = wanted, ToSend = wanted.Order with { ShippingOrderId = row?.ShippingOrderId }, Row = row, ShippingOrderId = row?.ShippingOrderId
        };
        return group with
        {
            // A change reads what is there: that is the look at late calls as well.
            Verifies = group.Action == PushAction.Update && row is not null && LateCalls.AreOver(row, now),
            PartsDue = group is { Action: PushAction.None, Failure: null } && row is not null && SplitParts.AreDue(row, wanted: true, known.Seen),
            MayBeCrossed = group.Failure is null && row is not null && group.Action switch
            {
                PushAction.None or PushAction.Update => known.Seen.Any(s => ForeignParts.MayBeCrossed(row, s)),
                PushAction.Create => known.Seen.Any(s => s.Account == row.Account && s.OrderKey == row.OrderKey && s.ParentId is not null) || ForeignParts.ListOf(row, known.Seen).Any(),
                _ => false
            }
        };
    }

    internal static PlannedGroup Unwanted(SyncRow row, bool orderCancelled, PushKnowledge known, DateTimeOffset now)
    {
        var group = PlannedGroup.From(PushDecision.ForUnwanted(row, orderCancelled, known.HasLabel(row), now), row.GroupKey, row.Account) with { Row = row, ShippingOrderId = row.ShippingOrderId };
        return group with
        {
            Verifies = group.Action == PushAction.Cancel && LateCalls.AreDue(row, now),
            PartsDue = group is { Action: PushAction.None, Failure: null } && SplitParts.AreDue(row, wanted: false, known.Seen)
        };
    }

    /// <summary>However it is written: the shipping side writes addresses in its own way.</summary>
    internal static bool IsSamePlace(ShippingAddress a, ShippingAddress b) => Plain(a.Street1) == Plain(b.Street1) && Plain(a.City) == Plain(b.City);

    private static string Plain(string? text) => string.Concat((text ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>While the shipping side says that the address failed and the shop has not corrected it, the order stays on hold; a corrected address releases it.</summary>
    private static ShippingOrder HoldWhereAddressFailed(ShippingOrder wanted, SyncRow? row, PushKnowledge known)
    {
        if (row is null || wanted.Status is not ShippingOrderStatus.AwaitingShipment) return wanted;
        var failed = known.Seen.Where(s => s.OrderKey == row.OrderKey && s.AddressCheck == AddressCheck.Failed).ToList();
        if (failed.Count == 0) return wanted;
        // A first call without a known outcome has brought what is wanted now, or something else that the address tells apart.
        var lastSent = LastSent(row) ?? wanted;
        // A reading from before our last change is about an address that is no longer there.
        if (!failed.Exists(s => IsSamePlace(s.Content.ShipTo, lastSent.ShipTo))) return wanted;
        return lastSent.ShipTo == wanted.ShipTo ? wanted with { Status = ShippingOrderStatus.OnHold } : wanted;
    }
}

/// <summary>What a plan may look at besides the order.</summary>
/// <param name="Seen">Last readings of the shipping orders with our keys.</param>
/// <param name="Shipments">Shipments of the batch's orders.</param>
internal sealed record PushKnowledge(IReadOnlyList<ShippingOrderSnapshot> Seen, IReadOnlyList<ShipmentRow> Shipments, IReadOnlyList<StockEntry> Stock)
{
    public bool HasLabel(SyncRow row) => Shipments.Any(s =>
        s.OrderId == row.OrderId && s.Shipment is { Voided: false, IsReturn: false, IsForeign: false } && (s.Shipment.OrderKey ?? row.OrderKey) == row.OrderKey);
}
