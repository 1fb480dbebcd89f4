using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Routing;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Flows.Push;

/// <summary>Pure: from an order and what we know of it to the groups that must be created, updated or cancelled.</summary>
public sealed class PushPlanner(OrderSelection selection, OrderRouter router, OrderMapping mapping, ConnectorRules rules)
{
    public bool NeedsStock => router.NeedsStock;

    /// <summary>Fills in the outcome where nothing is to be sent, else the groups with their actions.</summary>
    internal void Plan(PushWork work, PushKnowledge known, DateTimeOffset now)
    {
        var order = work.Order!;
        switch (selection.Decide(order, now))
        {
            case SelectionDecision.Skipped skipped:
                if (order.ShipmentState == ShipmentState.Shipped) FlagLateChanges(work, order, known);
                if (work.Groups.Count == 0) work.Outcome = new WorkOutcome.Skipped(skipped.Reason);
                return;
            case SelectionDecision.NotYet notYet:
                work.Outcome = new WorkOutcome.RetryAt(notYet.Until, FailureKind.RateLimited, "NotYet", notYet.Reason);
                return;
            case SelectionDecision.Cancelled cancelled:
                work.Cancelled = true;
                foreach (var row in work.Rows) PlanUnwanted(work, row, known, now);
                if (work.Outcome is null && work.Groups.Count == 0) work.Outcome = new WorkOutcome.Skipped(cancelled.Reason);
                return;
            default:
                PlanWanted(work, order, known, now);
                return;
        }
    }

    private void PlanWanted(PushWork work, Order order, PushKnowledge known, DateTimeOffset now)
    {
        var route = router.Plan(order, known.Stock, router.NeedsStock ? Existing(work) : []);
        if (route.Problem is { } problem)
        {
            work.Outcome = new WorkOutcome.DeadLetter(FailureKind.Unmappable, problem.Code, problem.Description);
            return;
        }
        var mapped = mapping.Map(order, route);
        if (mapped.Problem is { } refused)
        {
            work.Outcome = new WorkOutcome.DeadLetter(FailureKind.Unmappable, refused.Code, refused.Description);
            return;
        }
        foreach (var warning in mapped.Warnings) work.Remarks.Add($"{warning.Field}: {warning.Text}");
        foreach (var each in mapped.Orders) PlanGroup(work, each, known, now);
        var wanted = mapped.Orders.Select(m => m.Group.GroupKey).ToHashSet(StringComparer.Ordinal);
        foreach (var row in work.Rows.Where(r => !wanted.Contains(r.GroupKey))) PlanUnwanted(work, row, known, now);
        if (work.Outcome is null && mapped.Orders.Count == 0 && work.Groups.Count == 0) work.Outcome = new WorkOutcome.Skipped("nothing left to ship");
    }

    /// <summary>What has shipped is due no more, but other goods or another address than those that left must be reported, even where the shop knew of the label first.</summary>
    private void FlagLateChanges(PushWork work, Order order, PushKnowledge known)
    {
        var shipped = work.Rows.Where(r => r is { Status: SyncStatus.Shipped, Payload: not null }).ToList();
        if (shipped.Count == 0) return;
        var route = router.Plan(order, known.Stock, router.NeedsStock ? Existing(work) : []);
        if (route.Problem is not null || mapping.Map(order, route) is not { Problem: null } mapped) return;
        foreach (var row in shipped)
        {
            var wanted = mapped.Orders.FirstOrDefault(m => m.Group.GroupKey == row.GroupKey)?.Order;
            var left = PayloadJson.Read(PayloadJson.Decompress(row.Payload!));
            if (wanted is null || (wanted.ShipTo == left.ShipTo && Goods(wanted).SetEquals(Goods(left)))) continue;
            work.Groups.Add(new GroupPush(row.GroupKey, row.Account, PushAction.None)
            {
                Row = row, ShippingOrderId = row.ShippingOrderId,
                Failure = new GroupFailure(FailureKind.Rejected, ErrorCodes.ChangedAfterShipment, PushDecision.ChangedTooLate, Final: true)
            });
        }
    }

    private static HashSet<(string? Line, string? Sku, long Quantity)> Goods(ShippingOrder order) =>
        [.. order.Items.Where(i => !i.Adjustment).Select(i => ((string?)i.LineItemKey, i.Sku, (long)i.Quantity))];

    /// <summary>What is on the shipping side already: an order must not wander off because its own reservation took the last units.</summary>
    private List<ExistingUnits> Existing(PushWork work) =>
    [
        .. from row in work.Rows
           where row is { Payload: not null, Status: SyncStatus.Synced or SyncStatus.Shipped }
           from location in rules.Locations
           where OrderKeys.GroupKey(location.Key) == row.GroupKey
           from item in PayloadJson.Read(PayloadJson.Decompress(row.Payload!)).Items
           where !item.Adjustment
           select new ExistingUnits(item.LineItemKey, location.Key, item.Quantity)
    ];

    private static void PlanGroup(PushWork work, MappedOrder mapped, PushKnowledge known, DateTimeOffset now)
    {
        var row = work.Rows.FirstOrDefault(r => r.GroupKey == mapped.Group.GroupKey);
        var wanted = HoldWhereAddressFailed(mapped.Order, row, known);
        var payload = PayloadJson.Write(wanted);
        var hash = PayloadJson.Hash(payload);
        var action = Act(work, PushDecision.ForWanted(row, hash, now));
        work.Groups.Add(new GroupPush(mapped.Group.GroupKey, mapped.Group.Location.Account, action.Action)
        {
            Wanted = wanted, Payload = payload, Hash = hash, ToSend = wanted with { ShippingOrderId = row?.ShippingOrderId }, Row = row,
            ShippingOrderId = row?.ShippingOrderId, Failure = action.Failure,
            // A change reads what is there: that is the look at late calls as well.
            Verifies = action.Action == PushAction.Update && row is not null && LateCalls.AreOver(row, now),
            PartsDue = action is { Action: PushAction.None, Failure: null } && row is not null && SplitParts.AreDue(row, wanted: true, known.Seen)
        });
    }

    private static void PlanUnwanted(PushWork work, SyncRow row, PushKnowledge known, DateTimeOffset now)
    {
        var (action, failure) = Act(work, PushDecision.ForUnwanted(row, work.Cancelled, known.HasLabel(row), now));
        work.Groups.Add(new GroupPush(row.GroupKey, row.Account, action)
        {
            Row = row, ShippingOrderId = row.ShippingOrderId, Failure = failure, Verifies = action == PushAction.Cancel && LateCalls.AreDue(row, now),
            PartsDue = action == PushAction.None && failure is null && SplitParts.AreDue(row, wanted: false, known.Seen)
        });
    }

    private static (PushAction Action, GroupFailure? Failure) Act(PushWork work, PushDecision decision)
    {
        switch (decision)
        {
            case PushDecision.Create: return (PushAction.Create, null);
            case PushDecision.Update: return (PushAction.Update, null);
            case PushDecision.Verify: return (PushAction.Verify, null);
            case PushDecision.Cancel: return (PushAction.Cancel, null);
            case PushDecision.Locked locked: return (PushAction.None, new GroupFailure(locked.Kind, locked.Code, locked.Text, Final: true));
            case PushDecision.Busy busy:
                work.Outcome = new WorkOutcome.RetryAt(busy.Until, FailureKind.RateLimited, "UnderWay", "another worker is sending this order");
                return (PushAction.None, null);
            default: return (PushAction.None, null);
        }
    }

    /// <summary>However it is written: the shipping side writes addresses in its own way.</summary>
    private static bool IsSamePlace(ShippingAddress a, ShippingAddress b) => Plain(a.Street1) == Plain(b.Street1) && Plain(a.City) == Plain(b.City);

    private static string Plain(string? text) => string.Concat((text ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>While the shipping side says that the address failed and the shop has not corrected it, the order stays on hold; a corrected address releases it.</summary>
    private static ShippingOrder HoldWhereAddressFailed(ShippingOrder wanted, SyncRow? row, PushKnowledge known)
    {
        if (row is null || wanted.Status is not ShippingOrderStatus.AwaitingShipment) return wanted;
        var failed = known.Seen.Where(s => s.OrderKey == row.OrderKey && s.AddressCheck == AddressCheck.Failed).ToList();
        if (failed.Count == 0) return wanted;
        // A first call without a known outcome has brought what is wanted now, or something else that the address tells apart.
        var lastSent = row.Payload is { } sent ? PayloadJson.Read(PayloadJson.Decompress(sent)) : wanted;
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
