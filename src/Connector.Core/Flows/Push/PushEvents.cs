using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>Pure: what a push did, as events of the order.</summary>
internal static class PushEvents
{
    private const string Items = "items";
    private const string Status = "status";

    /// <summary>Events of the parts that a call was made for and that took it; empty where nothing was sent.</summary>
    /// <param name="namesParts">As in <see cref="PushSummary.Describe"/>.</param>
    public static IReadOnlyList<OrderEvent> From(SettledOrder order, bool namesParts)
    {
        var events = new List<OrderEvent>();
        foreach (var group in order.Groups.Where(static g => g.Failure is null && g.Planned.Action != PushAction.None))
            events.AddRange(PartEvents(order, group).Select(e => namesParts ? e with { Part = group.GroupKey } : e));
        if (events.Exists(static e => e.Kind == OrderEventKind.Sent)) events.Insert(0, Placed(order.Planned.Order));
        return events;
    }

    private static OrderEvent Placed(Order order) =>
        new(OrderEventKind.Placed, OrderActor.Shop, string.Create(CultureInfo.InvariantCulture, $"Order placed, {order.Total.Amount} {order.Total.Currency}")) { At = order.PlacedAt };

    private static IEnumerable<OrderEvent> PartEvents(SettledOrder order, SettledGroup group)
    {
        var planned = group.Planned;
        var id = group.ShippingOrderId is { } number ? $" ({number})" : "";
        switch (planned)
        {
            case { Action: PushAction.Create, Wanted: { } wanted }:
                yield return new OrderEvent(OrderEventKind.Sent, OrderActor.Connector, $"Sent to ShipStation{id}") { Reason = Text(order.Planned.Remarks) };
                if (IsStopped(wanted.Order.Status)) yield return Held(wanted.Order.Status, order.StopReason);
                break;
            case { Action: PushAction.Update or PushAction.Verify, Wanted: { } wanted }:
                foreach (var happened in Update(order, group, wanted.Order, id)) yield return happened;
                break;
            case { Action: PushAction.MarkShipped }:
                yield return new OrderEvent(OrderEventKind.Updated, OrderActor.Connector, $"Marked as shipped in ShipStation{id}") { Reason = order.StopReason };
                break;
            default:
                if (order.Planned.Cancelled) yield return new OrderEvent(OrderEventKind.Changed, OrderActor.Shop, "Order cancelled");
                yield return new OrderEvent(OrderEventKind.Cancelled, OrderActor.Connector, $"Cancelled in ShipStation{id}") { Reason = order.StopReason };
                break;
        }
    }

    private static IEnumerable<OrderEvent> Update(SettledOrder order, SettledGroup group, ShippingOrder wanted, string id)
    {
        var before = group.Planned.Row?.Payload is { } sent ? PayloadJson.Unpack(sent) : null;
        var byRules = group.Planned.Row?.RulesHash is { } rules && group.Row?.RulesHash is { } now && rules != now;
        var changes = before is null ? [] : PayloadChanges.Between(before, wanted, order.Planned.Order.Total.Currency);
        FieldChange[] content = [.. changes.Where(static c => c.Field != Status)];
        var fields = Fields(content);
        if (content.Length > 0 && !byRules) yield return new OrderEvent(OrderEventKind.Changed, OrderActor.Shop, $"Order changed: {fields}") { Changes = content };
        if (before is not null && before.Status != wanted.Status)
        {
            if (IsStopped(wanted.Status)) yield return Held(wanted.Status, order.StopReason);
            else if (IsStopped(before.Status)) yield return new OrderEvent(OrderEventKind.Released, OrderActor.Connector, "Released in ShipStation");
        }
        if (content.Length == 0 && before is not null && before.Status != wanted.Status) yield break;
        var text = (fields.Length > 0 ? $"Updated in ShipStation{id}: {fields}" : $"Updated in ShipStation{id}") + Merged(group.Planned.Merged);
        yield return new OrderEvent(OrderEventKind.Updated, OrderActor.Connector, text)
        {
            Reason = byRules ? "The rules changed since this order was sent" : Text(order.Planned.Remarks), Changes = byRules && content.Length > 0 ? content : null
        };
    }

    private static string Merged(MergeResult? merged) => merged is null
        ? ""
        : (merged.KeptTheirs.Count > 0 ? $"; kept changes made in ShipStation: {string.Join(", ", merged.KeptTheirs)}" : "")
            + (merged.Conflicts.Count > 0 ? $"; changed in both, the shop's was used: {string.Join(", ", merged.Conflicts)}" : "");

    private static OrderEvent Held(ShippingOrderStatus status, string? reason) =>
        new(OrderEventKind.Held, OrderActor.Connector, status == ShippingOrderStatus.OnHold ? "On hold in ShipStation" : "Awaiting payment in ShipStation") { Reason = reason };

    private static bool IsStopped(ShippingOrderStatus status) => status is ShippingOrderStatus.OnHold or ShippingOrderStatus.AwaitingPayment;

    /// <summary>The fields by their last name, lines as "items".</summary>
    private static string Fields(IEnumerable<FieldChange> changes) =>
        string.Join(", ", changes.Select(static c => c.Field.StartsWith(Items, StringComparison.Ordinal) ? Items : c.Field[(c.Field.LastIndexOf('.') + 1)..]).Distinct(StringComparer.Ordinal));

    private static string? Text(IReadOnlyList<string> remarks) => remarks.Count == 0 ? null : string.Join("; ", remarks);
}
